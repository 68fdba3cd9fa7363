import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { type Memory, TulvingProblem } from 'tulving/client';
import { useAddMemory, useBulkAction, useUpdateMemory } from '@/api/memories';
import { addRequestOf, changesOf, type MemoryDraft, undoOfUpdate } from './memory-form';

/** Saves, closes, and offers to undo. */
export function useSave(memory: Memory | undefined, before: MemoryDraft, onClose: () => void) {
  const { t } = useTranslation();
  const add = useAddMemory();
  const update = useUpdateMemory();
  const bulk = useBulkAction();

  async function create(draft: MemoryDraft) {
    const { memories, redacted } = await add.mutateAsync(addRequestOf(draft));
    const ids = memories.map(({ id }) => id);
    toast.success(t('done.create', { count: ids.length }), {
      ...(redacted.length > 0 && {
        description: t('done.redacted', { kinds: redacted.join(', ') }),
      }),
      action: {
        label: t('undo'),
        onClick: () => void bulk.mutateAsync({ action: 'delete', meant: { ids } }),
      },
    });
  }

  async function change(old: Memory, draft: MemoryDraft) {
    const request = changesOf(before, draft);
    if (Object.keys(request).length === 0) return;
    const { id, version } = old;
    await update.mutateAsync({ id, ...request, if_version: version });
    const back = { id, ...undoOfUpdate(old, request) };
    toast.success(t('done.update'), {
      action: { label: t('undo'), onClick: () => void update.mutateAsync(back) },
    });
  }

  async function save(draft: MemoryDraft) {
    try {
      await (memory ? change(memory, draft) : create(draft));
      onClose();
    } catch (error) {
      // The form shows what the mutation kept; anything else is a fault of ours.
      if (!(error instanceof TulvingProblem)) throw error;
    }
  }

  const { isPending, error } = memory ? update : add;
  return { save, isPending, error };
}
