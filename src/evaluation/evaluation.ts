import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemory } from '../compose.js';
import { TulvingError } from '../errors.js';
import type { Memory } from '../memory.js';
import { Answerer, type Answering, canBeAnswered } from './answering/answerer.js';
import { estimateCost, type Estimate } from './answering/estimate.js';
import { AnswerQueue } from './answering/queue.js';
import { setupOf } from './answering/setup.js';
import { type AnswerSetup, tallyAnswers } from './answering/tally.js';
import type { Conversation, Question } from './dataset.js';
import { answeredNames, type Dataset, type DatasetOptions, readDataset } from './datasets.js';
import type { Examined, Packing } from './examiner.js';
import type { Outcome } from './outcome.js';
import { OutcomeFile } from './outcome-file.js';
import { type EvaluationReport, reportOn } from './report.js';
import { questionsOf, type Selection, selectQuestions } from './selection.js';

export interface EvaluationOptions extends Omit<DatasetOptions, 'answered'>, Selection {
  /** Where a line of JSON for each question goes; what such a file holds already is not asked again. */
  out?: string;
  /** Of Tulving: outcomes of another one are not gone on with. */
  version: string;
  /** Counts the tokens of the block that `context` packs for each question, too. */
  tokens?: boolean;
  /** What that block may take. Default: 1,000 tokens. */
  budgetTokens?: number;
  /** How many memories it may choose from. Default: as many as `context` takes by itself. */
  k?: number;
  /** Has a model answer each question from that block, and judges the answers. */
  answering?: Answering;
  /** How many answers may be on their way at once. Default: 4. Searches are made one by one. */
  concurrency?: number;
}

export interface EvaluationProgress {
  doing: 'adding' | 'asking';
  done: number;
  total: number;
}

export type Progress = (progress: EvaluationProgress) => void;

const BUDGET_TOKENS = 1_000;
const CONCURRENCY = 4;

/**
 * Reads a data set and what was asked of it before.
 *
 * @throws TulvingError `usage` for what is not understood, `not_found` and `invalid_input` for files
 */
export async function prepareEvaluation(options: EvaluationOptions): Promise<PreparedEvaluation> {
  const { answering, version, pool, fillers, tokens = false, k } = options;
  const dataset = await readDataset({ ...options, answered: answering !== undefined });
  const setup = answering && setupOf(answering, dataset, packingOf(options));
  if (answering && !setup) throw unanswered(options.dataset);
  const conversations = selectQuestions(dataset.conversations, options, setup !== undefined);
  const packs = setup !== undefined || tokens;
  const out =
    options.out === undefined
      ? undefined
      : await OutcomeFile.open(options.out, {
          dataset: options.dataset,
          digest: dataset.digest,
          version,
          pool: pool === true || fillers !== undefined,
          tokens,
          model: setup?.model ?? null,
          judge: setup?.judge ?? null,
          prompts: setup?.digest ?? null,
          k: packs ? (k ?? null) : null,
          budget_tokens: packs ? packingOf(options).budgetTokens : null,
        });
  return new PreparedEvaluation(options, { ...dataset, conversations }, setup, out);
}

function packingOf({ budgetTokens = BUDGET_TOKENS, k }: EvaluationOptions): Packing {
  return { budgetTokens, ...(k !== undefined && { k }) };
}

/** A data set that is read, before anything is asked or spent. To be closed. */
export class PreparedEvaluation {
  /** What the model's part takes at most; undefined without a model. */
  readonly estimate: Estimate | undefined;
  readonly #options: EvaluationOptions;
  readonly #dataset: Dataset;
  readonly #setup: AnswerSetup | undefined;
  readonly #answerer: Answerer | undefined;
  readonly #out: OutcomeFile | undefined;
  /** Of the evaluation that was interrupted, by question. */
  readonly #before: ReadonlyMap<string, Outcome>;

  constructor(
    options: EvaluationOptions,
    dataset: Dataset,
    setup: AnswerSetup | undefined,
    out: OutcomeFile | undefined,
  ) {
    this.#options = options;
    this.#dataset = dataset;
    this.#setup = setup;
    this.#out = out;
    const chosen = new Set(questionsOf(dataset.conversations).map(({ id }) => id));
    this.#before = outcomesByQuestion(out?.before ?? [], chosen);
    const open = dataset.conversations.flatMap((conversation) => this.#openOf(conversation));
    const { prompt } = dataset;
    if (!options.answering || !prompt) return;
    this.#answerer = new Answerer(options.answering, prompt);
    this.estimate = estimateCost(open, prompt, packingOf(options).budgetTokens);
  }

  /**
   * Remembers the conversations in a directory of its own, asks every question and looks where the
   * turns or notes that hold the answer come.
   */
  async run(progress: Progress = () => undefined): Promise<EvaluationReport> {
    const outcomes = [...this.#before.values()];
    await inTemporaryMemory((memory) => this.#askAll(memory, outcomes, progress));
    const answers = this.#setup && tallyAnswers(this.#setup, outcomes);
    return {
      ...reportOn(this.#options.dataset, this.#dataset.judging, outcomes),
      resumed: this.#before.size,
      ...(answers && { answers }),
    };
  }

  async close(): Promise<void> {
    await this.#out?.close();
  }

  /** @param outcomes to which each is added when it is there */
  async #askAll(memory: Memory, outcomes: Outcome[], progress: Progress): Promise<void> {
    const { conversations } = this.#dataset;
    const total = questionsOf(conversations).length;
    const queue = new AnswerQueue(this.#options.concurrency ?? CONCURRENCY);
    const keep = async (outcome: Outcome) => {
      await this.#out?.append(outcome);
      outcomes.push(outcome);
      progress({ doing: 'asking', done: outcomes.length, total });
    };
    try {
      for (const [index, conversation] of conversations.entries()) {
        const open = this.#openOf(conversation);
        if (open.length === 0) continue;
        progress({ doing: 'adding', done: index, total: conversations.length });
        const examiner = await this.#dataset.examine(memory, conversation, this.#packing());
        for (const question of open) {
          const examined = await examiner.ask(question);
          await this.#answer(question, examined, queue, keep);
        }
      }
      await queue.done();
    } finally {
      await queue.settle();
    }
  }

  /** The next question is searched for while the model is busy with this one. */
  async #answer(
    question: Question,
    { outcome, block = '' }: Examined,
    queue: AnswerQueue,
    keep: (outcome: Outcome) => Promise<void>,
  ): Promise<void> {
    const answerer = this.#answerer;
    if (!answerer || !canBeAnswered(question)) return keep(outcome);
    await queue.add(
      () => answerer.answer(question, block),
      (answer) => keep({ ...outcome, answer }),
    );
  }

  #packing(): Packing | undefined {
    return this.#setup || this.#options.tokens ? packingOf(this.#options) : undefined;
  }

  #openOf({ questions }: Conversation): Question[] {
    return questions.filter(({ id }) => !this.#before.has(id));
  }
}

/** The last of each; a question whose answer failed is asked again. */
function outcomesByQuestion(
  outcomes: readonly Outcome[],
  chosen: ReadonlySet<string>,
): ReadonlyMap<string, Outcome> {
  const last = new Map(outcomes.map((outcome) => [outcome.question, outcome]));
  return new Map(
    [...last].filter(([id, { answer }]) => chosen.has(id) && answer?.status !== 'failed'),
  );
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

function unanswered(dataset: string): TulvingError {
  return new TulvingError('usage', `${dataset} has no answers that a model could be judged by.`, {
    remedy: `Leave --answer out; it goes with ${answeredNames.join(', ')}.`,
  });
}
