import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Review } from 'tulving/client';
import { useRestore } from '@/api/memories';
import { problemText } from '@/api/problem-text';
import { type ReviewDecision, useDecide } from '@/api/reviews';

/**
 * The memory that `restore` brings back to what it was. What was held back is not among them: brought
 * back it would be found, as if it had been accepted.
 */
function undoneBy({ kind, memory, other }: Review, decision: ReviewDecision): string | undefined {
  if (kind === 'quarantine' || decision === 'keep_both') return undefined;
  return kind === 'contradiction' && decision === 'accept' ? other?.id : memory.id;
}

/** Decides, tells what that did, and offers to undo it. A decision itself stays as it was made. */
export function useDecisions() {
  const { t } = useTranslation();
  const { mutateAsync, isPending } = useDecide();
  const { mutateAsync: restore } = useRestore();
  const tell = (error: unknown) => {
    const { title, remedy } = problemText(error, t);
    toast.error(title, { description: remedy });
  };
  // Callbacks of `mutate` end with the list, which goes when nothing waits any more.
  async function takeBack(id: string) {
    try {
      await restore(id);
      toast(t('review:undone'));
    } catch (error) {
      tell(error);
    }
  }
  async function decide(review: Review, decision: ReviewDecision) {
    try {
      await mutateAsync({ id: review.id, decision });
    } catch (error) {
      tell(error);
      return;
    }
    const back = undoneBy(review, decision);
    toast.success(t(`review:done.${review.kind}.${decision}`), {
      ...(back !== undefined && {
        action: { label: t('undo'), onClick: () => void takeBack(back) },
      }),
    });
  }
  return {
    decide: (review: Review, decision: ReviewDecision) => void decide(review, decision),
    isPending,
  };
}
