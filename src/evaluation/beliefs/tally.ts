import { meanOf, round } from '../metrics.js';
import type { Outcome } from '../outcome.js';
import type { BeliefVerdict } from './verdict.js';

/** Cases passed of PrecisionMemBench; a case passes when all that it demands holds. */
export interface BeliefReport {
  categories: Record<string, Passes>;
  overall: Passes & {
    /** What the passes tell: by type, of how many. */
    types: Record<BeliefVerdict['type'], { cases: number; passed: number }>;
  };
}

export interface Passes {
  cases: number;
  passed: number;
  /** Means over the cases that have any; null where none has. */
  precision: number | null;
  recall: number | null;
}

/** Undefined where no case was judged so. */
export function tallyBeliefs(outcomes: readonly Outcome[]): BeliefReport | undefined {
  const judged = outcomes.flatMap(({ category, beliefs }) =>
    beliefs ? [{ category, beliefs }] : [],
  );
  if (judged.length === 0) return undefined;
  const names = [...new Set(judged.map(({ category }) => category))].toSorted();
  const all = judged.map(({ beliefs }) => beliefs);
  const inCategory = (name: string) =>
    judged.filter(({ category }) => category === name).map(({ beliefs }) => beliefs);
  const ofType = (type: BeliefVerdict['type']) => {
    const verdicts = all.filter((one) => one.type === type);
    return { cases: verdicts.length, passed: passedOf(verdicts) };
  };
  return {
    categories: Object.fromEntries(names.map((name) => [name, passesOf(inCategory(name))])),
    overall: {
      ...passesOf(all),
      types: {
        active: ofType('active'),
        structural: ofType('structural'),
        empty: ofType('empty'),
      },
    },
  };
}

function passesOf(verdicts: readonly BeliefVerdict[]): Passes {
  return {
    cases: verdicts.length,
    passed: passedOf(verdicts),
    precision: meanOrNull(verdicts.flatMap(({ precision }) => precision ?? [])),
    recall: meanOrNull(verdicts.flatMap(({ recall }) => recall ?? [])),
  };
}

function passedOf(verdicts: readonly BeliefVerdict[]): number {
  return verdicts.filter(({ passed }) => passed).length;
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : round(meanOf(values), 4);
}
