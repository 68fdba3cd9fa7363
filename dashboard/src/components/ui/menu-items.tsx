import { DropdownMenu } from 'radix-ui';
import { classNames } from './class-names';
import type { MenuItem, MenuList } from './menu';
import { menuRow, MenuSurface } from './menu-surface';

interface MenuItemsProps {
  items: MenuList;
  align: 'start' | 'end';
  onClose: () => void;
}

export function MenuItems({ items, ...surface }: MenuItemsProps) {
  return (
    <MenuSurface {...surface}>
      {items.map((item, at) =>
        item === 'line' ? (
          <DropdownMenu.Separator key={at} className="mx-1 my-1 h-px bg-line" />
        ) : (
          <Item key={item.label} {...item} />
        ),
      )}
    </MenuSurface>
  );
}

function Item({ label, icon: Icon, onSelect, danger, disabled, shortcut, checked }: MenuItem) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled ?? false}
      {...(checked !== undefined && { role: 'menuitemradio', 'aria-checked': checked })}
      className={classNames(
        menuRow,
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
