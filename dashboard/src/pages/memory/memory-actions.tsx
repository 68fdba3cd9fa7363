import { Ellipsis, Eraser, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Memory } from 'tulving/client';
import { useRestore } from '@/api/memories';
import { problemText } from '@/api/problem-text';
import { actionIcons } from '@/components/memory/action-icons';
import { actionsFor, useMemoryActions } from '@/components/memory/use-memory-actions';
import { isGone } from '@/components/memory/state-badge';
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
  const { mutate: restore } = useRestore();
  const changes = actionsFor(memory).map((action) => ({
    label: t(`action.${action}`),
    icon: actionIcons[action],
    onSelect: () => void act(action, [memory]),
  }));
  const erase = { label: t('memory:erase.go'), icon: Eraser, danger: true, onSelect: onErase };
  const isThere = !isGone(memory);
  const tell = (error: unknown) => toast.error(problemText(error, t).title);
  // What has only expired is still active: its state cannot be changed back.
  const bringBack = () =>
    memory.state === 'deleted'
      ? void act('restore', [memory])
      : restore(memory.id, {
          onError: tell,
          onSuccess: () => toast.success(t('done.restore', { count: 1 })),
        });
  return (
    <>
      {isThere ? (
        <Button onClick={onEdit}>
          <Pencil />
          {t('action.edit')}
        </Button>
      ) : (
        <Button look="primary" onClick={bringBack}>
          <actionIcons.restore />
          {t('action.restore')}
        </Button>
      )}
      <Menu items={isThere ? [...changes, 'line', erase] : [erase]}>
        <IconButton label={t('memory:actions')} look="plain">
          <Ellipsis />
        </IconButton>
      </Menu>
    </>
  );
}
