import { DropdownMenu } from 'radix-ui';
import type { ComponentType, ReactNode } from 'react';
import { classNames } from './class-names';

export interface MenuItem {
  label: string;
  icon?: ComponentType<{ className?: string }>;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  shortcut?: string;
  /** For one of several that may be chosen. */
  checked?: boolean;
}

interface MenuProps {
  /** The button that opens it. */
  children: ReactNode;
  items: readonly (MenuItem | 'line')[];
  align?: 'start' | 'end';
}

/** Not modal: a modal one would write a style element, which the policy refuses. */
export function Menu({ children, items, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-80 min-w-44 animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {items.map((item, at) =>
            item === 'line' ? (
              <DropdownMenu.Separator key={at} className="mx-1 my-1 h-px bg-line" />
            ) : (
              <Item key={item.label} {...item} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({ label, icon: Icon, onSelect, danger, disabled, shortcut, checked }: MenuItem) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled ?? false}
      {...(checked !== undefined && { role: 'menuitemradio', 'aria-checked': checked })}
      className={classNames(
        'flex h-8 cursor-default items-center gap-2 rounded px-2 text-sm outline-none select-none data-disabled:opacity-45 data-highlighted:bg-sunken',
        danger === true ? 'text-bad' : 'text-ink',
        checked === true && 'font-semibold text-accent',
      )}
    >
      {Icon && <Icon className="size-4 opacity-80" />}
      <span className="flex-1 truncate">{label}</span>
      {shortcut !== undefined && <span className="text-2xs text-ink-faint">{shortcut}</span>}
    </DropdownMenu.Item>
  );
}
