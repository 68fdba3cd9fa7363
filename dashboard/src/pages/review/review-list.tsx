import { useRef } from 'react';
import type { Review } from 'tulving/client';
import type { ReviewDecision } from '@/api/reviews';
import { useShortcuts } from '@/components/shell/shortcuts';
import { decisionKeys, decisionsOf } from './decisions';
import { ReviewCard } from './review-card';
import { useDecisions } from './use-decisions';

interface ReviewListProps {
  reviews: readonly Review[];
  mayDecide: boolean;
}

/** j and k go from one to the next; a letter decides. */
export function ReviewList({ reviews, mayDecide }: ReviewListProps) {
  const list = useRef<HTMLUListElement>(null);
  /** Where the last one stood that had the focus: what is decided leaves the list, and takes it along. */
  const cursor = useRef(0);
  const { decide, isPending } = useDecisions();
  const focused = () => {
    const row = list.current?.querySelector<HTMLElement>('[data-row]:focus-within');
    return row ? Number(row.dataset['row']) : undefined;
  };
  function move(by: number) {
    const from = focused();
    const wanted = from === undefined ? cursor.current : from + by;
    const next = Math.min(Math.max(wanted, 0), reviews.length - 1);
    cursor.current = next;
    list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  }
  // Only what has the focus, so that nobody decides what they do not see.
  const decideCurrent = (decision: ReviewDecision) => () => {
    const review = reviews[focused() ?? -1];
    if (!mayDecide || isPending || review === undefined || review.decision !== null) return;
    if (decisionsOf(review).includes(decision)) decide(review, decision);
  };
  const down = () => move(1);
  const up = () => move(-1);
  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: down },
    { keys: 'ArrowDown', label: 'keys.down', run: down },
    { keys: 'k', label: 'keys.up', run: up },
    { keys: 'ArrowUp', label: 'keys.up', run: up },
    ...Object.entries(decisionKeys).map(([decision, keys]) => ({
      keys,
      label: `review:decide.${decision}`,
      run: decideCurrent(decision as ReviewDecision),
    })),
  ]);
  return (
    <ul ref={list} className="grid gap-4">
      {reviews.map((review, at) => (
        <ReviewCard
          key={review.id}
          review={review}
          at={at}
          isBusy={isPending}
          onDecide={mayDecide ? decide : undefined}
        />
      ))}
    </ul>
  );
}
