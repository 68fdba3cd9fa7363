import type { AnswerReport } from './answering/tally.js';
import type { EmbedderReport } from './embedding.js';
import { type BeliefReport, tallyBeliefs } from './beliefs/tally.js';
import {
  meanOf,
  meanScores,
  type MeasureName,
  percentile,
  round,
  roundScores,
  type Scores,
  scoresOf,
} from './metrics.js';
import type { Outcome } from './outcome.js';

/** Scores are fractions of one. */
export interface EvaluationReport {
  dataset: string;
  questions: number;
  /** How many of them were asked before, by an evaluation that was interrupted. */
  resumed: number;
  /** What scored less was not found. Left out for 0. */
  min_score?: number;
  /** Judged by turns, or notes. Left out where no question can be judged so. */
  turns?: Tally;
  sessions?: Tally;
  /** Judged by what holds now, where others held before. */
  newest_first?: Tally;
  /** Mean of what `context` packs; only when it was asked for. */
  tokens?: number;
  /** Mean of how many memories that holds. */
  packed?: number;
  /** By budget of tokens, the part of the gold that stands in the block; likewise. */
  held?: Record<string, number>;
  /** What a `min_score` would leave; only where the set has questions that nothing answers. */
  scores?: ScoreRow[];
  /** Whose vectors joined the built-in ones. Left out for nobody's. */
  embedder?: EmbedderReport;
  /** Of one search. */
  latency_ms: { p50: number; p95: number };
  /** Cases that are judged as a whole. */
  beliefs?: BeliefReport;
  /** What a model answered; only when it was asked. */
  answers?: AnswerReport;
}

/** Parts of one. */
export interface ScoreRow {
  min_score: number;
  /** Of the questions with an answer: the first hit is right, and scores as much. */
  right: number;
  /** Of the others: nothing scores as much. */
  silent: number;
}

export type Counted = Scores & { questions: number };

export interface Tally {
  categories: Record<string, Counted>;
  /** Mean over questions. */
  overall: Counted;
  /** Mean over categories, each as heavy as the next. */
  mean_of_categories: Scores;
}

/** What a set is judged by. */
export interface Judging {
  /** Of turns or notes. */
  turns: readonly MeasureName[];
  /** Left out where sessions tell nothing. */
  sessions?: readonly MeasureName[];
}

interface Judged {
  category: string;
  scores: Scores;
}

/** Made of nothing but outcomes, wherever they come from. */
export function reportOn(
  dataset: string,
  judging: Judging,
  outcomes: readonly Outcome[],
): Omit<EvaluationReport, 'resumed' | 'min_score' | 'embedder' | 'answers'> {
  const times = outcomes.map(({ ms }) => ms).filter((ms) => ms > 0);
  const tokens = outcomes.flatMap((outcome) => outcome.tokens ?? []);
  const packed = outcomes.flatMap((outcome) => outcome.packed ?? []);
  const beliefs = tallyBeliefs(outcomes);
  return {
    dataset,
    questions: outcomes.length,
    ...tallies(judging, outcomes),
    ...(tokens.length > 0 && { tokens: Math.round(meanOf(tokens)) }),
    ...(packed.length > 0 && { packed: round(meanOf(packed), 1) }),
    ...heldIn(outcomes),
    ...scoresIn(outcomes),
    ...(beliefs && { beliefs }),
    latency_ms: { p50: round(percentile(times, 0.5), 2), p95: round(percentile(times, 0.95), 2) },
  };
}

function heldIn(outcomes: readonly Outcome[]): Pick<EvaluationReport, 'held'> {
  const all = outcomes.flatMap(({ held }) => (held && Object.keys(held).length > 0 ? [held] : []));
  const budgets = Object.keys(all[0] ?? {});
  if (budgets.length === 0) return {};
  const mean = (budget: string) => round(meanOf(all.map((held) => held[budget] ?? 0)), 4);
  return { held: Object.fromEntries(budgets.map((budget) => [budget, mean(budget)])) };
}

/** Of `min_score`. */
const THRESHOLDS = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7] as const;

function scoresIn(outcomes: readonly Outcome[]): Pick<EvaluationReport, 'scores'> {
  const judged = outcomes.flatMap(({ first_score: score, ranked: [first = ''], ...gold }) =>
    score === undefined ? [] : [{ ...gold, first, score }],
  );
  const answered = judged.filter(({ gold }) => gold.length > 0);
  const others = judged.filter(({ gold, gold_sessions: sessions }) => {
    return gold.length === 0 && sessions.length === 0;
  });
  if (answered.length === 0 || others.length === 0) return {};
  const share = (part: readonly unknown[], all: readonly unknown[]) =>
    round(part.length / all.length, 4);
  const isRight = ({ gold, first }: (typeof judged)[number]) => gold.includes(first);
  return {
    scores: THRESHOLDS.map((least) => ({
      min_score: least,
      right: share(
        answered.filter((one) => isRight(one) && one.score >= least),
        answered,
      ),
      silent: share(
        others.filter(({ score }) => score === 0 || score < least),
        others,
      ),
    })),
  };
}

function tallies(
  judging: Judging,
  outcomes: readonly Outcome[],
): Pick<EvaluationReport, 'turns' | 'sessions' | 'newest_first'> {
  const turns = tally(judging.turns, outcomes, ({ ranked, gold }) => ({ ranked, gold }));
  const sessions = tally(judging.sessions ?? [], outcomes, (outcome) => ({
    ranked: outcome.ranked_sessions,
    gold: outcome.gold_sessions,
  }));
  const newest = tally(['hit@1'], outcomes, ({ ranked, newest: gold = [] }) => ({ ranked, gold }));
  return {
    ...(turns && { turns }),
    ...(sessions && { sessions }),
    ...(newest && { newest_first: newest }),
  };
}

type View = (outcome: Outcome) => { ranked: readonly string[]; gold: readonly string[] };

/** Of the questions that have gold of this kind; undefined when nothing is to be told. */
function tally(
  measures: readonly MeasureName[],
  outcomes: readonly Outcome[],
  view: View,
): Tally | undefined {
  const judged = outcomes.flatMap((outcome): Judged[] => {
    const { ranked, gold } = view(outcome);
    if (gold.length === 0) return [];
    return [{ category: outcome.category, scores: scoresOf(measures, ranked, new Set(gold)) }];
  });
  if (judged.length === 0 || measures.length === 0) return undefined;
  const mean = (all: readonly Scores[]) => roundScores(meanScores(measures, all));
  const categories = groupByCategory(judged);
  const all = judged.map(({ scores }) => scores);
  return {
    categories: Object.fromEntries(
      categories.map(([name, list]) => [name, { questions: list.length, ...mean(list) }]),
    ),
    overall: { questions: all.length, ...mean(all) },
    mean_of_categories: mean(categories.map(([, list]) => meanScores(measures, list))),
  };
}

/** In the order of their names. */
function groupByCategory(judged: readonly Judged[]): [string, Scores[]][] {
  const groups = new Map<string, Scores[]>();
  for (const { category, scores } of judged) {
    const group = groups.get(category);
    if (group) group.push(scores);
    else groups.set(category, [scores]);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
