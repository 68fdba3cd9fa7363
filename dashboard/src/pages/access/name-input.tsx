import { type ComponentProps, useId } from 'react';
import { Input } from '@/components/ui/field';
import type { Choice } from './use-names';

/** A name, completed from those that exist. */
export function NameInput({
  choices,
  ...input
}: ComponentProps<'input'> & { choices: readonly Choice[] | undefined }) {
  const id = useId();
  return (
    <>
      <Input {...input} list={id} autoComplete="off" spellCheck={false} />
      <datalist id={id}>
        {choices?.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
    </>
  );
}
