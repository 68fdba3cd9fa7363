import { quantityAsked } from '../../language/asking/quantity.js';
import { countPairs, wordPairsOf } from '../../language/word-pairs.js';
import { kindOf } from './calibrate.js';
import { type ChannelName, channelNames } from './channels.js';
import type { Ranked } from './fuse.js';
import type { Weights } from './weights.js';

/** So many of the best are read, and put in order by what they say; of notes fewer, which say little each. */
const READ = 50;
const READ_OF_NOTES = 10;

/** A channel that needs the text of a memory. */
interface Reading {
  channel: ChannelName;
  valueOf: (text: string) => number;
}

/** Of these channels, those that the query asks anything of. */
function readingsOf(query: string, channels: (channel: ChannelName) => boolean): Reading[] {
  const readings: Reading[] = [];
  const pairs = channels('pairs') ? wordPairsOf(query) : [];
  if (pairs.length > 0) {
    readings.push({ channel: 'pairs', valueOf: (text) => Math.log1p(countPairs(text, pairs)) });
  }
  const quantityIn = channels('quantity') ? quantityAsked(query) : undefined;
  if (quantityIn) readings.push({ channel: 'quantity', valueOf: quantityIn });
  return readings;
}

/**
 * Fills in the channels that need texts, of the best alone, and for the kinds of source that weigh them.
 *
 * @returns whether any found something, so that the scores change
 */
export async function readBest(
  ranked: readonly Ranked[],
  { query, weights }: { query: string; weights: Weights },
  textsOf: (hits: readonly Ranked[]) => Promise<(memory: number) => string | undefined>,
): Promise<boolean> {
  const weighs = (hit: Ranked, channel: ChannelName) => weights[kindOf(hit)][channel] !== undefined;
  const best = ranked.slice(0, READ);
  // What no kind among them weighs is not worth preparing.
  const readings = readingsOf(query, (channel) => best.some((hit) => weighs(hit, channel)));
  const hits = best
    .filter((hit) => readings.some(({ channel }) => weighs(hit, channel)))
    .filter((hit, at) => at < READ_OF_NOTES || kindOf(hit) !== 'note');
  if (hits.length < 2) return false;
  const textOf = await textsOf(hits);
  let found = false;
  for (const hit of hits) {
    const text = textOf(hit.memory) ?? '';
    for (const reading of readings) {
      const value = weighs(hit, reading.channel) ? reading.valueOf(text) : 0;
      if (value === 0) continue;
      const column = hit.among.values[channelNames.indexOf(reading.channel)] as Float32Array;
      column[hit.at] = value;
      found = true;
    }
  }
  return found;
}
