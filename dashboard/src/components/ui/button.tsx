import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent text-accent-ink hover:brightness-110',
        plain: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
        quiet: 'text-ink-soft hover:bg-sunken hover:text-ink',
        danger: 'border border-bad/40 bg-surface text-bad hover:bg-bad-soft',
      },
      size: {
        normal: 'h-8 px-3 text-sm',
        small: 'h-7 px-2 text-xs',
        icon: 'size-8',
        'small-icon': 'size-7',
      },
    },
    defaultVariants: { look: 'plain', size: 'normal' },
  },
);

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonStyle>;

export function Button({ look, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonStyle({ look, size, className })} {...rest} />;
}

/** A button that shows a picture only: its label is its name and its tooltip. */
export function IconButton({
  label,
  size = 'icon',
  look = 'quiet',
  ...rest
}: ButtonProps & { label: string }) {
  return <Button size={size} look={look} aria-label={label} title={label} {...rest} />;
}
