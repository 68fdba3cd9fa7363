import type { TFunction } from 'i18next';
import { Ellipsis, Pencil } from 'lucide-react';
import type { Memory } from 'tulving/client';
import type { BulkAction } from '@/api/memories';
import { actionIcons } from '@/components/memory/action-icons';
import { actionsFor } from '@/components/memory/use-memory-actions';
import { IconButton } from '@/components/ui/button';
import { Menu, type MenuList } from '@/components/ui/menu';

/** What rows can do; made once for all of them. */
export interface RowActions {
  t: TFunction;
  act: (action: BulkAction, memories: readonly Memory[]) => Promise<void>;
  onEdit: (memory: Memory) => void;
  onOpen: (id: string) => void;
}

export function RowMenu({ memory, actions }: { memory: Memory; actions: RowActions }) {
  return (
    <Menu items={() => itemsFor(memory, actions)}>
      <IconButton label={actions.t('memories:actions')} size="small-icon" tabIndex={-1}>
        <Ellipsis />
      </IconButton>
    </Menu>
  );
}

function itemsFor(memory: Memory, { t, act, onEdit }: RowActions): MenuList {
  const items = actionsFor(memory).map((action) => ({
    label: t(`action.${action}`),
    icon: actionIcons[action],
    danger: action === 'delete',
    onSelect: () => void act(action, [memory]),
  }));
  const edit = { label: t('action.edit'), icon: Pencil, onSelect: () => onEdit(memory) };
  return memory.state === 'deleted' ? items : [edit, ...items];
}
