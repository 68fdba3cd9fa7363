import { analyse } from '../../language/terms/analyse.js';
import { joined, type Slot, slotOf, wordingOf } from '../../language/wording.js';
import { holdsTerm } from '../outline/term-slots.js';
import type { QueryTerm } from '../plan/understand.js';
import type { Put, Ranked } from '../score/fuse.js';
import type { IsOfAnother } from './persons.js';

/** Of the best so many, those that say another thing of the same are put in order of time. */
export const ORDERED = 50;
/** What scores less than this part of the first of its slot answers something else. */
const NEAR = 0.5;

/** Memories that hold the same words of the query, best first. */
export interface Rivals {
  held: ReadonlySet<string>;
  hits: Ranked[];
}

/**
 * Which of the ranked may fill the same slot: they hold the same words of the query, and score
 * alike. Their texts have to be looked at.
 */
export function rivalsAmong(ranked: readonly Ranked[], terms: readonly QueryTerm[]): Rivals[] {
  const groups = new Map<string, Rivals>();
  for (const hit of ranked.slice(0, ORDERED)) {
    const held = heldTerms(hit, terms);
    if (held.length === 0) continue;
    const key = held.join(' ');
    const group = groups.get(key) ?? { held: new Set(held), hits: [] };
    const [first = hit] = group.hits;
    if (hit.score >= first.score * NEAR) group.hits.push(hit);
    groups.set(key, group);
  }
  return [...groups.values()].filter(({ hits }) => hits.length > 1);
}

interface Wanted {
  /** What held first, or the first occasion. */
  oldest: boolean;
  /** What was said later comes behind. */
  until: number;
  isOfAnother: IsOfAnother;
  /** Whether all that hold the same words are wanted in order, in whatever wording: the times that one met Esra. */
  occasions?: boolean;
}

/**
 * Puts the newest of a slot where its best stood, and the others after it: what was said last holds.
 * Places and scores stay, so that what else was found is where it was. What was said after the time that is
 * asked about comes behind what had been said by then.
 *
 * @param textOf the texts of the rivals, by memory
 * @param asked whether the query asks for what held first, and until when
 * @returns the memories of each slot
 */
export function putNewestFirst(
  ranked: Ranked[],
  rivals: readonly Rivals[],
  textOf: (memory: number) => string | undefined,
  { oldest, until, isOfAnother, occasions = false }: Wanted,
): number[][] {
  const termsOf = remembered(analyse);
  const slots = rivals.flatMap((group) =>
    occasions ? [group.hits] : slotsOf(group, { textOf, termsOf, isOfAnother }),
  );
  for (const slot of slots) {
    const places = slot.map((hit) => ranked.indexOf(hit));
    const scores = slot.map(({ score }) => score);
    const late = (hit: Ranked) => Number(timeOf(hit) >= until);
    const inOrder = slot.toSorted(
      (one, other) => late(one) - late(other) || (oldest ? -1 : 1) * byTime(one, other),
    );
    inOrder.forEach((hit, at) => {
      if (hit === slot[at]) return;
      const [after, before] = [inOrder[at - 1]?.memory, inOrder[at + 1]?.memory];
      const put: Put = { first: oldest ? 'oldest' : 'newest', before, after };
      ranked[places[at] as number] = { ...hit, score: scores[at] as number, via: 'order', put };
    });
  }
  return slots.map((slot) => slot.map(({ memory }) => memory));
}

/** Those of a group that fill one slot, each with the first that it goes with; in order of rank. */
function slotsOf(
  { held, hits }: Rivals,
  {
    textOf,
    termsOf,
    isOfAnother,
  }: {
    textOf: (memory: number) => string | undefined;
    termsOf: TermsOf;
    isOfAnother: IsOfAnother;
  },
) {
  const isOfSame = (one: Ranked, other: Ranked) =>
    !isOfAnother(one, other) && !isOfAnother(other, one);
  const slots: { wording: string[]; hits: [Ranked, ...Ranked[]] }[] = [];
  for (const hit of hits) {
    const text = textOf(hit.memory);
    const wording = text === undefined ? undefined : wordingOf(text);
    if (!wording) continue;
    const known = slots.find(
      (slot) =>
        isAsked(slotOf(slot.wording, wording), held, termsOf) && isOfSame(hit, slot.hits[0]),
    );
    if (known) known.hits.push(hit);
    else slots.push({ wording, hits: [hit] });
  }
  return slots.map((slot) => slot.hits).filter((slot) => slot.length > 1);
}

/**
 * The words of the query must stand around the slot, or in it alike: where each text has another word of
 * the same stem there, they tell of two things.
 */
function isAsked(slot: Slot | undefined, held: ReadonlySet<string>, termsOf: TermsOf): boolean {
  if (!slot) return false;
  const around = slot.around.map((part) => termsOf(joined(part)));
  const [one, other] = slot.said;
  return [...held].every(
    (term) =>
      around.some((terms) => terms.includes(term)) ||
      wordsFor(term, one, termsOf) === wordsFor(term, other, termsOf),
  );
}

function wordsFor(term: string, units: readonly string[], termsOf: TermsOf): string {
  return units.filter((unit) => termsOf(unit).includes(term)).join(' ');
}

type TermsOf = (text: string) => readonly string[];

/** Texts of one slot are alike: the same words are met again and again. */
function remembered(analyser: TermsOf): TermsOf {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const terms = analyser(text);
    known.set(text, terms);
    return terms;
  };
}

/** The newer first; of the same moment the one that was kept later. */
export function byTime(one: Ranked, other: Ranked): number {
  return timeOf(other) - timeOf(one) || other.memory - one.memory;
}

export function timeOf({ among, at }: Ranked): number {
  const { outline } = among.evidence;
  const slot = among.slots[at] as number;
  return outline.bounded.get(slot)?.from ?? (outline.times[slot] as number);
}

function heldTerms({ among, at }: Ranked, terms: readonly QueryTerm[]): string[] {
  const held = among.evidence.terms;
  const slot = among.slots[at] as number;
  return terms.map(({ term }) => term).filter((term) => holdsTerm(held, term, slot));
}
