import { cue } from '../../language/cues.js';
import type { Mask } from '../outline/mask.js';
import type { Outline } from '../outline/outline.js';
import type { HeldTerms } from '../outline/term-slots.js';
import { type AskedTime, nearnessOf } from '../plan/dates.js';
import { inheritedByAnswer } from './answers.js';
import type { SparseScores } from './sparse-scores.js';
import type { WordScores } from './words.js';

/** What the channels of one cube read. */
export interface Evidence {
  outline: Outline;
  /** How many memories the outline had when it was scored: what another search adds meanwhile is none of these. */
  count: number;
  /** Of the query's terms, as they were then. */
  terms: HeldTerms;
  mask: Mask;
  words: WordScores;
  /** Cosine with the query's vector, of as many as were looked at. */
  vectors: SparseScores;
  /**
   * The same by the vectors of a model, on the scale of the built-in embedder; undefined where none was asked.
   * What waits for its vector has the nearness that the built-in embedder tells.
   */
  meanings: SparseScores | undefined;
  /** The memories that are near by vector. */
  alike: readonly number[];
  /** By slot, the share of the query's quoted phrases that it holds word by word. */
  phrases: ReadonlyMap<number, number>;
  /** Numbers of the speakers that the query names. */
  named: ReadonlySet<number>;
  /** The times that the query asks about. */
  times: readonly AskedTime[];
  /** The memories of these times. */
  dated: readonly number[];
  /** Whether the query asks for what the assistant said. */
  asksForReply: boolean;
}

interface ChannelRow {
  /**
   * What a value is divided by: the highest of this channel, that or what a neighbour has at least, the
   * highest of `words`, or nothing.
   */
  scale: 'own' | 'near' | 'words' | 'none';
  /** The raw scores of candidates; undefined where this query asks nothing of the channel. */
  column: (evidence: Evidence, slots: Int32Array) => Float32Array | undefined;
}

/** Slower than a loop that calls nothing, as `SparseScores` has it for what most searches ask. */
function columnBy(slots: Int32Array, value: (slot: number) => number): Float32Array {
  const column = new Float32Array(slots.length);
  for (let at = 0; at < slots.length; at++) column[at] = value(slots[at] as number);
  return column;
}

/** 1 for those with a bit. */
const withCue =
  (bit: number) =>
  ({ outline: { cues } }: Evidence, slots: Int32Array) =>
    columnBy(slots, (slot) => (((cues[slot] as number) & bit) === 0 ? 0 : 1));

const LOGS = Float64Array.from({ length: 256 }, (_, length) => Math.log1p(length));

const logOf = (length: number) => LOGS[length] ?? Math.log1p(length);

/** Of so many terms, some thirty words: longer ones tell no more. */
const ENOUGH = logOf(15);

/** One way of finding candidates or of telling them apart a row; `weights.ts` says what each counts. */
export const channels = {
  /** BM25 of its own words. */
  words: { scale: 'own', column: ({ words: { words } }, slots) => words.column(slots) },
  /** How much likelier its words make the query than those of the whole: kind to long messages. */
  likelihood: {
    scale: 'own',
    column: ({ words: { likelihood } }, slots) => likelihood.column(slots),
  },
  /** Words that stand side by side in the query do so here too; filled in where texts are read. */
  pairs: { scale: 'own', column: (_, slots) => new Float32Array(slots.length) },
  /** It says how much, how many or how long, where the query asks so; filled in where texts are read. */
  quantity: { scale: 'none', column: (_, slots) => new Float32Array(slots.length) },
  /** BM25 with the words of neighbouring turns in the term frequency. */
  context: { scale: 'own', column: ({ words: { context } }, slots) => context.column(slots) },
  /** Nearness of spelling and, in English, of meaning, by the built-in embedder. */
  vector: { scale: 'near', column: ({ vectors }, slots) => vectors.column(slots) },
  /** Nearness of meaning, by the model that is configured as the embedder. */
  meaning: { scale: 'near', column: ({ meanings }, slots) => meanings?.column(slots) },
  /** It holds side by side what the query has in quotation marks. */
  phrase: {
    scale: 'none',
    column: ({ phrases }, slots) =>
      phrases.size === 0 ? undefined : columnBy(slots, (slot) => phrases.get(slot) ?? 0),
  },
  /** The whole session's words. */
  session: {
    scale: 'own',
    column: ({ words: { sessions }, outline }, slots) => sessions.columnOf(outline.sessions, slots),
  },
  /** What was answered to it. */
  after: {
    scale: 'words',
    column: ({ words: { words }, outline }, slots) => words.columnOf(outline.next, slots),
  },
  /** The best turn of its session. */
  best: {
    scale: 'words',
    column: ({ words: { best }, outline }, slots) => best.columnOf(outline.sessions, slots),
  },
  /** It happened when the query asks about. */
  date: {
    scale: 'none',
    column: ({ times, outline }, slots) =>
      times.length === 0
        ? undefined
        : columnBy(slots, (slot) => nearnessOf(times, outline.times[slot] as number)),
  },
  /** An answer inherits the score of the question before it. */
  answers: {
    scale: 'words',
    column: ({ words: { words }, outline }, slots) =>
      columnBy(slots, (slot) => inheritedByAnswer(outline, slot, words)),
  },
  /** The query names the speaker, who speaks of himself or herself. */
  speaker: {
    scale: 'none',
    column: ({ named, outline: { speakers, cues } }, slots) => {
      if (named.size === 0) return undefined;
      const isSelf = (slot: number) => ((cues[slot] as number) & cue.firstPerson) !== 0;
      return columnBy(slots, (slot) => Number(named.has(speakers[slot] as number) && isSelf(slot)));
    },
  },
  /** The query names another, and this speaker talks about the listener. */
  listener: {
    scale: 'none',
    column: ({ named, outline: { speakers, cues } }, slots) => {
      if (named.size === 0) return undefined;
      const isToYou = (slot: number) => ((cues[slot] as number) & cue.secondPerson) !== 0;
      return columnBy(slots, (slot) =>
        Number(!named.has(speakers[slot] as number) && isToYou(slot)),
      );
    },
  },
  /** It is a question itself. */
  asks: { scale: 'none', column: withCue(cue.asks) },
  /** It says when something was, so that it tells of something that happened. */
  dated: { scale: 'none', column: withCue(cue.dated) },
  /** It has words enough to tell something: "ok separate thing" seldom does. */
  substance: {
    scale: 'none',
    column: ({ outline: { lengths } }, slots) =>
      columnBy(slots, (slot) => Math.min(1, logOf(lengths[slot] as number) / ENOUGH)),
  },
  /** How long it is: one that holds everything tells nothing. */
  length: {
    scale: 'own',
    column: ({ outline: { lengths } }, slots) =>
      columnBy(slots, (slot) => logOf(lengths[slot] as number)),
  },
  /** Said by the user of an assistant; tells nothing where the query asks for what the assistant said. */
  fromUser: {
    scale: 'none',
    column: ({ asksForReply, outline: { fromUser } }, slots) =>
      asksForReply ? undefined : columnBy(slots, (slot) => fromUser[slot] as number),
  },
} satisfies Record<string, ChannelRow>;

export type ChannelName = keyof typeof channels;

export const channelNames = Object.keys(channels) as ChannelName[];
