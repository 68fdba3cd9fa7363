import { sourceKinds } from '../outline/outline.js';
import { calibrations } from './calibration.js';
import type { Ranked } from './fuse.js';

/** A ranked memory whose score says how often such a one is right. */
export interface Calibrated extends Ranked {
  /** The sum of its channels, as a part of full marks. */
  fused: number;
}

/** What a memory scores at least that is an answer for when it happened alone: no set tells how often it is meant. */
const LEAST_TOLD = 0.5;

/**
 * Scores of a query for whatever there was at a time: what happened then is an answer, though no word tells so.
 * What stands before one does not score less, so that the order stays.
 *
 * @param isTold whether a memory happened then
 */
export function raiseTold(
  scored: readonly Calibrated[],
  isTold: (one: Calibrated) => boolean,
): Calibrated[] {
  let least = 0;
  return scored
    .toReversed()
    .map((one) => {
      least = Math.max(least, isTold(one) ? LEAST_TOLD : 0);
      return one.score < least ? { ...one, score: least } : one;
    })
    .toReversed();
}

/**
 * Makes scores that mean the same for every query and every kind of source. That of the first is the
 * chance that it is right, by logistic regression (Platt 1999, "Probabilistic Outputs for Support
 * Vector Machines") on its sum of channels times coverage; the others fall behind it by a power of
 * their part of its sum. One curve serves the whole answer, that of the kind of the first, and it
 * rises with the sum: so the order stays.
 *
 * @param coverage how much of the query the best match holds, by which all sums were scaled
 */
export function calibrate(ranked: readonly Ranked[], coverage: number): Calibrated[] {
  const [first] = ranked;
  if (!first) return [];
  const best = Math.max(...ranked.map(({ score }) => score));
  const { base, slope, fall } = calibrations[kindOf(first)];
  const chance = logistic(base + slope * best);
  // Field by field: copying whole objects took as long as fusing.
  return ranked.map(({ among, at, memory, score, via, put }) => ({
    among,
    at,
    memory,
    via,
    put,
    fused: score / coverage,
    score: chance * (score / best) ** fall,
  }));
}

export function kindOf({ among, at }: Ranked): (typeof sourceKinds)[number] {
  const { kinds } = among.evidence.outline;
  return sourceKinds[kinds[among.slots[at] as number] as number] as (typeof sourceKinds)[number];
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
