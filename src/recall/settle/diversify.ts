import { analyse } from '../../language/terms/analyse.js';
import type { Calibrated } from '../score/calibrate.js';

/** So many of the best are looked at. */
const DEPTH = 50;

/**
 * Maximal marginal relevance (Carbonell & Goldstein 1998, "The Use of MMR, Diversity-Based Reranking
 * for Reordering Documents and Producing Summaries"): the next is the one with the most of
 * `λ · score − (1 − λ) · likeness to the most alike before it`, where λ is 1 − `diversity`. Scores are
 * sums of channels as parts of that of the first, which stays first.
 *
 * @param found best first; what comes after the best 50 stays behind them
 */
export function diversify(
  found: readonly Calibrated[],
  textOf: (memory: number) => string | undefined,
  diversity: number,
): Calibrated[] {
  const best = found[0]?.fused ?? 1;
  const open = found.slice(0, DEPTH).map((hit, place) => ({
    hit,
    place,
    terms: new Set(analyse(textOf(hit.memory) ?? '')),
    likeness: 0,
  }));
  const chosen: Calibrated[] = [];
  while (open.length > 0) {
    const gains = open.map(
      ({ hit, likeness }) => ((1 - diversity) * hit.fused) / best - diversity * likeness,
    );
    const at = chosen.length === 0 ? 0 : gains.indexOf(Math.max(...gains));
    const [next] = open.splice(at, 1);
    if (!next) break;
    chosen.push(next.place > chosen.length ? { ...next.hit, via: 'diversity' } : next.hit);
    for (const other of open) {
      other.likeness = Math.max(other.likeness, likenessOf(other.terms, next.terms));
    }
  }
  return [...chosen, ...found.slice(DEPTH)];
}

/** Jaccard's coefficient, from 0 to 1. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of one) if (other.has(term)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}
