import { analyse, analyseQuery } from '../../language/terms/analyse.js';
import { holdsTerm } from '../outline/term-slots.js';
import { NEVER, type QueryTerm } from '../plan/understand.js';
import { kindOf } from '../score/calibrate.js';
import type { Ranked } from '../score/fuse.js';
import { type Held, heldOf, isBySame, moveUp, shareOf } from './matters.js';
import { byTime } from './newest-first.js';

/** How notes call it; `language/asking/time.ts` knows how it is asked for. */
const PREVIOUS = analyse(
  `previous former ehemalige ehemaliger ehemaligen ehemaliges vorherige vorheriger vorherigen vorheriges
  frühere früherer früheren früheres`,
);
/** Of the best so many, the one before is looked for. */
const LOOKED_AT = 20;
/** Of the words of "before …", what the one that it names must hold. */
const LEAST_NAMED = 0.4;
/** Of the other words of the query that this one holds, what the one before it must hold. */
const LEAST_HELD = 0.3;
/** Of those that hold as many of them, but for this part, the newest is wanted. */
const AS_MANY = 0.1;
/** What it must have of the first's score; and of the best of these, where a newer one is wanted. */
const LEAST_SCORE = 0.25;
const AS_GOOD = 0.8;

/**
 * Puts first what held directly before another: of three managers the second, where the query asks for the
 * previous one. Before which one is told by the query ("before Vienna": the best that holds the words), else it
 * is the newest of the matter. What holds the same words of the query, of the same person, is one matter.
 *
 * @param before the words by which the query names what came after, if it does
 * @returns the memories in the order that is asked for
 */
export function putPreviousFirst(
  ranked: Ranked[],
  terms: readonly QueryTerm[],
  before: string | undefined,
): number[][] {
  const [first] = ranked;
  if (!first || kindOf(first) !== 'note' || tellsOfPrevious(first)) return [];
  const naming = new Set(before === undefined ? [] : analyseQuery(before).terms);
  const core = terms.filter(({ term, sameSaid }) => !naming.has(term) && sameSaid !== NEVER);
  const looked = ranked.slice(0, LOOKED_AT).filter((hit) => hit.score >= first.score * LEAST_SCORE);
  const named = terms.filter(({ term }) => naming.has(term));
  const after =
    namedAmong(looked, named) ?? newestOf([first, ...matterOf(first, looked, core)]) ?? first;
  const older = matterOf(
    after,
    looked.filter((hit) => byTime(hit, after) > 0),
    core,
  );
  const best = Math.max(...older.map(({ score }) => score));
  const previous = newestOf(older.filter(({ score }) => score >= best * AS_GOOD));
  if (!previous) return [];
  const at = ranked.indexOf(previous);
  if (at > 0) {
    moveUp(ranked, { at, place: 0, put: { first: 'previous', before: after.memory } });
  }
  return [[previous.memory, after.memory]];
}

/** Whether it calls something the previous one itself: then it is what is asked for. */
function tellsOfPrevious({ among, at }: Ranked): boolean {
  const slot = among.slots[at] as number;
  return PREVIOUS.some((term) => holdsTerm(among.evidence.terms, term, slot));
}

/** The best of those that hold most of the words. */
function namedAmong(hits: readonly Ranked[], words: readonly QueryTerm[]): Ranked | undefined {
  const all = words.reduce((sum, { idf }) => sum + idf + 1, 0);
  const shares = hits.map((hit) => weightOf(heldOf(hit, words)) / all);
  const most = Math.max(...shares);
  return most >= LEAST_NAMED ? hits[shares.indexOf(most)] : undefined;
}

/** Those that hold most of the words, and some of what this one holds of them. */
function matterOf(one: Ranked, hits: readonly Ranked[], words: readonly QueryTerm[]): Ranked[] {
  const held = heldOf(one, words);
  const others = hits
    .filter((hit) => hit !== one && isBySame(hit, one))
    .map((hit) => ({ hit, held: heldOf(hit, words) }))
    .filter(
      (other) =>
        other.held.size > 0 && (held.size === 0 || shareOf(held, other.held) >= LEAST_HELD),
    )
    .map(({ hit, held }) => ({ hit, weight: weightOf(held) }));
  const most = Math.max(...others.map(({ weight }) => weight));
  return others.filter(({ weight }) => weight >= most * (1 - AS_MANY)).map(({ hit }) => hit);
}

function weightOf(held: Held): number {
  return [...held.values()].reduce((sum, weight) => sum + weight, 0);
}

function newestOf(hits: readonly Ranked[]): Ranked | undefined {
  return hits.toSorted(byTime)[0];
}
