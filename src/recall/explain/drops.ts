import type { Reach } from '../../model/scope.js';
import type { Trace } from '../../model/trace.js';
import { ALWAYS, maskOf, type Mask, type Moment } from '../outline/mask.js';
import type { Calibrated } from '../score/calibrate.js';
import type { Evidence } from '../score/channels.js';

/** The best, and what became of them. */
export interface Sifted {
  scored: readonly Calibrated[];
  kept: readonly Calibrated[];
  covered: ReadonlySet<number>;
  minScore: number;
}

export type Drop = { memory: number } & Pick<Trace['drops'][number], 'score' | 'reason'>;

/** So many of the best are told of. */
const TOLD = 50;

/** Of the best, those that the answer does not hold, and why. */
export function dropsOf({ scored, kept, minScore, covered }: Sifted): Drop[] {
  const answered = new Set(kept.map(({ memory }) => memory));
  const out = scored.slice(0, TOLD).filter(({ memory }) => !answered.has(memory));
  return out.map(({ memory, score }) => ({
    memory,
    score,
    reason: covered.has(memory) ? 'covered' : score < minScore ? 'min_score' : 'limit',
  }));
}

/** How many memories were not looked at, by the first reason that holds. */
export function closedBy(
  evidence: readonly Evidence[],
  reach: Reach,
  moment: Moment,
): NonNullable<Trace['filtered_by']> {
  const count = (of: (one: Evidence) => number) => evidence.reduce((sum, one) => sum + of(one), 0);
  const beyond = count(({ outline }) => closedIn(maskOf(outline, reach, ALWAYS)));
  const over = count(({ outline }) => closedIn(maskOf(outline, reach, moment)));
  const all = count(({ mask }) => closedIn(mask));
  return { scope: beyond, validity: over - beyond, filter: all - over };
}

function closedIn(mask: Mask): number {
  return mask ? mask.reduce((closed, open) => closed + 1 - open, 0) : 0;
}
