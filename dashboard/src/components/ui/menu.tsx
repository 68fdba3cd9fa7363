import { Slot } from 'radix-ui';
import {
  type ComponentType,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useRef,
  useState,
} from 'react';

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

export type MenuList = readonly (MenuItem | 'line')[];

interface MenuProps {
  /** The button that opens it. */
  children: ReactElement;
  /** A function is asked when the menu is opened. */
  items: MenuList | (() => MenuList);
  align?: 'start' | 'end';
}

const loadItems = () => import('./menu-items');
const MenuItems = lazy(async () => ({ default: (await loadItems()).MenuItems }));

export function Menu({ children, items, align = 'end' }: MenuProps) {
  return (
    <MenuButton button={children} load={loadItems}>
      {(close) => (
        <MenuItems
          items={typeof items === 'function' ? items() : items}
          align={align}
          onClose={close}
        />
      )}
    </MenuButton>
  );
}

interface MenuButtonProps {
  button: ReactElement;
  /** Called when it is likely to be opened. */
  load: () => Promise<unknown>;
  /** The open menu; it covers the button, which is its anchor. */
  children: (close: () => void) => ReactNode;
}

/**
 * A menu that is not in the page until it is opened, and whose code is not either: a table has one in
 * each row.
 */
export function MenuButton({ button, load, children }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const element = useRef<HTMLButtonElement>(null);
  // A press beside an open menu closes it; the click that follows must not open it again.
  const wasOpen = useRef(false);
  function close() {
    setOpen(false);
    element.current?.focus();
  }
  return (
    <span className="relative inline-flex">
      <Slot.Root
        ref={element}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={() => {
          setOpen(!wasOpen.current);
          wasOpen.current = false;
        }}
      >
        {button}
      </Slot.Root>
      {open && <OpenMenu render={children} onClose={close} />}
    </span>
  );
}

function OpenMenu(props: { render: (close: () => void) => ReactNode; onClose: () => void }) {
  return <Suspense fallback={null}>{props.render(props.onClose)}</Suspense>;
}
