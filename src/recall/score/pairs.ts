import { countPairs, wordPairsOf } from '../../language/word-pairs.js';
import { kindOf } from './calibrate.js';
import { channelNames } from './channels.js';
import type { Ranked } from './fuse.js';
import type { Weights } from './weights.js';

/** So many of the best are read, and put in order by what they say; of notes fewer, which say little each. */
const READ = 50;
const READ_OF_NOTES = 10;
const PAIRS = channelNames.indexOf('pairs');

/**
 * Fills in the channel that needs the texts: which of the best hold words side by side that stand so in
 * the query. Read for the kinds of source alone that weigh it.
 *
 * @returns whether any does, so that the scores change
 */
export async function fillPairs(
  ranked: readonly Ranked[],
  { query, weights }: { query: string; weights: Weights },
  textsOf: (hits: readonly Ranked[]) => Promise<(memory: number) => string | undefined>,
): Promise<boolean> {
  const hits = ranked
    .slice(0, READ)
    .filter((hit) => weights[kindOf(hit)].pairs !== undefined)
    .filter((hit, at) => at < READ_OF_NOTES || kindOf(hit) !== 'note');
  const pairs = hits.length < 2 ? [] : wordPairsOf(query);
  if (pairs.length === 0) return false;
  const textOf = await textsOf(hits);
  let found = false;
  for (const { among, at, memory } of hits) {
    const count = countPairs(textOf(memory) ?? '', pairs);
    if (count === 0) continue;
    (among.values[PAIRS] as Float32Array)[at] = Math.log1p(count);
    found = true;
  }
  return found;
}
