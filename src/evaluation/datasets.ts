import { basename, join } from 'node:path';
import { TulvingError } from '../errors.js';
import type { Memory } from '../memory.js';
import { examineTurns } from './ask.js';
import { readBeamChat, readBeamQuestions } from './beam.js';
import { DataFiles } from './data-files.js';
import { readBeliefSet } from './beliefs/examine.js';
import { type Conversation, hasGold } from './dataset.js';
import type { Asking, Examiner } from './examiner.js';
import { readFactConsolidation } from './fact-consolidation.js';
import { readLocomo, readLocomoObservations } from './locomo.js';
import { poolConversations, readFillers, readLongMemEval } from './longmemeval.js';
import type { MeasureName } from './metrics.js';
import { readOwn } from './own.js';
import { readPersonas } from './personamem-files.js';
import { askOfTopics, type PreferencePair, readTopic } from './prefeval.js';
import { advicePrompt, type AnswerPrompt, choicePrompt, recallPrompt } from './prompts/answers.js';
import type { Judging } from './report.js';

export interface DatasetOptions {
  /** Name of the data set; see `datasetNames`. */
  dataset: string;
  /** Its file or folder, in the format that it is published in. */
  path: string;
  /** Makes one history of all. */
  pool?: boolean;
  /** Sessions that answer nothing, to be pooled with the others. */
  fillers?: string;
  /** Whether a model answers: then histories are pooled, too, whose questions nothing answers. */
  answered?: boolean;
}

type Examine = (memory: Memory, conversation: Conversation, asking: Asking) => Promise<Examiner>;

interface ReadSet {
  conversations: Conversation[];
  /** Default: by turns. */
  examine?: Examine;
}

interface DatasetRow extends Judging {
  read: (files: DataFiles, options: DatasetOptions) => Promise<ReadSet>;
  /** Whether it takes `pool` and `fillers`. */
  pools?: true;
  /** How a model is asked. Left out where the set has no answers to judge by. */
  prompt?: AnswerPrompt;
}

const ofSeveral: readonly MeasureName[] = [
  'recall@5',
  'recall@10',
  'recall@20',
  'recall@50',
  'all@5',
  'all@10',
  'hit@1',
  'hit@5',
  'hit@10',
  'ndcg@10',
];
const ofSessions: readonly MeasureName[] = [
  'recall@5',
  'recall@10',
  'recall@20',
  'all@5',
  'all@10',
  'ndcg@10',
];

const datasets: Record<string, DatasetRow> = {
  locomo: {
    read: turnsOf((files, { path }) => files.json(path, readLocomo)),
    turns: ofSeveral,
    sessions: ofSessions,
    prompt: recallPrompt,
  },
  'locomo-observations': {
    read: turnsOf((files, { path }) => files.json(path, readLocomoObservations)),
    turns: ofSeveral,
    prompt: recallPrompt,
  },
  longmemeval: {
    read: turnsOf(readHistories),
    turns: ofSeveral,
    sessions: ofSessions,
    pools: true,
    prompt: recallPrompt,
  },
  // A chat has so few sessions that all are found.
  beam: { read: turnsOf(readChats), turns: ofSeveral },
  // One preference answers a question, so that recall, all and hit are the same.
  prefeval: { read: turnsOf(readTopics), turns: ofSeveral, prompt: advicePrompt },
  // Which of the facts that hold an answer are meant is not known, so that recall says nothing.
  factconsolidation: {
    read: turnsOf((files, { path }) => files.json(path, readFactConsolidation)),
    turns: ['hit@1', 'hit@5', 'hit@10', 'ndcg@10'],
  },
  personamem: {
    read: turnsOf((files, { path }) => readPersonas(files, path)),
    turns: ofSeveral,
    prompt: choicePrompt,
  },
  precisionmembench: { read: (files, { path }) => readBeliefSet(files, path), turns: [] },
  own: {
    read: turnsOf((files, { path }) => files.json(path, readOwn)),
    turns: ['hit@1', 'hit@5', 'recall@5', 'recall@10', 'ndcg@10'],
    prompt: recallPrompt,
  },
};

function turnsOf(
  read: (files: DataFiles, options: DatasetOptions) => Promise<Conversation[]>,
): DatasetRow['read'] {
  return async (files, options) => ({ conversations: await read(files, options) });
}

export const datasetNames: readonly string[] = Object.keys(datasets);

export interface Dataset {
  conversations: Conversation[];
  examine: Examine;
  judging: Judging;
  prompt: AnswerPrompt | undefined;
  /** Of the content of its files. */
  digest: string;
}

/**
 * Reads a data set.
 *
 * @throws TulvingError `usage` for an unknown one, `not_found` and `invalid_input` for its files
 */
export async function readDataset(options: DatasetOptions): Promise<Dataset> {
  const { dataset, pool, fillers } = options;
  const row = Object.hasOwn(datasets, dataset) ? datasets[dataset] : undefined;
  if (!row) {
    throw new TulvingError('usage', `There is no data set ${dataset}.`, {
      remedy: `Supported: ${datasetNames.join(', ')}.`,
    });
  }
  if ((pool || fillers !== undefined) && !row.pools) {
    throw new TulvingError('usage', `The histories of ${dataset} are not pooled.`, {
      remedy: 'Leave --pool and --fillers out.',
    });
  }
  const files = new DataFiles(dataset);
  const { conversations, examine = examineTurns } = await row.read(files, options);
  return { conversations, examine, judging: row, prompt: row.prompt, digest: files.digest() };
}

async function readHistories(
  files: DataFiles,
  { path, pool, fillers, answered = false }: DatasetOptions,
): Promise<Conversation[]> {
  const all = await files.json(path, readLongMemEval);
  const histories = all.filter(({ questions }) => answered || questions.some(hasGold));
  if (!pool && fillers === undefined) return histories;
  const more = fillers === undefined ? [] : await files.json(fillers, readFillers);
  return [poolConversations(histories, more)];
}

const CHAT = 'chat.json';
const PROBES = 'probing_questions';

/** A folder of chats, or the folder of one. */
async function readChats(files: DataFiles, { path }: DatasetOptions): Promise<Conversation[]> {
  const names = (await files.names(path)) ?? [];
  if (names.includes(CHAT)) return [await readChat(files, path)];
  const conversations: Conversation[] = [];
  for (const name of names) {
    const chat = join(path, name);
    if ((await files.names(chat))?.includes(CHAT)) conversations.push(await readChat(files, chat));
  }
  if (conversations.length === 0) throw files.wrong(path, `there is no ${CHAT} in it`);
  return conversations;
}

async function readChat(files: DataFiles, path: string): Promise<Conversation> {
  const id = basename(path);
  const sessions = await files.json(join(path, CHAT), readBeamChat);
  const questions = await files.json(join(path, PROBES, `${PROBES}.json`), (content) =>
    readBeamQuestions(id, content, sessions),
  );
  return { id, sessions, questions };
}

const EXPLICIT = 'explicit_preference';

/** A topic's file, the folder of topics, or the folder that this one is in. */
async function readTopics(files: DataFiles, { path }: DatasetOptions): Promise<Conversation[]> {
  const names = await files.names(path);
  if (!names) return askOfTopics(await readTopicFiles(files, [path]));
  const folder = names.includes(EXPLICIT) ? join(path, EXPLICIT) : path;
  const topics = ((await files.names(folder)) ?? []).filter((name) => name.endsWith('.json'));
  if (topics.length === 0) throw files.wrong(path, 'there is no file of a topic in it');
  const paths = topics.map((name) => join(folder, name));
  return askOfTopics(await readTopicFiles(files, paths));
}

async function readTopicFiles(files: DataFiles, paths: readonly string[]) {
  const topics = new Map<string, PreferencePair[]>();
  for (const path of paths) {
    const topic = basename(path, '.json');
    topics.set(topic, await files.json(path, (content) => readTopic(topic, content)));
  }
  return topics;
}

/** Of the sets whose questions a model can answer. */
export const answeredNames: readonly string[] = datasetNames.filter(
  (name) => datasets[name]?.prompt,
);
