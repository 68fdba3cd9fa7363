import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createMemory } from '../compose.js';
import { TulvingError } from '../errors.js';
import type { Memory } from '../memory.js';
import type { Hit } from '../model/memory.js';
import { limits } from '../model/requests.js';
import { type Conversation, type Question, readLocomo } from './locomo.js';
import { meanOf, percentile, round, roundScores, type Scores, scoresOf } from './metrics.js';

export interface EvaluationOptions {
  /** Name of the data set; see `datasets`. */
  dataset: string;
  /** Its file, in the format that it is published in. */
  path: string;
  /** Where a line of JSON for each question goes. */
  out?: string;
  progress?: (progress: EvaluationProgress) => void;
}

export interface EvaluationProgress {
  doing: 'adding' | 'asking';
  done: number;
  total: number;
}

/** All scores are fractions of one. */
export interface EvaluationReport {
  dataset: string;
  questions: number;
  /** Mean over questions. */
  overall: Scores;
  /** Mean over categories, each as heavy as the next. */
  mean_of_categories: Scores;
  categories: Record<string, Scores & { questions: number }>;
  /** By session in place of turn; a session stands where its best turn does. */
  session: Pick<Scores, 'recall'>;
  /** Of one search. */
  latency_ms: { p50: number; p95: number };
}

/** Reads the parsed file of a data set. */
const datasets: Record<string, (file: unknown) => Conversation[]> = { locomo: readLocomo };

/** How many different turns a question is judged by. */
const DEPTH = 50;
/** Several memories may stand on one turn; if these do not hold `DEPTH` turns, all are asked for. */
const FIRST_LIMIT = 2 * DEPTH;

/** How one question went: a line of `out`. */
interface Outcome {
  question: string;
  category: string;
  gold: string[];
  /** Turns by their best memory, best first. */
  ranked: string[];
  /** Place of each gold turn, from 1; null when it was not found. */
  ranks: (number | null)[];
  ms: number;
}

/** What became of a conversation in the memory. */
interface Added {
  turnOfEpisode: Map<string, string>;
  sessionOfTurn: Map<string, string>;
}

interface Judged {
  outcome: Outcome;
  turns: Scores;
  sessions: Scores;
}

/**
 * Measures recall on a public data set: remembers its conversations in a directory of its own, asks
 * every question and looks where the turns that hold the answer come.
 *
 * @throws TulvingError `usage` for an unknown data set, `not_found` and `invalid_input` for its file
 */
export async function runEvaluation(options: EvaluationOptions): Promise<EvaluationReport> {
  const conversations = await readDataset(options);
  const directory = await mkdtemp(join(tmpdir(), 'tulving-evaluation-'));
  const out = options.out === undefined ? undefined : await open(options.out, 'w');
  try {
    const memory = await createMemory({ data: directory, timezone: 'UTC' });
    try {
      return report(options.dataset, await judgeAll(memory, conversations, out, options.progress));
    } finally {
      await memory.close();
    }
  } finally {
    await out?.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The report as lines for people. */
export function formatReport(evaluation: EvaluationReport): string {
  const { dataset, questions, overall, mean_of_categories: mean, categories } = evaluation;
  const ks = Object.keys(overall.recall) as (keyof Scores['recall'])[];
  const rows = [
    ['', 'questions', ...ks.map((k) => `R@${k}`), 'nDCG@10'],
    ...Object.entries(categories).map(([name, scores]) => row(name, scores.questions, scores)),
    row('all questions', questions, overall),
    row('mean of categories', '', mean),
    ['by session', '', ...ks.map((k) => percent(evaluation.session.recall[k])), ''],
  ];
  const { p50, p95 } = evaluation.latency_ms;
  return `${dataset}, in percent\n\n${align(rows)}\n\nsearch: p50 ${p50} ms, p95 ${p95} ms\n`;
}

async function readDataset({ dataset, path }: EvaluationOptions): Promise<Conversation[]> {
  const read = Object.hasOwn(datasets, dataset) ? datasets[dataset] : undefined;
  if (!read) {
    const known = Object.keys(datasets).join(', ');
    throw new TulvingError('usage', `There is no data set ${dataset}.`, {
      remedy: `Supported: ${known}.`,
    });
  }
  try {
    return read(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw fileError(dataset, path, error);
  }
}

function fileError(dataset: string, path: string, error: unknown): unknown {
  const why = error instanceof Error ? error.message : String(error);
  const noData = error instanceof SyntaxError || TulvingError.isInstance(error);
  if (noData) {
    const detail = `${basename(path)} is not a file of ${dataset}: ${why}`;
    const remedy = 'Give the file as its authors publish it.';
    return new TulvingError('invalid_input', detail, { cause: error, remedy });
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    const remedy = 'Check the path.';
    return new TulvingError('not_found', `There is no file ${path}.`, { cause: error, remedy });
  }
  return error;
}

async function judgeAll(
  memory: Memory,
  conversations: readonly Conversation[],
  out: FileHandle | undefined,
  progress: EvaluationOptions['progress'] = () => undefined,
): Promise<Judged[]> {
  const total = conversations.reduce((sum, { questions }) => sum + questions.length, 0);
  const judged: Judged[] = [];
  for (const [index, conversation] of conversations.entries()) {
    progress({ doing: 'adding', done: index, total: conversations.length });
    const added = await addConversation(memory, conversation);
    for (const question of conversation.questions) {
      const one = await judge(memory, conversation.id, question, added);
      judged.push(one);
      await out?.appendFile(`${JSON.stringify(one.outcome)}\n`);
      progress({ doing: 'asking', done: judged.length, total });
    }
  }
  return judged;
}

/** Each conversation is one user, each of its sessions one run. */
async function addConversation(memory: Memory, conversation: Conversation): Promise<Added> {
  const added: Added = { turnOfEpisode: new Map(), sessionOfTurn: new Map() };
  for (const { id, turns } of conversation.sessions) {
    if (turns.length === 0) continue;
    const { episodes } = await memory.add({
      user_id: conversation.id,
      run_id: id,
      messages: turns.map(({ speaker, text, occurredAt }) => ({
        speaker,
        content: text,
        occurred_at: occurredAt,
      })),
    });
    turns.forEach((turn, index) => {
      added.turnOfEpisode.set(episodes[index]?.id ?? '', turn.id);
      added.sessionOfTurn.set(turn.id, id);
    });
  }
  return added;
}

async function judge(
  memory: Memory,
  user: string,
  question: Question,
  { turnOfEpisode, sessionOfTurn }: Added,
): Promise<Judged> {
  const ask = (limit: number) => memory.search({ user_id: user, query: question.text, limit });
  const started = performance.now();
  let { results } = await ask(FIRST_LIMIT);
  const ms = round(performance.now() - started, 3);
  let ranked = turnsOf(results, turnOfEpisode);
  if (ranked.length < DEPTH && results.length === FIRST_LIMIT) {
    ({ results } = await ask(limits.searchResults));
    ranked = turnsOf(results, turnOfEpisode);
  }
  const session = (turn: string) => sessionOfTurn.get(turn) ?? '';
  return {
    outcome: {
      question: question.id,
      category: question.category,
      gold: question.gold,
      ranked: ranked.slice(0, DEPTH),
      ranks: question.gold.map((turn) => ranked.indexOf(turn) + 1 || null),
      ms,
    },
    turns: scoresOf(ranked, new Set(question.gold)),
    sessions: scoresOf([...new Set(ranked.map(session))], new Set(question.gold.map(session))),
  };
}

/** The turns that the hits quote, best first, each once: the second memory of a turn takes no place. */
function turnsOf(results: readonly Hit[], turnOfEpisode: ReadonlyMap<string, string>): string[] {
  const episodes = results.flatMap(({ sources }) => sources.map((source) => source.episode_id));
  return [...new Set(episodes.flatMap((episode) => turnOfEpisode.get(episode) ?? []))];
}

function report(dataset: string, judged: readonly Judged[]): EvaluationReport {
  const byCategory = new Map<string, Scores[]>();
  for (const { outcome, turns } of judged) {
    const scores = byCategory.get(outcome.category) ?? [];
    byCategory.set(outcome.category, [...scores, turns]);
  }
  const means = Array.from(byCategory, ([name, scores]) => ({
    name,
    questions: scores.length,
    scores: meanOf(scores),
  })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const times = judged.map(({ outcome }) => outcome.ms);
  return {
    dataset,
    questions: judged.length,
    overall: roundScores(meanOf(judged.map(({ turns }) => turns))),
    mean_of_categories: roundScores(meanOf(means.map(({ scores }) => scores))),
    categories: Object.fromEntries(
      means.map(({ name, questions, scores }) => [name, { questions, ...roundScores(scores) }]),
    ),
    session: { recall: roundScores(meanOf(judged.map(({ sessions }) => sessions))).recall },
    latency_ms: { p50: round(percentile(times, 0.5), 2), p95: round(percentile(times, 0.95), 2) },
  };
}

function row(name: string, questions: number | string, { recall, ndcg }: Scores): string[] {
  return [name, String(questions), ...Object.values(recall).map(percent), percent(ndcg[10])];
}

function percent(fraction: number): string {
  return (fraction * 100).toFixed(1);
}

/** Names to the left, numbers to the right. */
function align(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
