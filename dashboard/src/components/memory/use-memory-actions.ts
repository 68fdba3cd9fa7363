import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Memory } from 'tulving/client';
import {
  type BulkAction,
  type BulkOutcome,
  type Meant,
  useBulkAction,
  useUndoBulk,
} from '@/api/memories';
import { problemText } from '@/api/problem-text';

/** Does something to some memories, or to all that a filter leaves; tells it, and offers to undo it. */
export function useMemoryActions() {
  const { t } = useTranslation();
  const { mutateAsync: run } = useBulkAction();
  const { mutateAsync: takeBack } = useUndoBulk();
  // Rows of tables rest on its being the same function.
  return useCallback(
    (
      action: BulkAction,
      chosen: readonly Memory[] | Exclude<Meant, { ids: readonly string[] }>,
    ) => {
      const meant = Array.isArray(chosen) ? { ids: chosen.map(({ id }) => id) } : chosen;
      return act({ t, run, takeBack }, action, meant as Meant);
    },
    [t, run, takeBack],
  );
}

interface Means {
  t: TFunction;
  run: ReturnType<typeof useBulkAction>['mutateAsync'];
  takeBack: (batch: string) => Promise<unknown>;
}

async function act(means: Means, action: BulkAction, meant: Meant): Promise<void> {
  const { t, run } = means;
  const told = tellProgress(t);
  try {
    const outcome = await run({ action, meant, progress: told.progress });
    told.end();
    tell(means, action, outcome);
  } catch (error) {
    told.end();
    tellFailure(t, error);
  }
}

/** In ms: what is done sooner needs no word on how far it is. */
const soon = 600;

function tellProgress(t: TFunction) {
  let id: string | number | undefined;
  const timer = setTimeout(() => {
    id = toast.loading(t('working'));
  }, soon);
  return {
    progress: (count: number) => {
      if (id !== undefined) toast.loading(t('working_on', { count }), { id });
    },
    end: () => {
      clearTimeout(timer);
      if (id !== undefined) toast.dismiss(id);
    },
  };
}

function tell({ t, takeBack }: Means, action: BulkAction, outcome: BulkOutcome): void {
  const { changed, heldBack, batch } = outcome;
  if (heldBack > 0) toast.warning(t('held_back', { count: heldBack }));
  if (changed === 0) return;
  const undo = async (id: string) => {
    try {
      await takeBack(id);
      toast(t('undone', { count: changed }));
    } catch (error) {
      tellFailure(t, error);
    }
  };
  toast.success(t(`done.${action}`, { count: changed }), {
    ...(batch !== null && { action: { label: t('undo'), onClick: () => void undo(batch) } }),
  });
}

function tellFailure(t: TFunction, error: unknown): void {
  const { title, remedy } = problemText(error, t);
  toast.error(title, { description: remedy });
}

/** What can be done to a memory in its state. */
export function actionsFor({ state }: Pick<Memory, 'state'>): BulkAction[] {
  if (state === 'deleted') return ['restore'];
  const changes: Record<Exclude<Memory['state'], 'deleted'>, BulkAction[]> = {
    active: ['pause', 'archive'],
    paused: ['activate', 'archive'],
    archived: ['activate'],
  };
  return [...changes[state], 'delete'];
}
