import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

export const menuSurface =
  'z-50 max-h-96 min-w-44 max-w-72 animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float';
export const menuRow =
  'flex h-8 cursor-default items-center gap-2 rounded px-2 text-sm outline-none select-none data-disabled:opacity-60 data-highlighted:bg-sunken';

interface MenuSurfaceProps {
  align: 'start' | 'end';
  onClose: () => void;
  children: ReactNode;
}

/** Not modal: a modal one would write a style element, which the policy refuses. */
export function MenuSurface({ align, onClose, children }: MenuSurfaceProps) {
  return (
    <DropdownMenu.Root modal={false} open onOpenChange={(open) => open || onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={menuSurface}
          // The button is focused by who opened it.
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
