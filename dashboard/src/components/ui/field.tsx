import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';

const box =
  'w-full rounded-md border border-line-strong bg-surface text-sm text-ink focus-visible:border-accent focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-bad';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(box, 'h-8 px-2.5', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea className={classNames(box, 'min-h-24 px-2.5 py-2 leading-5', className)} {...rest} />
  );
}

/** The platform's own list: it works with every keyboard, reader and telephone. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select className={classNames(box, 'h-8 appearance-none ps-2.5 pe-7', className)} {...rest}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-2 top-2 size-4 text-ink-faint"
      />
    </span>
  );
}

export function Checkbox({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <input
      type="checkbox"
      className={classNames('size-4 shrink-0 rounded accent-(--accent)', className)}
      {...rest}
    />
  );
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Receives what ties the control to its label, hint and error. */
  children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const told = error ?? hint;
  const control = {
    id,
    'aria-describedby': told === undefined ? undefined : `${id}-told`,
    'aria-invalid': error !== undefined,
  };
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs font-medium text-ink-soft">
        {label}
      </label>
      {children(control)}
      {told !== undefined && (
        <p
          id={`${id}-told`}
          className={classNames('text-xs', error ? 'text-bad' : 'text-ink-faint')}
        >
          {told}
        </p>
      )}
    </div>
  );
}
