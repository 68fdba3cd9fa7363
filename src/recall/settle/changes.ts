import { cue } from '../../language/cues.js';
import type { QueryTerm } from '../plan/understand.js';
import { kindOf } from '../score/calibrate.js';
import type { Ranked } from '../score/fuse.js';
import { type Held, heldOf, isBySame, moveUp, shareOf } from './matters.js';
import { byTime, timeOf } from './newest-first.js';
import type { IsOfAnother } from './persons.js';

/** Places from which another one may put a memory. */
const PLACES = 10;
/** Of the best so many, others are looked for. */
export const LOOKED_AT = 50;
/** In terms: longer ones tell of many things. Where pairs of characters are terms, a word is several. */
const LONGEST = 40;
const LONGEST_IN_PAIRS = 160;
/**
 * What the one that is wanted must have of the score of the other, and of the words of the query that the other
 * holds. Less where pairs are terms, since one that stands between two words is rare, and makes who has both
 * side by side look better.
 */
const LEAST = { score: 0.5, words: 0.55 };
const LEAST_IN_PAIRS = { score: 0.4, words: 0.5 };
/** Likewise of notes where the newer one tells of no change: they say another thing of the same. */
const LEAST_OF_TIES = { score: 0.8, words: 0.95 };
/** Of those that hold as many of these words, but for this part, the newest is wanted, or the oldest. */
const AS_MANY = 0.1;

/** What a query asks for. */
export interface ChangesAsked {
  /** What held first, not what holds now. */
  first: boolean;
  /** It is sure to. */
  sure: boolean;
  /**
   * Its terms are pairs of characters, and its verbs tell no tense: Chinese, Japanese, Korean. There, notes
   * that tell of no change are put in order too; in English it cost FactConsolidation a point.
   */
  inPairs: boolean;
  /**
   * What may tell in a note of what is asked, in other words: "Picked up the Kia" of the car. None for what was
   * first, which is told in plain words, nor in pairs: there it cost Chinese notes a point.
   */
  inOtherWords: readonly QueryTerm[];
  /** When what is asked about ends: what changed later does not count. */
  until: number;
  /** Of whom the query does not ask; missing: not looked at. */
  isOfAnother?: IsOfAnother;
}

/**
 * A newer memory of the same person that tells of a change ("now", "moved to", 改成) and holds what the
 * older one holds of the query goes before it: "My manager is Dana", then "My new manager is Lee". Where the
 * query asks for what was first, the older one goes before it. What people tell each other is full of news, so there the query has to ask for one of the two.
 *
 * @returns the memories of each change, in the order that is asked for
 */
export function putChangesInOrder(
  ranked: Ranked[],
  terms: readonly QueryTerm[],
  asked: ChangesAsked,
): number[][] {
  const changes: number[][] = [];
  const heldBy = remembered((hit) => heldOf(hit, terms));
  const toldBy = remembered((hit) => heldOf(hit, [...terms, ...asked.inOtherWords]));
  const inWords: Shares = (here, hit) => shareOf(heldBy(here), heldBy(hit));
  const inOtherWords: Shares = (here, hit) =>
    kindOf(here) === 'note'
      ? Math.max(inWords(here, hit), shareOf(toldBy(here), toldBy(hit)))
      : inWords(here, hit);
  for (let place = 0; place < Math.min(PLACES, ranked.length); place++) {
    const before = ranked[place] as Ranked;
    if (!asked.sure && kindOf(before) === 'peers') continue;
    // Further down they moved what answers something else.
    const shareWith = place === 0 ? inOtherWords : inWords;
    const at = wantedBefore(ranked, place, shareWith, asked);
    if (at === undefined) continue;
    const wanted = ranked[at] as Ranked;
    const first = asked.first ? 'oldest' : 'newest';
    moveUp(ranked, { at, place, put: { first, before: before.memory } });
    changes.push([wanted.memory, before.memory]);
  }
  return changes;
}

/** Where the newest, or oldest, stands of those that belong before the one at this place. */
function wantedBefore(
  ranked: readonly Ranked[],
  place: number,
  shareWith: Shares,
  { first, inPairs, until, isOfAnother }: ChangesAsked,
): number | undefined {
  const here = ranked[place] as Ranked;
  const longest = inPairs ? LONGEST_IN_PAIRS : LONGEST;
  const least = inPairs ? LEAST_IN_PAIRS : LEAST;
  const isWanted = (one: Ranked, than: Ranked) =>
    (first ? byTime(than, one) : byTime(one, than)) < 0;
  let best: { at: number; hit: Ranked; share: number } | undefined;
  for (let at = place + 1; at < Math.min(LOOKED_AT, ranked.length); at++) {
    const hit = ranked[at] as Ranked;
    const part = hit.score / here.score;
    if (part < least.score) break;
    if (!first && timeOf(hit) >= until) continue;
    const changes = tellsOfChange(first ? here : hit, longest);
    const isTie = inPairs && part >= LEAST_OF_TIES.score && kindOf(here) === 'note';
    if ((!changes && !isTie) || !isWanted(hit, here) || !isBySame(hit, here)) continue;
    if (isOfAnother?.(hit, here)) continue;
    const share = shareWith(here, hit);
    if (share < (changes ? least : LEAST_OF_TIES).words) continue;
    const more = share - (best?.share ?? -Infinity);
    const isBetter = more > AS_MANY || (more >= -AS_MANY && best && isWanted(hit, best.hit));
    if (isBetter) best = { at, hit, share };
  }
  return best?.at;
}

/** How much of what one holds of the query the other holds. */
type Shares = (one: Ranked, other: Ranked) => number;

function remembered(held: (hit: Ranked) => Held): (hit: Ranked) => Held {
  const known = new Map<number, Held>();
  return (hit) => {
    const before = known.get(hit.memory) ?? held(hit);
    known.set(hit.memory, before);
    return before;
  };
}

function tellsOfChange({ among, at }: Ranked, longest: number): boolean {
  const { outline } = among.evidence;
  const cues = outline.cues[among.slots[at] as number] as number;
  const isShort = (outline.lengths[among.slots[at] as number] as number) <= longest;
  return isShort && (cues & cue.changes) !== 0 && (cues & cue.asks) === 0;
}
