import { type ComponentProps, useEffect, useRef } from 'react';
import { Input } from '@/components/ui/field';

export type KeptInputProps = Omit<ComponentProps<'input'>, 'value' | 'defaultValue' | 'ref'> & {
  /** What the address holds. */
  kept: string;
};

/** A field that is typed into freely, and follows the address when that changes. */
export function KeptInput({ kept, ...rest }: KeptInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.value = kept;
  }, [kept]);
  return <Input ref={input} defaultValue={kept} {...rest} />;
}
