import type { Trace } from '../../model/trace.js';
import type { CubeState } from '../../store/port.js';
import { ALWAYS, type Mask, maskOf, type Moment } from '../outline/mask.js';
import type { Outline } from '../outline/outline.js';
import { keepOnly, type Plan, type Planner, without } from '../plan/plan.js';
import type { QueryTerm } from '../plan/understand.js';
import type { IndexReader } from '../read/index-reader.js';
import { insertBest } from '../score/best-of.js';
import { channelNames } from '../score/channels.js';
import type { Candidates } from '../score/fuse.js';
import { newWordScores, scoreWords, type WordScores, type WordStatistics } from '../score/words.js';

/** A memory that fits the words of a query, and that its validity or the filter left out. */
export interface Closed {
  memory: number;
  /** Of its own words, as the channel `words` scores them. */
  words: number;
  reason: NonNullable<Trace['closed']>[number]['reason'];
}

interface ClosedSearch {
  plan: Plan;
  states: readonly CubeState[];
  candidates: readonly Candidates[];
  terms: readonly QueryTerm[];
  statistics: WordStatistics;
  /** By channel, of what was not closed. */
  highest: Float32Array;
}

/** A part of a cube, with what the search read of it: of the past that it left alone, nothing. */
interface Part {
  outline: Outline;
  count: number;
  mask: Mask;
}

const TOLD = 20;
/** What scores less than this part of the best would not have been missed. */
const NEAR = 0.5;
const WORDS = channelNames.indexOf('words');
const WORDS_ALONE = { context: false, sessions: false, best: false };
const BEST = { most: TOLD, isBefore: comesBefore };

/**
 * Which memories would have been found by their words, but for their validity or the filter; best first. What the
 * scope, the key or access rules close is none of these, so that nobody is told of what may not be read.
 */
export async function closedAmong(
  { plan, states, candidates, terms, statistics, highest }: ClosedSearch,
  { planner, reader }: { planner: Planner; reader: IndexReader },
): Promise<Closed[]> {
  const ruled = await planner.ruled(plan.query, states);
  const beside = await planner.pastBeside(plan, states);
  const evidence = candidates.map((part) => part.evidence);
  const read = evidence.filter(({ outline }) => outline.partition !== 'known');
  const outlines = [...read.map(({ outline }) => outline), ...beside];
  const scores = newWordScores();
  const wanted = terms.map(({ term }) => term);
  const best: Closed[] = [];
  await reader.postings(outlines, wanted, () => {
    for (const part of [...read, ...beside.map(closedWhole)]) {
      const mask = closedMask(part, plan, ruled.get(part.outline.state.no));
      if (!mask) continue;
      scoreWords(part.outline, terms, mask, { statistics, wanted: WORDS_ALONE }, scores);
      addBest(best, part.outline, scores, plan.moment);
    }
  });
  const least = NEAR * Math.max(highest[WORDS] as number, best[0]?.words ?? 0);
  return best.filter(({ words }) => words >= least);
}

function closedWhole(outline: Outline): Part {
  return { outline, count: outline.count, mask: new Uint8Array(outline.count) };
}

/** 1 for what the scope and the rules leave, and the search does not read. */
function closedMask(
  { outline, count, mask }: Part,
  { query, changed }: Plan,
  ruled: Int32Array | undefined,
): Uint8Array | undefined {
  if (mask === null) return undefined;
  const scoped = maskOf(outline, query.reach, ALWAYS);
  const seen = without(ruled ? keepOnly(scoped, outline, ruled) : scoped, outline, changed);
  return seen.map((open, slot) => (slot < count ? open & (1 - (mask[slot] as number)) : 0));
}

function addBest(best: Closed[], outline: Outline, { words }: WordScores, moment: Moment): void {
  for (const slot of words.slots()) {
    const score = words.at(slot);
    // Most are none of the best: nothing is made for them.
    if (best.length === TOLD && score < (best[TOLD - 1] as Closed).words) continue;
    const memory = outline.memories[slot] as number;
    insertBest(best, { memory, words: score, reason: reasonOf(outline, slot, moment) }, BEST);
  }
}

/** The first that holds, as they are counted. */
function reasonOf({ bounded }: Outline, slot: number, moment: Moment): Closed['reason'] {
  const { from = null, to = null, expires = null } = bounded.get(slot) ?? {};
  if (from !== null && from > moment.held) return 'not_yet';
  if (to !== null && to <= moment.held && !moment.ended) return 'ended';
  return expires !== null && expires <= moment.known ? 'expired' : 'filter';
}

function comesBefore(one: Closed, other: Closed): boolean {
  return one.words > other.words || (one.words === other.words && one.memory < other.memory);
}
