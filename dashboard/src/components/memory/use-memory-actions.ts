import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Memory } from 'tulving/client';
import { type BulkAction, type BulkOutcome, undoOf, useBulkAction } from '@/api/memories';
import { problemText } from '@/api/problem-text';

/** Does something to some memories, tells it, and offers to undo it. */
export function useMemoryActions() {
  const { t } = useTranslation();
  const { mutateAsync } = useBulkAction();
  // Rows of tables rest on its being the same function.
  return useCallback(
    (action: BulkAction, memories: readonly Memory[]) =>
      act({ t, run: mutateAsync }, action, memories),
    [t, mutateAsync],
  );
}

interface Means {
  t: TFunction;
  run: (change: { action: BulkAction; ids: readonly string[] }) => Promise<BulkOutcome>;
}

async function act(means: Means, action: BulkAction, memories: readonly Memory[]): Promise<void> {
  const { t, run } = means;
  const outcome = await run({ action, ids: memories.map(({ id }) => id) });
  tellFailures(t, outcome);
  if (outcome.done === 0) return;
  toast.success(t(`done.${action}`, { count: outcome.done }), {
    action: { label: t('undo'), onClick: () => void undo(means, action, memories) },
  });
}

/** Each goes back to the state that it had, a group at a time. */
async function undo({ t, run }: Means, action: BulkAction, memories: readonly Memory[]) {
  for (const [state, group] of Map.groupBy(memories, ({ state }) => state)) {
    const back = action === 'delete' ? 'restore' : undoOf[state];
    tellFailures(t, await run({ action: back, ids: group.map(({ id }) => id) }));
  }
  toast(t('undone', { count: memories.length }));
}

function tellFailures(t: TFunction, { failures }: BulkOutcome): void {
  const [first] = failures;
  if (first === undefined) return;
  const { title, remedy } = problemText(first, t);
  toast.error(t('not_done', { count: failures.length, why: title }), { description: remedy });
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
