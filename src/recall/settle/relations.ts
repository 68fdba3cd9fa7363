import { isToldAsFirst, type RelationAsked, toldOf } from '../../language/kin/relations.js';
import { analyseQuery } from '../../language/terms/analyse.js';
import { holdsTerm } from '../outline/term-slots.js';
import { kindOf } from '../score/calibrate.js';
import type { Put, Ranked } from '../score/fuse.js';
import { isBySame, moveBeside } from './matters.js';
import { byTime, timeOf } from './newest-first.js';

/** Of the best so many notes, those that tell of the relation are looked for. */
const LOOKED_AT = 50;

/** Which of several is asked for. */
export interface WhichAsked {
  which: NonNullable<Put['first']>;
  /** The words by which the query names what came after, if it does. */
  before: string | undefined;
  /** When what is asked about ends: what was told later does not count. */
  until: number;
}

/** The notes among the best: in talk, what two people tell each other is told apart by nobody's words. */
export function notesAmong(ranked: readonly Ranked[]): Ranked[] {
  return ranked.slice(0, LOOKED_AT).filter((hit) => kindOf(hit) === 'note');
}

/**
 * Of the notes that tell of one relation (where somebody lives, which car they drive), in whatever words, puts the
 * newest of whom the question asks where the best of them stood; the oldest, or the one before the newest, where
 * the question asks for it. It has to hold what else of the query any of them holds.
 *
 * @returns the memories in the order that is asked for, none where none is to be put; undefined where none tells of the relation
 */
export function putRelationInOrder(
  ranked: Ranked[],
  textOf: (memory: number) => string | undefined,
  asked: RelationAsked,
  { which, before, until }: WhichAsked,
): number[][] | undefined {
  const { relation, whose, rest } = asked;
  const telling = notesAmong(ranked).flatMap((hit) => {
    const told = toldOf(relation, textOf(hit.memory) ?? '');
    return told.size === 0 ? [] : [{ hit, told }];
  });
  const [best] = telling;
  if (!best) return undefined;
  const wanted = analyseQuery(rest).terms.filter((term) =>
    telling.some(({ hit }) => holds(hit, term)),
  );
  // Who or what is asked of is nobody that is told of.
  if (whose === 'other' && wanted.length === 0) return [];
  const inOrder = telling
    .filter(({ hit, told }) => isBySame(hit, best.hit) && (!whose || told.has(whose)))
    .map(({ hit }) => hit)
    .filter((hit) => wanted.every((term) => holds(hit, term)) && timeOf(hit) < until)
    .toSorted(byTime);
  const after = before === undefined ? undefined : newestHolding(before, ranked, best.hit);
  const calledFirst = notesAmong(ranked).find((hit) =>
    isToldAsFirst(asked, textOf(hit.memory) ?? ''),
  );
  const first = {
    newest: () => inOrder[0],
    oldest: () => calledFirst ?? inOrder.at(-1),
    previous: () => (after ? inOrder.find((hit) => byTime(hit, after) > 0) : inOrder[1]),
  }[which]();
  if (!first) return [];
  // Nothing else is asked: then what tells of it comes before all that shares a word.
  const place = rest === '' ? 0 : ranked.indexOf(best.hit);
  const at = ranked.indexOf(first);
  if (at > place) {
    const put: Put = { first: which, before: (ranked[place] as Ranked).memory };
    moveBeside(ranked, { at, place, put });
  }
  const isOfOthers = telling.some(({ told }) => whose !== undefined && !told.has(whose));
  if (inOrder.length === 1 && !after && !isOfOthers) return [];
  return [[first.memory, ...inOrder.filter((hit) => hit !== first).map(({ memory }) => memory)]];
}

/** The newest of the same person's that holds all of these words. */
function newestHolding(words: string, ranked: readonly Ranked[], like: Ranked): Ranked | undefined {
  const { terms } = analyseQuery(words);
  return notesAmong(ranked)
    .filter((hit) => isBySame(hit, like) && terms.every((term) => holds(hit, term)))
    .toSorted(byTime)[0];
}

function holds({ among, at }: Ranked, term: string): boolean {
  return holdsTerm(among.evidence.terms, term, among.slots[at] as number);
}
