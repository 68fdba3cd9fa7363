import { Ellipsis, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { actionIcons } from '@/components/memory/action-icons';
import { actionsFor, useMemoryActions } from '@/components/memory/use-memory-actions';
import { IconButton } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';

interface RowMenuProps {
  memory: Memory;
  onEdit: (memory: Memory) => void;
}

export function RowMenu({ memory, onEdit }: RowMenuProps) {
  const { t } = useTranslation();
  const act = useMemoryActions();
  const items = actionsFor(memory).map((action) => ({
    label: t(`action.${action}`),
    icon: actionIcons[action],
    danger: action === 'delete',
    onSelect: () => void act(action, [memory]),
  }));
  const edit = { label: t('action.edit'), icon: Pencil, onSelect: () => onEdit(memory) };
  return (
    <Menu items={memory.state === 'deleted' ? items : [edit, ...items]}>
      <IconButton label={t('memories:actions')} size="small-icon" tabIndex={-1}>
        <Ellipsis />
      </IconButton>
    </Menu>
  );
}
