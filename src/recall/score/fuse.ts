import { type Outline, sourceKinds } from '../outline/outline.js';
import { type ChannelName, channelNames, channels, type Evidence } from './channels.js';
import type { Weights } from './weights.js';

const DATE = channelNames.indexOf('date');
const WORDS = channelNames.indexOf('words');
/** Of full marks; chosen on LoCoMo and its observations, by the likelihood of scores. */
const DATED_MARKS = 0.4;

/** What the channels found in one cube: columns of equal length, a place for each candidate. */
export interface Candidates {
  evidence: Evidence;
  slots: Int32Array;
  /**
   * Raw scores: a column for each channel, in the order of `channelNames`. Empty for one that no kind of
   * source in the searched parts weighs, or that this query asks nothing of.
   */
  values: readonly Float32Array[];
  /** From 0 to 1, once fused. */
  scores: Float32Array;
}

/** One candidate. */
export interface Ranked {
  among: Candidates;
  at: number;
  memory: number;
  score: number;
  /** What put it at its place, where the channels alone did not. */
  via?: 'order' | 'hop' | 'rerank' | 'diversity' | undefined;
  /** Of an order or a hop. */
  put?: Put | undefined;
}

/** Beside which memories a candidate was put. */
export interface Put {
  /** Which of those that say another thing of the same comes first. */
  first?: 'newest' | 'oldest' | 'previous';
  before?: number | undefined;
  after?: number | undefined;
  /** The one that led to it. */
  from?: number;
}

/** Where nothing is nearer than this, the differences are noise and must not be blown up. */
const LEAST_NEAR = 0.4;

/** Weight by channel in the order of `channelNames`, one row for each kind of source. */
export type WeightTable = readonly Float32Array[];

export function weightTable(weights: Weights): WeightTable {
  return sourceKinds.map((kind) =>
    Float32Array.from(channelNames, (name) => weights[kind][name] ?? 0),
  );
}

const NOTHING = new Float32Array();

/** By channel, whether a search asks anything of it. */
export type AskedChannels = Readonly<Record<ChannelName, boolean>>;

/**
 * Tells which channels any kind of source in the searched parts weighs. There are few sets of kinds, and making such a
 * table anew took a hundredth of a search.
 *
 * @param all whether channels are asked too that nothing weighs
 */
export function channelsAsked(
  table: WeightTable,
  all: boolean,
): (outlines: readonly Outline[]) => AskedChannels {
  const known = new Map<number, AskedChannels>();
  return (outlines) => {
    const kinds = outlines.reduce((bits, { kindsHeld }) => bits | kindsHeld, 0);
    const before = known.get(kinds);
    if (before) return before;
    const isWeighed = (channel: number) =>
      table.some((row, kind) => ((kinds >> kind) & 1) === 1 && row[channel] !== 0);
    const asked = Object.fromEntries(
      // `words` is what others are divided by.
      channelNames.map((name, channel) => [name, all || name === 'words' || isWeighed(channel)]),
    ) as Record<ChannelName, boolean>;
    known.set(kinds, asked);
    return asked;
  };
}

/** Every candidate of the searched parts, with what each channel makes of it. */
export function gatherAll(evidence: readonly Evidence[], asked: AskedChannels): Candidates[] {
  return evidence.map((one) => gather(one, asked));
}

/**
 * Every memory that holds a word of the query, stands beside one that does, is near by vector,
 * happened when the query asks about, or holds a phrase of it.
 */
function gather(evidence: Evidence, asked: AskedChannels): Candidates {
  const { words, alike, dated, phrases } = evidence;
  // Where no turn lends its words to others, nothing else has context.
  const holders = asked.context ? words.context : words.words;
  const found = holders.slots();
  // Who holds a word has context too, so only what is near by vector, date or phrase alone comes on top.
  const besides = new Set([...alike, ...dated, ...phrases.keys()]);
  const others = [...besides].filter((slot) => slot >= 0 && holders.at(slot) === 0);
  const slots = new Int32Array(found.length + others.length);
  slots.set(found);
  slots.set(others, found.length);
  const values = channelNames.map(
    (name) => (asked[name] && channels[name].column(evidence, slots)) || NOTHING,
  );
  return { evidence, slots, values, scores: new Float32Array(slots.length) };
}

/**
 * A weighted sum of channels, each divided by its highest score for this query. It beat reciprocal
 * rank fusion (k = 60) by up to four points of recall, which throws the margins away.
 *
 * @param coverage how much of the query the best match holds, from 0 to 1: scales all scores, so
 *   that a query without an answer gets low ones
 * @returns by channel, what it was divided by; 0 for one that found nothing
 */
export function fuse(
  groups: readonly Candidates[],
  table: WeightTable,
  coverage: number,
): Float32Array {
  const highest = highestOf(groups);
  const fullMarks = fullMarksOf(highest, table);
  // By channel, what a raw score counts for each kind of source.
  const shares = channelNames.map((_, channel) =>
    table.map((row) => (row[channel] as number) / (highest[channel] as number)),
  );
  for (const { evidence, slots, values, scores } of groups) {
    scores.fill(0);
    const { kinds: kindOf } = evidence.outline;
    const kinds = slots.map((slot) => kindOf[slot] as number);
    values.forEach((column, channel) => {
      if (highest[channel] === 0 || column.length === 0) return;
      const share = shares[channel] as number[];
      for (let at = 0; at < slots.length; at++) {
        const weighed = (share[kinds[at] as number] as number) * (column[at] as number);
        scores[at] = (scores[at] as number) + weighed;
      }
    });
    for (let at = 0; at < slots.length; at++) {
      const full = fullMarks[kinds[at] as number] as number;
      scores[at] = (coverage * Math.max(0, scores[at] as number)) / full;
    }
  }
  return highest;
}

/** Best first; of equals the older memory, so that the order is always the same. */
export function rank(groups: readonly Candidates[], limit: number): Ranked[] {
  const best: Ranked[] = [];
  for (const among of groups) {
    const { evidence, slots, scores } = among;
    for (let at = 0; at < slots.length; at++) {
      const score = scores[at] as number;
      const worst = best.length < limit ? 0 : (best.at(-1)?.score ?? 0);
      if (score === 0 || score < worst) continue;
      const memory = evidence.outline.memories[slots[at] as number] as number;
      insert(best, { among, at, memory, score });
      if (best.length > limit) best.pop();
    }
  }
  return best;
}

/** Puts one at the place of its score, unless it stands higher already. */
export function raise(best: Ranked[], one: Ranked): void {
  const before = best.findIndex(({ memory }) => memory === one.memory);
  if (before >= 0 && (best[before]?.score ?? 0) >= one.score) return;
  // As the channels found it, so that the trace can tell.
  const [found = one] = before < 0 ? [] : best.splice(before, 1);
  insert(best, { ...found, score: one.score, via: 'hop', put: one.put });
}

function insert(best: Ranked[], one: Ranked): void {
  let place = best.length;
  while (place > 0 && comesBefore(one, best[place - 1] as Ranked)) place -= 1;
  best.splice(place, 0, one);
}

function comesBefore(one: Ranked, other: Ranked): boolean {
  return one.score > other.score || (one.score === other.score && one.memory < other.memory);
}

export interface ChannelShare {
  channel: ChannelName;
  weight: number;
  score: number;
  share: number;
}

/** What each channel that found anything, and counts for this kind of source, added to a candidate's sum. */
export function sharesOf(
  { among, at }: Ranked,
  highest: Float32Array,
  table: WeightTable,
): ChannelShare[] {
  const kind = among.evidence.outline.kinds[among.slots[at] as number] as number;
  return channelNames.flatMap((channel, index) => {
    const weight = table[kind]?.[index] ?? 0;
    const most = highest[index] as number;
    if (weight === 0 || most === 0) return [];
    const score = among.values[index]?.[at] ?? 0;
    return [{ channel, weight, score, share: (weight * score) / most }];
  });
}

/**
 * By kind of source, what a candidate gets that has everything. What a query does not ask about counts for nothing: one
 * without a date must not score lower for it. Of whom words tell, who was not then lacks little: what was told before
 * may hold still, as the password of January does in March.
 */
function fullMarksOf(highest: Float32Array, table: WeightTable): number[] {
  const dated = highest[WORDS] === 0 ? Infinity : DATED_MARKS;
  const marksOf = (weight: number, at: number) =>
    highest[at] === 0 ? 0 : Math.min(Math.max(0, weight), at === DATE ? dated : Infinity);
  return table.map((row) => row.reduce((sum, weight, at) => sum + marksOf(weight, at), 0));
}

/** What each channel is divided by; 0 for one that found nothing. */
function highestOf(groups: readonly Candidates[]): Float32Array {
  const own = Float32Array.from(channelNames, (_, channel) =>
    Math.max(0, ...groups.map(({ values }) => highestIn(values[channel]))),
  );
  const words = own[channelNames.indexOf('words')] as number;
  return own.map((most, index) => {
    const { scale } = channels[channelNames[index] as ChannelName];
    if (most === 0) return 0;
    if (scale === 'none') return 1;
    if (scale === 'near') return Math.max(most, LEAST_NEAR);
    return scale === 'words' ? words : most;
  });
}

function highestIn(column: Float32Array = NOTHING): number {
  let highest = 0;
  // By index: `for … of` took a tenth of a search of 100,000 memories.
  for (let at = 0; at < column.length; at++) {
    if ((column[at] as number) > highest) highest = column[at] as number;
  }
  return highest;
}
