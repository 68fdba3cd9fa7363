import type { SourceKind } from '../../store/change-set.js';
import { sourceKinds } from '../outline/outline.js';
import { insertBest } from '../score/best-of.js';
import { type ChannelName, channelNames } from '../score/channels.js';
import type { Candidates } from '../score/fuse.js';

/** What a channel would put first, whether it was answered or not. */
export interface ChannelBests {
  channel: ChannelName;
  /** How many candidates it found. */
  found: number;
  /** By raw score; equals share a rank, and the higher in the whole comes first. */
  best: { memory: number; rank: number; score: number }[];
}

interface Found {
  memory: number;
  score: number;
  /** By all channels. */
  sum: number;
}

/** So many are told of each. */
const TOLD = 10;
const BEST = { most: TOLD, isBefore: comesBefore };

/** Of each channel that found anything. */
export function bestsOf(groups: readonly Candidates[]): ChannelBests[] {
  return channelNames.flatMap((channel, index) => {
    const best: Found[] = [];
    let found = 0;
    for (const { evidence, slots, values, scores } of groups) {
      const column = values[index] ?? [];
      for (let at = 0; at < column.length; at++) {
        const score = column[at] as number;
        if (score <= 0) continue;
        found += 1;
        // Most are none of the best: nothing is made for them.
        if (best.length === TOLD && score < (best[TOLD - 1] as Found).score) continue;
        const memory = evidence.outline.memories[slots[at] as number] as number;
        insertBest(best, { memory, score, sum: scores[at] as number }, BEST);
      }
    }
    return found === 0 ? [] : [{ channel, found, best: best.map(ranked) }];
  });
}

/** The kinds of source of the candidates: the searched cubes may hold others, which the caller may not see. */
export function kindsAmong(groups: readonly Candidates[]): SourceKind[] {
  const held = new Set<number>();
  for (const { evidence, slots } of groups) {
    for (const slot of slots) held.add(evidence.outline.kinds[slot] as number);
  }
  return sourceKinds.filter((_, kind) => held.has(kind));
}

function ranked({ memory, score }: Found, _: number, best: readonly Found[]) {
  return { memory, score, rank: 1 + best.findIndex((one) => one.score === score) };
}

function comesBefore(one: Found, other: Found): boolean {
  if (one.score !== other.score) return one.score > other.score;
  return one.sum > other.sum || (one.sum === other.sum && one.memory < other.memory);
}
