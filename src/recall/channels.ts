import { cue } from '../language/cues.js';
import { type AskedTime, nearnessOf } from './dates.js';
import type { Mask } from './mask.js';
import type { HeldTerms, Outline } from './outline.js';
import type { WordScores } from './score-words.js';
import type { SparseScores } from './sparse-scores.js';

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
  /** What gives the raw score of a candidate; undefined where this query asks nothing of the channel. */
  value: (evidence: Evidence) => Value | undefined;
}

type Value = (slot: number) => number;

/** 1 for those with a bit. */
const withCue =
  (bit: number) =>
  ({ outline: { cues } }: Evidence): Value =>
  (slot) =>
    ((cues[slot] as number) & bit) === 0 ? 0 : 1;

/** Words of another turn. */
const wordsOf = ({ words: { words }, mask }: Evidence, slot: number) =>
  slot < 0 || (mask && mask[slot] === 0) ? 0 : words.at(slot);

const LOGS = Float64Array.from({ length: 256 }, (_, length) => Math.log1p(length));

const logOf = (length: number) => LOGS[length] ?? Math.log1p(length);

/** One way of finding candidates or of telling them apart a row; `weights.ts` says what each counts. */
export const channels = {
  /** BM25 of its own words. */
  words: {
    scale: 'own',
    value:
      ({ words: { words } }) =>
      (slot) =>
        words.at(slot),
  },
  /** How much likelier its words make the query than those of the whole: kind to long messages. */
  likelihood: {
    scale: 'own',
    value:
      ({ words: { likelihood } }) =>
      (slot) =>
        likelihood.at(slot),
  },
  /** Words that stand side by side in the query do so here too; filled in where texts are read. */
  pairs: { scale: 'own', value: () => () => 0 },
  /** BM25 with the words of neighbouring turns in the term frequency. */
  context: {
    scale: 'own',
    value:
      ({ words: { context } }) =>
      (slot) =>
        context.at(slot),
  },
  /** Nearness of spelling and, in English, of meaning, by the built-in embedder. */
  vector: {
    scale: 'near',
    value:
      ({ vectors }) =>
      (slot) =>
        vectors.at(slot),
  },
  /** Nearness of meaning, by the model that is configured as the embedder. */
  meaning: {
    scale: 'near',
    value: ({ meanings }) => meanings && ((slot) => meanings.at(slot)),
  },
  /** It holds side by side what the query has in quotation marks. */
  phrase: {
    scale: 'none',
    value: ({ phrases }) => (phrases.size === 0 ? undefined : (slot) => phrases.get(slot) ?? 0),
  },
  /** The whole session's words. */
  session: {
    scale: 'own',
    value:
      ({ words: { sessions }, outline }) =>
      (slot) =>
        sessions.at(outline.sessions[slot] as number),
  },
  /** What was said just before. */
  before: {
    scale: 'words',
    value: (evidence) => {
      const { previous } = evidence.outline;
      return (slot) => wordsOf(evidence, previous[slot] as number);
    },
  },
  /** What was answered to it. */
  after: {
    scale: 'words',
    value: (evidence) => {
      const { next } = evidence.outline;
      return (slot) => wordsOf(evidence, next[slot] as number);
    },
  },
  /** The best turn of its session. */
  best: {
    scale: 'words',
    value:
      ({ words: { best }, outline: { sessions } }) =>
      (slot) =>
        best.at(sessions[slot] as number),
  },
  /** It happened when the query asks about. */
  date: {
    scale: 'none',
    value: ({ times, outline }) =>
      times.length === 0 ? undefined : (slot) => nearnessOf(times, outline.times[slot] as number),
  },
  /** An answer inherits the score of the question before it, which has drawn on what led to it. */
  answers: {
    scale: 'own',
    value: ({ words: { context }, outline: { previous, cues, speakers } }) => {
      return (slot) => {
        const before = previous[slot] as number;
        if (before < 0 || ((cues[before] as number) & cue.asks) === 0) return 0;
        return speakers[before] === speakers[slot] ? 0 : context.at(before);
      };
    },
  },
  /** The query names the speaker, who speaks of himself or herself. */
  speaker: {
    scale: 'none',
    value: ({ named, outline: { speakers, cues } }) =>
      named.size === 0
        ? undefined
        : (slot) =>
            named.has(speakers[slot] as number) && ((cues[slot] as number) & cue.firstPerson) !== 0
              ? 1
              : 0,
  },
  /** The query names another, and this speaker talks about the listener. */
  listener: {
    scale: 'none',
    value: ({ named, outline: { speakers, cues } }) =>
      named.size === 0
        ? undefined
        : (slot) =>
            !named.has(speakers[slot] as number) &&
            ((cues[slot] as number) & cue.secondPerson) !== 0
              ? 1
              : 0,
  },
  /** It is a question itself. */
  asks: { scale: 'none', value: withCue(cue.asks) },
  /** It says when something was, so that it tells of something that happened. */
  dated: { scale: 'none', value: withCue(cue.dated) },
  /** Of two turns with the same words of the query, the longer one tells more. */
  length: {
    scale: 'own',
    value:
      ({ outline: { lengths } }) =>
      (slot) =>
        logOf(lengths[slot] as number),
  },
  /** Said by the user of an assistant; tells nothing where the query asks for what the assistant said. */
  fromUser: {
    scale: 'none',
    value: ({ asksForReply, outline: { fromUser } }) =>
      asksForReply ? undefined : (slot) => fromUser[slot] as number,
  },
} satisfies Record<string, ChannelRow>;

export type ChannelName = keyof typeof channels;

export const channelNames = Object.keys(channels) as ChannelName[];
