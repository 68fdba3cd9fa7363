import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useUndo } from '@/api/batches';
import { useGiveFeedback, type Verdict } from '@/api/feedback';
import { problemText } from '@/api/problem-text';

/** Says it, tells what came of it, and offers to undo what was changed. */
export function useVerdicts() {
  const { t } = useTranslation();
  const { mutate, isPending } = useGiveFeedback();
  const { mutate: undo } = useUndo();
  const fail = (error: unknown) => {
    const { title, remedy } = problemText(error, t);
    toast.error(title, { description: remedy });
  };
  const give = (verdict: Verdict) =>
    mutate(verdict, {
      onError: fail,
      onSuccess: ({ batch_id: batch }) =>
        toast.success(t(`memory:feedback.done.${batch === null ? 'noted' : 'changed'}`), {
          ...(batch !== null && {
            action: { label: t('undo'), onClick: () => undo({ batch }, { onError: fail }) },
          }),
        }),
    });
  return { give, isPending };
}
