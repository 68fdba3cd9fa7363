import type { Review } from 'tulving/client';
import type { ReviewDecision } from '@/api/reviews';

/** What is pressed for each. */
export const decisionKeys: Readonly<Record<ReviewDecision, string>> = {
  accept: 'a',
  reject: 'r',
  keep_both: 'b',
  keep_other: 'o',
};

const decisions: Readonly<Record<Review['kind'], readonly ReviewDecision[]>> = {
  quarantine: ['accept', 'reject'],
  contradiction: ['accept', 'keep_other', 'keep_both'],
  duplicate: ['accept', 'keep_both', 'reject'],
};

/** What may be decided, the usual first. Where the other memory is gone, less is left to decide. */
export function decisionsOf({ kind, other }: Review): readonly ReviewDecision[] {
  if (other !== null || kind === 'quarantine') return decisions[kind];
  return kind === 'contradiction' ? ['accept', 'reject'] : ['reject'];
}
