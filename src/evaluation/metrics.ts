type Measure = (ranked: readonly string[], gold: ReadonlySet<string>) => number;

/** What is counted, each between 0 and 1. `gold` must not be empty. */
export const measures = {
  'recall@5': (ranked, gold) => recallAt(5, ranked, gold),
  'recall@10': (ranked, gold) => recallAt(10, ranked, gold),
  'recall@20': (ranked, gold) => recallAt(20, ranked, gold),
  'recall@50': (ranked, gold) => recallAt(50, ranked, gold),
  'all@5': (ranked, gold) => allAt(5, ranked, gold),
  'all@10': (ranked, gold) => allAt(10, ranked, gold),
  'hit@1': (ranked, gold) => hitAt(1, ranked, gold),
  'hit@5': (ranked, gold) => hitAt(5, ranked, gold),
  'hit@10': (ranked, gold) => hitAt(10, ranked, gold),
  'ndcg@10': (ranked, gold) => ndcgAt(10, ranked, gold),
} satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;

export type Scores = Partial<Record<MeasureName, number>>;

/** The share of the gold that stands among the best `k`. */
export function recallAt(k: number, ranked: readonly string[], gold: ReadonlySet<string>): number {
  return ranked.slice(0, k).filter((id) => gold.has(id)).length / gold.size;
}

/** Whether all of the gold stands among the best `k`. */
export function allAt(k: number, ranked: readonly string[], gold: ReadonlySet<string>): number {
  return recallAt(k, ranked, gold) === 1 ? 1 : 0;
}

/** Whether any of the gold stands among the best `k`. */
export function hitAt(k: number, ranked: readonly string[], gold: ReadonlySet<string>): number {
  return ranked.slice(0, k).some((id) => gold.has(id)) ? 1 : 0;
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

export function scoresOf(
  names: readonly MeasureName[],
  ranked: readonly string[],
  gold: ReadonlySet<string>,
): Scores {
  return Object.fromEntries(names.map((name) => [name, measures[name](ranked, gold)]));
}

/** The mean of each score. */
export function meanScores(names: readonly MeasureName[], all: readonly Scores[]): Scores {
  return Object.fromEntries(
    names.map((name) => [name, meanOf(all.map((scores) => scores[name] ?? 0))]),
  );
}

/** Four decimals: more would claim what a few hundred questions cannot tell. */
export function roundScores(scores: Scores): Scores {
  return Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, round(score, 4)]));
}

/** 0 for nothing. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
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
