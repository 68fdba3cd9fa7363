/** What is counted in the best `k`. */
export const recallDepths = [5, 10, 20, 50] as const;
export const ndcgDepths = [10] as const;

export interface Scores {
  recall: Record<`${(typeof recallDepths)[number]}`, number>;
  ndcg: Record<`${(typeof ndcgDepths)[number]}`, number>;
}

/** The share of the gold that stands among the best `k`. `gold` must not be empty. */
export function recallAt(k: number, ranked: readonly string[], gold: ReadonlySet<string>): number {
  return ranked.slice(0, k).filter((id) => gold.has(id)).length / gold.size;
}

/**
 * Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002) with gains of 0 and 1.
 * The ideal has as many hits as `k` places can hold.
 */
export function ndcgAt(k: number, ranked: readonly string[], gold: ReadonlySet<string>): number {
  const found = ranked
    .slice(0, k)
    .reduce((sum, id, index) => sum + (gold.has(id) ? discount(index) : 0), 0);
  const ideal = Array.from({ length: Math.min(k, gold.size) }, (_, index) => discount(index));
  return found / ideal.reduce((sum, gain) => sum + gain, 0);
}

export function scoresOf(ranked: readonly string[], gold: ReadonlySet<string>): Scores {
  return byDepth(
    (k) => recallAt(k, ranked, gold),
    (k) => ndcgAt(k, ranked, gold),
  );
}

/** The mean of each score; zeros for nothing. */
export function meanOf(all: readonly Scores[]): Scores {
  return byDepth(
    (k) => mean(all.map(({ recall }) => recall[`${k}`])),
    (k) => mean(all.map(({ ndcg }) => ndcg[`${k}`])),
  );
}

/** Four decimals: more would claim what a few hundred questions cannot tell. */
export function roundScores({ recall, ndcg }: Scores): Scores {
  return byDepth(
    (k) => round(recall[`${k}`], 4),
    (k) => round(ndcg[`${k}`], 4),
  );
}

/** Nearest rank: the smallest value that at least `share` of all do not exceed. 0 for nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** By place from 0. */
function discount(index: number): number {
  return 1 / Math.log2(index + 2);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function byDepth(
  recall: (k: (typeof recallDepths)[number]) => number,
  ndcg: (k: (typeof ndcgDepths)[number]) => number,
): Scores {
  return {
    recall: Object.fromEntries(recallDepths.map((k) => [`${k}`, recall(k)])) as Scores['recall'],
    ndcg: Object.fromEntries(ndcgDepths.map((k) => [`${k}`, ndcg(k)])) as Scores['ndcg'],
  };
}
