import type { Reach } from '../model/scope.js';
import type { Trace } from '../model/trace.js';
import type { Store } from '../store/port.js';
import type { Calibrated } from './calibrate.js';
import type { Evidence } from './channels.js';
import { maskOf, type Mask, type Moment } from './mask.js';

/** So many of the best are told of. */
const TOLD = 50;

/** A moment at which nothing is too late, over or expired. */
const ALWAYS: Moment = { held: Infinity, known: -Infinity, ended: true };

/** Of the best, those that the answer does not hold, and why. */
export async function dropped(
  scored: readonly Calibrated[],
  kept: readonly Calibrated[],
  { minScore, covered }: { minScore: number; covered: ReadonlySet<number> },
  memories: Pick<Store['memories'], 'byNumbers'>,
): Promise<Trace['drops']> {
  const answered = new Set(kept.map(({ memory }) => memory));
  const out = scored.slice(0, TOLD).filter(({ memory }) => !answered.has(memory));
  const stored = await memories.byNumbers(out.map(({ memory }) => memory));
  const ids = new Map(stored.map(({ no, id }) => [no, id]));
  return out.flatMap(({ memory, score }) => {
    const id = ids.get(memory);
    const reason = covered.has(memory) ? 'covered' : score < minScore ? 'min_score' : 'limit';
    return id ? [{ memory_id: id, score, reason }] : [];
  });
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
