import { meanOf, round } from '../metrics.js';
import type { Outcome } from '../outcome.js';
import type { Prompt } from '../prompts/prompt.js';
import type { Answer } from './answer.js';

/** How the answers were made: two reports with another setup tell nothing of each other. */
export interface AnswerSetup {
  /** Provider and name. */
  model: string;
  judge: string;
  temperature: 0;
  /** How many memories `context` may choose from; null: as many as it takes by itself. */
  k: number | null;
  budget_tokens: number;
  /** Of the prompts. */
  digest: string;
  prompts: readonly Pick<Prompt, 'name' | 'system' | 'text' | 'maxTokens'>[];
}

/** Shares of the judged answers; failed ones are in none of them. */
export interface AnswerScores {
  judged: number;
  failed: number;
  lenient: number;
  strict: number;
}

export interface AnswerReport extends AnswerSetup {
  categories: Record<string, AnswerScores>;
  overall: AnswerScores;
  /** Each category as heavy as the next. */
  mean_of_categories: { lenient: number; strict: number };
  calls: number;
  /** Tries of calls that came to nothing; most were made again. */
  failed_calls: number;
  tokens: {
    /** Of all calls. */
    input: number;
    output: number;
    /** Whether some of them are our estimate, since the model did not say. */
    estimated: boolean;
  };
}

/** Undefined where nothing was answered. */
export function tallyAnswers(
  setup: AnswerSetup,
  outcomes: readonly Outcome[],
): AnswerReport | undefined {
  const all = outcomes.flatMap(({ category, answer }) => (answer ? [{ category, answer }] : []));
  if (all.length === 0) return undefined;
  const names = [...new Set(all.map(({ category }) => category))].toSorted();
  const categories = names.map((name): [string, AnswerScores] => [
    name,
    scoresOf(all.filter(({ category }) => category === name).map(({ answer }) => answer)),
  ]);
  const told = categories.map(([, scores]) => scores).filter(({ judged }) => judged > 0);
  const mean = (opinion: 'lenient' | 'strict') =>
    round(meanOf(told.map((scores) => scores[opinion])), 4);
  const spent = all.map(({ answer }) => answer.spent);
  const sum = (what: 'calls' | 'failed_calls' | 'input' | 'output') =>
    spent.reduce((total, one) => total + one[what], 0);
  return {
    ...setup,
    categories: Object.fromEntries(categories),
    overall: scoresOf(all.map(({ answer }) => answer)),
    mean_of_categories: { lenient: mean('lenient'), strict: mean('strict') },
    calls: sum('calls'),
    failed_calls: sum('failed_calls'),
    tokens: {
      input: sum('input'),
      output: sum('output'),
      estimated: spent.some(({ estimated }) => estimated),
    },
  };
}

function scoresOf(answers: readonly Answer[]): AnswerScores {
  const judged = answers.flatMap((answer) => (answer.status === 'judged' ? [answer] : []));
  const share = (opinion: 'lenient' | 'strict') =>
    round(meanOf(judged.map((answer) => (answer[opinion].correct ? 1 : 0))), 4);
  return {
    judged: judged.length,
    failed: answers.length - judged.length,
    lenient: share('lenient'),
    strict: share('strict'),
  };
}
