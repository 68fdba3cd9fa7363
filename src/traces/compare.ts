import type { ReplayOutcome, TracedHit } from '../model/kept-trace.js';
import { rankBiasedOverlap } from './rank-biased-overlap.js';

export type Comparison = Pick<ReplayOutcome, 'overlap' | 'rbo' | 'moved' | 'score_change'> & {
  verdict: Exclude<ReplayOutcome['verdict'], 'failed'>;
  /** With their places, from 1. */
  gone: Placed[];
  new: Placed[];
};

export interface Placed {
  hit: TracedHit;
  rank: number;
}

/** Scores are sums of single-precision numbers: less than this is no difference. */
const SCORE_TOLERANCE = 0.0005;

/** Two answers to one request; a memory is the same by its id. */
export function compareAnswers(then: readonly TracedHit[], now: readonly TracedHit[]): Comparison {
  const [before, after] = [placesOf(then), placesOf(now)];
  const gone = [...before.values()].filter(({ hit }) => !after.has(hit.memory_id));
  const come = [...after.values()].filter(({ hit }) => !before.has(hit.memory_id));
  const kept = [...before].flatMap(([id, was]) => {
    const is = after.get(id);
    return is ? [{ id, was, is }] : [];
  });
  const scoreChange = Math.max(
    0,
    ...kept.map(({ was, is }) => Math.abs(is.hit.score - was.hit.score)),
  );
  const moved = kept
    .filter(({ was, is }) => was.rank !== is.rank)
    .map(({ id, was, is }) => ({ memory_id: id, from: was.rank, to: is.rank }));
  const others = gone.length + come.length > 0;
  const shift = moved.length > 0 ? 'order' : scoreChange > SCORE_TOLERANCE ? 'scores' : 'same';
  return {
    verdict: others ? 'changed' : shift,
    overlap: kept.length === 0 && !others ? 1 : kept.length / Math.max(before.size, after.size),
    rbo: rankBiasedOverlap([...before.keys()], [...after.keys()]),
    gone,
    new: come,
    moved,
    score_change: scoreChange,
  };
}

function placesOf(hits: readonly TracedHit[]): Map<string, Placed> {
  return new Map(hits.map((hit, index) => [hit.memory_id, { hit, rank: index + 1 }]));
}
