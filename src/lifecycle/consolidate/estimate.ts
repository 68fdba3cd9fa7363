import { estimateTokens } from '../../language/tokens.js';
import { clusterQuestion } from './cluster-question.js';
import { pairQuestion, PAIRS } from './pair-question.js';
import type { ClusterSurvey, DuplicateSurvey } from './survey.js';

export interface Estimate {
  memories: number;
  merges: number;
  pairs: number;
  clusters: number;
  outdated: number;
  calls: number;
  /** Of what is sent. */
  inputTokens: number;
}

/** What a run would do and cost, by the very questions that it would ask. */
export function estimateOf(
  { lookedAt, same, near }: DuplicateSurvey,
  { due, outdated }: ClusterSurvey,
  timezone: string,
): Estimate {
  const questions = [
    ...groupsOf(near, PAIRS).map((pairs) => pairQuestion(pairs, timezone)),
    ...due.map(({ cluster }) => clusterQuestion(cluster, timezone).question),
  ];
  const tokens = questions.map(
    ({ system, prompt }) => estimateTokens(system) + estimateTokens(prompt),
  );
  return {
    memories: lookedAt,
    merges: same.length,
    pairs: near.length,
    clusters: due.length,
    outdated: outdated.length,
    calls: questions.length,
    inputTokens: tokens.reduce((sum, of) => sum + of, 0),
  };
}

function groupsOf<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
