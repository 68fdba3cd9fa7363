import { fillsSameSlot, wordingOf } from '../language/wording.js';
import type { Ranked } from './fuse.js';
import type { QueryTerm } from './understand.js';

/** Of the best so many, those that say another thing of the same are put in order of time. */
export const ORDERED = 50;
/** What scores less than this part of the first of its slot answers something else. */
const NEAR = 0.5;

/**
 * Which of the ranked may fill the same slot: they hold the same words of the query, and score
 * alike. Their texts have to be looked at.
 */
export function rivalsAmong(ranked: readonly Ranked[], terms: readonly QueryTerm[]): Ranked[][] {
  const groups = new Map<string, Ranked[]>();
  for (const hit of ranked.slice(0, ORDERED)) {
    const key = heldTerms(hit, terms);
    if (key === '') continue;
    const group = groups.get(key) ?? [];
    const [first = hit] = group;
    if (hit.score >= first.score * NEAR) groups.set(key, [...group, hit]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/**
 * Puts the newest of a slot where its best stood, and the others after it: what was said last holds.
 * Places and scores stay, so that what else was found is where it was.
 *
 * @param textOf the texts of the rivals, by memory
 * @param oldest whether the query asks for what held first
 */
export function putNewestFirst(
  ranked: Ranked[],
  rivals: readonly Ranked[][],
  textOf: (memory: number) => string | undefined,
  oldest: boolean,
): void {
  for (const slot of rivals.flatMap((group) => slotsOf(group, textOf))) {
    const places = slot.map((hit) => ranked.indexOf(hit));
    const scores = slot.map(({ score }) => score);
    const inOrder = slot.toSorted((one, other) => (oldest ? -1 : 1) * byTime(one, other));
    inOrder.forEach((hit, at) => {
      if (hit === slot[at]) return;
      ranked[places[at] as number] = { ...hit, score: scores[at] as number, via: 'order' };
    });
  }
}

/** Those of a group that fill one slot, each with the first that it goes with; in order of rank. */
function slotsOf(group: readonly Ranked[], textOf: (memory: number) => string | undefined) {
  const slots: { wording: string[]; hits: Ranked[] }[] = [];
  for (const hit of group) {
    const text = textOf(hit.memory);
    const wording = text === undefined ? undefined : wordingOf(text);
    if (!wording) continue;
    const known = slots.find((slot) => fillsSameSlot(slot.wording, wording));
    if (known) known.hits.push(hit);
    else slots.push({ wording, hits: [hit] });
  }
  return slots.map(({ hits }) => hits).filter((hits) => hits.length > 1);
}

/** The newer first; of the same moment the one that was kept later. */
function byTime(one: Ranked, other: Ranked): number {
  return timeOf(other) - timeOf(one) || other.memory - one.memory;
}

function timeOf({ among, at }: Ranked): number {
  const { outline } = among.evidence;
  const slot = among.slots[at] as number;
  return outline.bounded.get(slot)?.from ?? (outline.times[slot] as number);
}

function heldTerms({ among, at }: Ranked, terms: readonly QueryTerm[]): string {
  const { outline } = among.evidence;
  const slot = among.slots[at] as number;
  return terms
    .filter(({ term }) => holds(outline.term(term)?.slots, slot))
    .map(({ term }) => term)
    .join(' ');
}

/** By halves: slots ascend. */
function holds(slots: Int32Array | undefined, slot: number): boolean {
  if (!slots) return false;
  let [low, high] = [0, slots.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slots[middle] as number) < slot) low = middle + 1;
    else high = middle;
  }
  return slots[low] === slot;
}
