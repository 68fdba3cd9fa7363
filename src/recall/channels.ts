import { cue } from '../language/cues.js';
import { type AskedTime, nearnessOf } from './dates.js';
import type { Mask } from './mask.js';
import type { Outline } from './outline.js';
import type { WordScores } from './score-words.js';
import type { SparseScores } from './sparse-scores.js';

/** What the channels of one cube read. */
export interface Evidence {
  outline: Outline;
  mask: Mask;
  words: WordScores;
  /** Cosine with the query's vector, of as many as were looked at. */
  vectors: SparseScores;
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
}

interface ChannelRow {
  /**
   * What a value is divided by: the highest of this channel, that or what a neighbour has at least, the
   * highest of `words`, or nothing.
   */
  scale: 'own' | 'near' | 'words' | 'none';
  /** The raw score of a candidate. */
  value: (evidence: Evidence, slot: number) => number;
}

const hasCue = ({ outline }: Evidence, slot: number, bit: number) =>
  ((outline.cues[slot] as number) & bit) !== 0;

const wordsOf = ({ words, mask }: Evidence, slot: number) =>
  slot < 0 || (mask && mask[slot] === 0) ? 0 : words.words.at(slot);

/** One way of finding candidates or of telling them apart a row; `weights.ts` says what each counts. */
export const channels = {
  /** BM25 of its own words. */
  words: { scale: 'own', value: ({ words }, slot) => words.words.at(slot) },
  /** How much likelier its words make the query than those of the whole: kind to long messages. */
  likelihood: { scale: 'own', value: ({ words }, slot) => words.likelihood.at(slot) },
  /** Words that stand side by side in the query do so here too; filled in where texts are read. */
  pairs: { scale: 'own', value: () => 0 },
  /** BM25 with the words of neighbouring turns in the term frequency. */
  context: { scale: 'own', value: ({ words }, slot) => words.context.at(slot) },
  /** Nearness of meaning, or of spelling with the built-in embedder. */
  vector: { scale: 'near', value: ({ vectors }, slot) => vectors.at(slot) },
  /** It holds side by side what the query has in quotation marks. */
  phrase: { scale: 'none', value: ({ phrases }, slot) => phrases.get(slot) ?? 0 },
  /** The whole session's words. */
  session: {
    scale: 'own',
    value: ({ words, outline }, slot) => words.sessions.at(outline.sessions[slot] as number),
  },
  /** What was said just before. */
  before: {
    scale: 'words',
    value: (evidence, slot) => wordsOf(evidence, evidence.outline.previous[slot] as number),
  },
  /** What was said before that: often what led to the question that it answers. */
  twoBefore: {
    scale: 'words',
    value: (evidence, slot) => {
      const { previous } = evidence.outline;
      const before = previous[slot] as number;
      return before < 0 ? 0 : wordsOf(evidence, previous[before] as number);
    },
  },
  /** What was answered to it. */
  after: {
    scale: 'words',
    value: (evidence, slot) => wordsOf(evidence, evidence.outline.next[slot] as number),
  },
  /** The best turn of its session. */
  best: {
    scale: 'words',
    value: ({ words, outline }, slot) => words.best.at(outline.sessions[slot] as number),
  },
  /** It happened when the query asks about. */
  date: {
    scale: 'none',
    value: ({ times, outline }, slot) =>
      times.length === 0 ? 0 : nearnessOf(times, outline.times[slot] as number),
  },
  /** An answer inherits the score of the question before it, which has drawn on what led to it. */
  answers: {
    scale: 'own',
    value: (evidence, slot) => {
      const { words, outline } = evidence;
      const before = outline.previous[slot] as number;
      if (before < 0 || !hasCue(evidence, before, cue.asks)) return 0;
      return outline.speakers[before] === outline.speakers[slot] ? 0 : words.context.at(before);
    },
  },
  /** The query names the speaker, who speaks of himself or herself. */
  speaker: {
    scale: 'none',
    value: (evidence, slot) =>
      evidence.named.has(evidence.outline.speakers[slot] as number) &&
      hasCue(evidence, slot, cue.firstPerson)
        ? 1
        : 0,
  },
  /** The query names another, and this speaker talks about the listener. */
  listener: {
    scale: 'none',
    value: (evidence, slot) =>
      evidence.named.size > 0 &&
      !evidence.named.has(evidence.outline.speakers[slot] as number) &&
      hasCue(evidence, slot, cue.secondPerson)
        ? 1
        : 0,
  },
  /** It is a question itself. */
  asks: {
    scale: 'none',
    value: (evidence, slot) => (hasCue(evidence, slot, cue.asks) ? 1 : 0),
  },
  /** It says when something was, so that it tells of something that happened. */
  dated: {
    scale: 'none',
    value: (evidence, slot) => (hasCue(evidence, slot, cue.dated) ? 1 : 0),
  },
  /** Of two turns with the same words of the query, the longer one tells more. */
  length: {
    scale: 'own',
    value: ({ outline }, slot) => Math.log1p(outline.lengths[slot] as number),
  },
  /** Said by the user of an assistant. */
  fromUser: { scale: 'none', value: ({ outline }, slot) => outline.fromUser[slot] as number },
} satisfies Record<string, ChannelRow>;

export type ChannelName = keyof typeof channels;

export const channelNames = Object.keys(channels) as ChannelName[];
