import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemory } from '../compose.js';
import type { Memory } from '../memory.js';
import { Asker } from './ask.js';
import type { Conversation } from './dataset.js';
import { type Dataset, type DatasetOptions, readDataset } from './datasets.js';
import type { Outcome } from './outcome.js';
import { OutcomeFile } from './outcome-file.js';
import { remember } from './remember.js';
import { type EvaluationReport, reportOn } from './report.js';

export { datasetNames } from './datasets.js';
export { formatReport } from './format-report.js';
export type { EvaluationReport } from './report.js';

export interface EvaluationOptions extends DatasetOptions {
  /** Where a line of JSON for each question goes; what such a file holds already is not asked again. */
  out?: string;
  /** Of Tulving: outcomes of another one are not gone on with. */
  version: string;
  /** Counts the tokens of the block that `context` packs for each question, too. */
  tokens?: boolean;
  progress?: (progress: EvaluationProgress) => void;
}

export interface EvaluationProgress {
  doing: 'adding' | 'asking';
  done: number;
  total: number;
}

/**
 * Measures recall on a public data set: remembers its conversations in a directory of its own, asks
 * every question and looks where the turns or notes that hold the answer come.
 *
 * @throws TulvingError `usage` for what is not understood, `not_found` and `invalid_input` for files
 */
export async function runEvaluation(options: EvaluationOptions): Promise<EvaluationReport> {
  const dataset = await readDataset(options);
  const out = await openOut(options, dataset);
  try {
    const before = out?.before ?? [];
    const asked = await inTemporaryMemory((memory) =>
      askAll(memory, dataset.conversations, { ...options, before, out }),
    );
    const outcomes = [...before, ...asked];
    return {
      ...reportOn(options.dataset, dataset.judging, outcomes),
      resumed: before.length,
    };
  } finally {
    await out?.close();
  }
}

async function openOut(
  { out, dataset, version, pool, fillers, tokens }: EvaluationOptions,
  { digest }: Dataset,
): Promise<OutcomeFile | undefined> {
  if (out === undefined) return undefined;
  const pooled = pool === true || fillers !== undefined;
  return OutcomeFile.open(out, { dataset, digest, version, pool: pooled, tokens: tokens === true });
}

async function inTemporaryMemory<Result>(work: (memory: Memory) => Promise<Result>) {
  const directory = await mkdtemp(join(tmpdir(), 'tulving-evaluation-'));
  try {
    const memory = await createMemory({ data: directory, timezone: 'UTC', tracesMegabytes: 0 });
    try {
      return await work(memory);
    } finally {
      await memory.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

interface Asking extends Pick<EvaluationOptions, 'tokens' | 'progress'> {
  before: readonly Outcome[];
  out: OutcomeFile | undefined;
}

/** What is asked for the first time. */
async function askAll(
  memory: Memory,
  conversations: readonly Conversation[],
  { before, out, tokens = false, progress = () => undefined }: Asking,
): Promise<Outcome[]> {
  const known = new Set(before.map(({ question }) => question));
  const total = conversations.reduce((sum, { questions }) => sum + questions.length, 0);
  const outcomes: Outcome[] = [];
  for (const [index, conversation] of conversations.entries()) {
    const open = conversation.questions.filter(({ id }) => !known.has(id));
    if (open.length === 0) continue;
    progress({ doing: 'adding', done: index, total: conversations.length });
    const places = await remember(memory, conversation);
    const asker = new Asker(memory, conversation, places, { tokens });
    for (const question of open) {
      const outcome = await asker.ask(question);
      outcomes.push(outcome);
      await out?.append(outcome);
      progress({ doing: 'asking', done: before.length + outcomes.length, total });
    }
  }
  return outcomes;
}
