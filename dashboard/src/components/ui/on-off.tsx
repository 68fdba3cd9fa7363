import { useId } from 'react';
import { Checkbox } from './field';

interface OnOffProps {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A checkbox with its name, and what it does. */
export function OnOff({ label, hint, checked, onChange }: OnOffProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5 text-sm">
      <Checkbox
        id={id}
        aria-describedby={`${id}-hint`}
        className="mt-0.5"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <div className="grid gap-0.5">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-xs text-ink-faint">
          {hint}
        </p>
      </div>
    </div>
  );
}
