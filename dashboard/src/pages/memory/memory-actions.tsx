import { Ellipsis, Eraser, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { actionIcons } from '@/components/memory/action-icons';
import { actionsFor, useMemoryActions } from '@/components/memory/use-memory-actions';
import { Button, IconButton } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';

interface MemoryActionsProps {
  memory: Memory;
  onEdit: () => void;
  onErase: () => void;
}

export function MemoryActions({ memory, onEdit, onErase }: MemoryActionsProps) {
  const { t } = useTranslation();
  const act = useMemoryActions();
  const changes = actionsFor(memory).map((action) => ({
    label: t(`action.${action}`),
    icon: actionIcons[action],
    onSelect: () => void act(action, [memory]),
  }));
  const erase = { label: t('memory:erase.go'), icon: Eraser, danger: true, onSelect: onErase };
  return (
    <>
      {memory.state !== 'deleted' && (
        <Button onClick={onEdit}>
          <Pencil />
          {t('action.edit')}
        </Button>
      )}
      <Menu items={[...changes, 'line', erase]}>
        <IconButton label={t('memory:actions')} look="plain">
          <Ellipsis />
        </IconButton>
      </Menu>
    </>
  );
}
