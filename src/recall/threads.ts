import { analyse } from '../language/analyse.js';
import { tellsOfChange, type ChangesAsked } from './changes.js';
import type { Ranked } from './fuse.js';
import { type HopOptions, single } from './hops.js';
import { isBySame, moveUp, tellsOfOthersOnly } from './matters.js';
import { byTime, timeOf } from './newest-first.js';
import { type HeldTerms, NOTE, slotsBefore } from './outline.js';
import { queryTerms } from './understand.js';

/** A text says first what it is about: in terms, and in characters that hold so many. */
const OPENING = 3;
const MOST_OPENING = 120;
/** A word that more notes hold tells of many matters; of few notes, so many may. */
const RARE_SHARE = 0.02;
const RARE = 4;
/** Of so many that hold such a word, the newest, the texts are read. */
const MOST_READ = 8;

const NAMES = /(?<=[\p{L}\p{N},] ["“']?)\p{Lu}\p{L}{2,}/gu;
const WORD = /^\p{L}{3,}$/u;
/** Days tell when, not what about. */
const DATES = new Set(
  analyse(
    `monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december`,
  ),
);

/**
 * Puts before the best note a newer one that takes up its matter by a change, though it holds other words of
 * the query or none: "Daily stand-up at 9:15", then "No more dailies, we write a line in the chat". It opens
 * with a rare word that the best opens with, too, or that is a name there.
 *
 * @returns the memories in the order that is asked for
 */
export async function putFollowerFirst(
  ranked: Ranked[],
  { ofSelf, until }: ChangesAsked,
  { textOf, read, allows }: Pick<HopOptions, 'textOf' | 'read' | 'allows'>,
): Promise<number[][]> {
  const [best] = ranked;
  if (!best) return [];
  const { among } = best;
  const { outline, count } = among.evidence;
  const slot = among.slots[best.at] as number;
  if (outline.partition === 'known' || outline.kinds[slot] !== NOTE) return [];
  const text = await textOf(best.memory);
  const words = text === undefined ? [] : topicsOf(text);
  const sharing = slotsSharing(words, await read(outline, words), count);
  const followers = [...sharing]
    .filter(([other]) => other !== slot && allows(among, other))
    .map(([other, shared]) => ({ hit: hitOf(best, other), shared }))
    .filter(
      ({ hit }) =>
        tellsOfChange(hit) &&
        byTime(hit, best) < 0 &&
        timeOf(hit) < until &&
        isBySame(hit, best) &&
        !(ofSelf && tellsOfOthersOnly(hit, best)),
    )
    .toSorted((one, other) => byTime(one.hit, other.hit))
    .slice(0, MOST_READ)
    .toSorted((one, other) => other.shared.length - one.shared.length);
  for (const { hit, shared } of followers) {
    const opening = openingOf((await textOf(hit.memory)) ?? '');
    if (!opening.some((word) => shared.includes(word))) continue;
    const known = ranked.findIndex(({ memory }) => memory === hit.memory);
    if (known < 0) ranked.push({ ...hit, score: (ranked.at(-1) ?? best).score });
    const at = known < 0 ? ranked.length - 1 : known;
    moveUp(ranked, { at, place: 0, put: { first: 'newest', before: best.memory } });
    return [[hit.memory, best.memory]];
  }
  return [];
}

/** The words that a text opens with, and its names. */
function topicsOf(text: string): string[] {
  const names = (text.match(NAMES) ?? []).flatMap((name) => analyse(name));
  return [...new Set([...openingOf(text), ...names])].filter(
    (word) => WORD.test(word) && !DATES.has(word),
  );
}

/** Without words of grammar, in whatever language: those are rare among notes in another. */
function openingOf(text: string): string[] {
  return queryTerms(text.slice(0, MOST_OPENING)).slice(0, OPENING);
}

/** By slot, the rare ones of the words that it holds. */
function slotsSharing(
  words: readonly string[],
  held: HeldTerms,
  count: number,
): Map<number, string[]> {
  const sharing = new Map<number, string[]>();
  for (const word of words) {
    const found = held.get(word);
    const slots = found ? slotsBefore(found, count) : new Int32Array();
    if (slots.length > Math.max(RARE, count * RARE_SHARE)) continue;
    for (const slot of slots) sharing.set(slot, [...(sharing.get(slot) ?? []), word]);
  }
  return sharing;
}

/** What no channel need have found; its score is that of the place where it comes to stand. */
function hitOf({ among, score }: Ranked, slot: number): Ranked {
  const memory = among.evidence.outline.memories[slot] as number;
  return { among: single(among, slot), at: 0, memory, score };
}
