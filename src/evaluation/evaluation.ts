import { TulvingError } from '../errors.js';
import type { Memory } from '../memory.js';
import type { Embedder } from '../models/port.js';
import { Answerer, type Answering, canBeAnswered } from './answering/answerer.js';
import { estimateCost, type Estimate } from './answering/estimate.js';
import { endedBy } from './answering/fault.js';
import { AnswerQueue } from './answering/queue.js';
import { setupOf } from './answering/setup.js';
import { type AnswerSetup, tallyAnswers } from './answering/tally.js';
import type { Conversation, Question } from './dataset.js';
import { answeredNames, type Dataset, type DatasetOptions, readDataset } from './datasets.js';
import { Embedding, type EmbeddingEstimate } from './embedding.js';
import type { Asking, Examined, Packing } from './examiner.js';
import type { Outcome } from './outcome.js';
import { OutcomeFile } from './outcome-file.js';
import { type EvaluationReport, reportOn } from './report.js';
import { questionsOf, type Selection, selectQuestions } from './selection.js';
import { TemporaryStore } from './temporary-store.js';

export interface EvaluationOptions extends Omit<DatasetOptions, 'answered'>, Selection {
  /** Where a line of JSON for each question goes; what such a file holds already is not asked again. */
  out?: string;
  /** Of Tulving: outcomes of another one are not gone on with. */
  version: string;
  /** Whose vectors join those of the built-in embedder. Default: nobody's. */
  embedder?: Embedder;
  /** Counts the tokens of the block that `context` packs for each question, too. */
  tokens?: boolean;
  /** What that block may take. Default: 1,000 tokens. */
  budgetTokens?: number;
  /** How many memories it may choose from. Default: as many as `context` takes by itself. */
  k?: number;
  /** Has a model answer each question from that block, and judges the answers. */
  answering?: Answering;
  /** From 0 to 1: what scores less is not found and not packed. Default: 0. */
  minScore?: number;
  /** How many answers may be on their way at once. Default: 4. Searches are made one by one. */
  concurrency?: number;
}

export interface EvaluationProgress {
  doing: 'adding' | 'embedding' | 'asking';
  done: number;
  total: number;
}

export type Progress = (progress: EvaluationProgress) => void;

const BUDGET_TOKENS = 1_000;
const CONCURRENCY = 4;
/** In ms. A question that a search would not wait for so long is asked all the same: what a model finds is measured. */
const EMBEDDER_DEADLINE = 15_000;

/**
 * Reads a data set and what was asked of it before.
 *
 * @throws TulvingError `usage` for what is not understood, `not_found` and `invalid_input` for files
 */
export async function prepareEvaluation(options: EvaluationOptions): Promise<PreparedEvaluation> {
  const { answering, version, pool, fillers, tokens = false, k, minScore = 0 } = options;
  const dataset = await readDataset({ ...options, answered: answering !== undefined });
  const setup = answering && setupOf(answering, dataset, packingOf(options));
  if (answering && !setup) throw unanswered(options.dataset);
  const conversations = selectQuestions(dataset.conversations, options, setup !== undefined);
  const packs = setup !== undefined || tokens;
  const embedding = options.embedder && new Embedding(options.embedder);
  const out =
    options.out === undefined
      ? undefined
      : await OutcomeFile.open(options.out, {
          dataset: options.dataset,
          digest: dataset.digest,
          version,
          pool: pool === true || fillers !== undefined,
          tokens,
          min_score: minScore,
          embedder: embedding?.model ?? null,
          model: setup?.model ?? null,
          judge: setup?.judge ?? null,
          prompts: setup?.digest ?? null,
          k: packs ? (k ?? null) : null,
          budget_tokens: packs ? packingOf(options).budgetTokens : null,
        });
  return new PreparedEvaluation(options, { ...dataset, conversations }, { setup, embedding }, out);
}

function packingOf({ budgetTokens = BUDGET_TOKENS, k }: EvaluationOptions): Packing {
  return { budgetTokens, ...(k !== undefined && { k }) };
}

/** What is asked beside the memory itself. */
interface Models {
  setup: AnswerSetup | undefined;
  embedding: Embedding | undefined;
}

/** A data set that is read, before anything is asked or spent. To be closed. */
export class PreparedEvaluation {
  /** What the model's part takes at most; undefined without a model. */
  readonly estimate: Estimate | undefined;
  /** What the embedder takes at most; undefined with the built-in one alone, and where nothing is to be asked. */
  readonly embedding: EmbeddingEstimate | undefined;
  readonly #options: EvaluationOptions;
  readonly #dataset: Dataset;
  readonly #setup: AnswerSetup | undefined;
  readonly #embedding: Embedding | undefined;
  readonly #answerer: Answerer | undefined;
  readonly #out: OutcomeFile | undefined;
  readonly #store = new TemporaryStore();
  /** Of the evaluation that was interrupted, by question. */
  readonly #before: ReadonlyMap<string, Outcome>;

  constructor(
    options: EvaluationOptions,
    dataset: Dataset,
    { setup, embedding }: Models,
    out: OutcomeFile | undefined,
  ) {
    this.#options = options;
    this.#dataset = dataset;
    this.#setup = setup;
    this.#embedding = embedding;
    this.#out = out;
    const chosen = new Set(questionsOf(dataset.conversations).map(({ id }) => id));
    this.#before = outcomesByQuestion(out?.before ?? [], chosen);
    const asked = dataset.conversations.filter((one) => this.#openOf(one).length > 0);
    this.embedding = asked.length > 0 ? embedding?.estimate(asked) : undefined;
    const open = asked.flatMap((conversation) => this.#openOf(conversation));
    const { prompt } = dataset;
    if (!options.answering || !prompt) return;
    this.#answerer = new Answerer(options.answering, prompt);
    const { budgetTokens } = packingOf(options);
    this.estimate = estimateCost(open, prompt, budgetTokens, options.answering);
  }

  /**
   * Remembers the conversations in a directory of its own, asks every question and looks where the
   * turns or notes that hold the answer come.
   *
   * @throws TulvingError with the model's code where it answered nothing at all, or no more
   */
  async run(progress: Progress = () => undefined): Promise<EvaluationReport> {
    const outcomes = [...this.#before.values()];
    const embedding = this.#embedding;
    await this.#store.during((memory) => this.#askAll(memory, outcomes, progress), {
      ...(embedding && {
        embedder: embedding.embedder,
        embedderDeadline: EMBEDDER_DEADLINE,
      }),
    });
    requireAnswers(outcomes);
    const { minScore = 0 } = this.#options;
    const answers = this.#setup && tallyAnswers(this.#setup, outcomes);
    return {
      ...reportOn(this.#options.dataset, this.#dataset.judging, outcomes),
      resumed: this.#before.size,
      ...(minScore > 0 && { min_score: minScore }),
      ...(embedding && { embedder: embedding.report }),
      ...(answers && { answers }),
    };
  }

  /** Leaves nothing behind in a process that is about to end; what is in `out` stays. */
  discard(): void {
    this.#store.discard();
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
        const examiner = await this.#dataset.examine(memory, conversation, this.#asking());
        if (this.#embedding) {
          progress({ doing: 'embedding', done: index, total: conversations.length });
          await this.#embedding.make(memory);
        }
        for (const question of open) {
          const examined = await examiner.ask(question);
          this.#embedding?.embedder.requireQueries();
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

  #asking(): Asking {
    const { minScore = 0, tokens } = this.#options;
    const packs = this.#setup || tokens;
    return { minScore, ...(packs && { packing: packingOf(this.#options) }) };
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

/** With fewer questions than the patience with a model lasts for, too. */
function requireAnswers(outcomes: readonly Outcome[]): void {
  const answers = outcomes.flatMap(({ answer }) => answer ?? []);
  const failed = answers.filter(({ status }) => status === 'failed');
  const last = answers.at(-1);
  if (last?.status !== 'failed' || failed.length < answers.length) return;
  throw endedBy(
    last,
    answers.length === 1 ? 'the only question' : `all ${answers.length} questions`,
  );
}

function unanswered(dataset: string): TulvingError {
  return new TulvingError('usage', `${dataset} has no answers that a model could be judged by.`, {
    remedy: `Leave --answer out; it goes with ${answeredNames.join(', ')}.`,
  });
}
