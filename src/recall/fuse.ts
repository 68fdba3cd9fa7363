import { type ChannelName, channelNames, channels, type Evidence } from './channels.js';
import { sourceKinds } from './outline.js';
import { weights } from './weights.js';

/** One memory that a channel found. */
export interface Candidate {
  evidence: Evidence;
  slot: number;
  memory: number;
  /** Raw score by channel, in the order of `channelNames`. */
  values: Float32Array;
  /** From 0 to 1. */
  score: number;
}

/** Weight by channel in the order of `channelNames`, one row for each kind of source. */
const table = sourceKinds.map((kind) =>
  Float32Array.from(channelNames, (name) => weights[kind][name] ?? 0),
);
const fullMarks = table.map((row) => row.reduce((sum, weight) => sum + Math.max(0, weight), 0));

/** Every memory that holds a word of the query, stands beside one that does, or is near by vector. */
export function gather(evidence: Evidence): Candidate[] {
  const { outline, words, vectors } = evidence;
  const slots = new Set<number>(words.context.slots());
  for (const slot of words.words.slots()) slots.add(slot);
  for (const slot of vectors.slots()) slots.add(slot);
  return Array.from(slots, (slot) => ({
    evidence,
    slot,
    memory: outline.memories[slot] as number,
    values: Float32Array.from(channelNames, (name) => channels[name].value(evidence, slot)),
    score: 0,
  }));
}

/**
 * A weighted sum of channels, each divided by its highest score for this query. It beat reciprocal
 * rank fusion (k = 60) by up to four points of recall, which throws the margins away.
 *
 * @param coverage how much of the query the best match holds, from 0 to 1: scales all scores, so
 *   that a query without an answer gets low ones
 */
export function fuse(candidates: readonly Candidate[], coverage: number): Float32Array {
  const highest = highestOf(candidates);
  for (const candidate of candidates) {
    const kind = kindOf(candidate);
    const row = table[kind] as Float32Array;
    let sum = 0;
    for (let channel = 0; channel < row.length; channel++) {
      sum += shareOf(candidate, channel, highest, row);
    }
    candidate.score = (coverage * Math.max(0, sum)) / (fullMarks[kind] as number);
  }
  return highest;
}

/** Best first; of equals the older memory, so that the order is always the same. */
export function rank(candidates: Candidate[], limit: number): Candidate[] {
  candidates.sort((a, b) => b.score - a.score || a.memory - b.memory);
  return candidates.slice(0, limit).filter(({ score }) => score > 0);
}

export interface ChannelShare {
  channel: ChannelName;
  weight: number;
  score: number;
  share: number;
}

/** What each channel that counts for this kind of source added to a candidate's sum. */
export function sharesOf(candidate: Candidate, highest: Float32Array): ChannelShare[] {
  const row = table[kindOf(candidate)] as Float32Array;
  return channelNames
    .map((channel, index) => ({
      channel,
      weight: row[index] as number,
      score: candidate.values[index] as number,
      share: shareOf(candidate, index, highest, row),
    }))
    .filter(({ weight }) => weight !== 0);
}

function kindOf({ evidence, slot }: Candidate): number {
  return evidence.outline.kinds[slot] as number;
}

function shareOf(
  { values }: Candidate,
  channel: number,
  highest: Float32Array,
  row: Float32Array,
): number {
  const most = highest[channel] as number;
  if (most === 0) return 0;
  return ((row[channel] as number) * (values[channel] as number)) / most;
}

/** What each channel is divided by. */
function highestOf(candidates: readonly Candidate[]): Float32Array {
  const own = new Float32Array(channelNames.length);
  for (const { values } of candidates) {
    for (let channel = 0; channel < own.length; channel++) {
      own[channel] = Math.max(own[channel] as number, values[channel] as number);
    }
  }
  const words = own[channelNames.indexOf('words')] as number;
  return own.map((most, index) => {
    const { scale } = channels[channelNames[index] as ChannelName];
    if (scale === 'none') return 1;
    return scale === 'words' ? words : most;
  });
}
