import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Memory } from 'tulving/client';
import { type BulkAction, type BulkOutcome, undoOf, useBulkAction } from '@/api/memories';
import { problemText } from '@/api/problem-text';

/** Does something to some memories, tells it, and offers to undo it. */
export function useMemoryActions() {
  const { t } = useTranslation();
  const { mutateAsync } = useBulkAction();

  async function act(action: BulkAction, memories: readonly Memory[]): Promise<void> {
    const outcome = await mutateAsync({ action, ids: memories.map(({ id }) => id) });
    tellFailures(outcome);
    if (outcome.done === 0) return;
    toast.success(t(`done.${action}`, { count: outcome.done }), {
      action: { label: t('undo'), onClick: () => void undo(action, memories) },
    });
  }

  /** Each goes back to the state that it had, a group at a time. */
  async function undo(action: BulkAction, memories: readonly Memory[]): Promise<void> {
    for (const [state, group] of Map.groupBy(memories, ({ state }) => state)) {
      const back = action === 'delete' ? 'restore' : undoOf[state];
      tellFailures(await mutateAsync({ action: back, ids: group.map(({ id }) => id) }));
    }
    toast(t('undone', { count: memories.length }));
  }

  function tellFailures({ failures }: BulkOutcome): void {
    const [first] = failures;
    if (first === undefined) return;
    const { title, remedy } = problemText(first, t);
    toast.error(t('not_done', { count: failures.length, why: title }), { description: remedy });
  }

  return act;
}

/** What can be done to a memory in its state. */
export function actionsFor({ state }: Memory): BulkAction[] {
  if (state === 'deleted') return ['restore'];
  const changes: Record<Exclude<Memory['state'], 'deleted'>, BulkAction[]> = {
    active: ['pause', 'archive'],
    paused: ['activate', 'archive'],
    archived: ['activate'],
  };
  return [...changes[state], 'delete'];
}
