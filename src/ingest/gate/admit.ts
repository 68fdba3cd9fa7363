import type { NewId } from '../../model/ids.js';
import type { NewMemory } from '../../store/change-set.js';
import type { ReviewChange } from '../../store/reviews.js';
import type { Judgement } from './gate.js';

/** A memory as the gate lets it in, and the review that it waits for, if it has to. */
export function admit(
  memory: NewMemory,
  { action, reasons, trust }: Judgement,
  newId: NewId,
): { memory: NewMemory; reviews: ReviewChange[] } {
  const admitted = { ...memory, trust, tags: taggedBy(reasons, memory.tags) };
  if (action !== 'quarantine') return { memory: admitted, reviews: [] };
  const review = {
    id: newId(),
    kind: 'quarantine',
    memory: memory.id,
    other: null,
    reasons,
  } as const;
  // It must be one that can be looked at, and no evidence of another before that.
  return {
    memory: { ...admitted, state: 'paused', unlessSame: false },
    reviews: [{ open: review }],
  };
}

/** Personal data shows in the tags. */
export function taggedBy(reasons: readonly string[], tags: readonly string[]): string[] {
  return [...new Set([...tags, ...reasons.filter((code) => code.startsWith('personal:'))])];
}
