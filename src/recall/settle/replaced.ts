import { idf } from '../../language/bm25.js';
import { mayName } from '../../language/kin/light-words.js';
import { analyseQuery } from '../../language/terms/analyse.js';
import type { Outline } from '../outline/outline.js';
import type { HeldTerms } from '../outline/term-slots.js';
import { kindOf } from '../score/calibrate.js';
import type { Candidates, Ranked } from '../score/fuse.js';
import { hitAt } from './hops.js';
import { isBySame, moveBeside } from './matters.js';
import { byTime, timeOf } from './newest-first.js';

/** Places from which a newer note may put one. */
const PLACES = 2;
/** What stands there must have of the first score. */
const LEAST_SCORE = 0.5;
/** A word that more notes hold says of none what it replaced. */
const MOST_HOLDERS = 4;
/** Of the newer ones that hold most, so many are read. */
const MOST_READ = 4;
/** In terms: longer ones tell of many things. */
const LONGEST = 40;
/** Thinkpad → MacBook → the next one. */
const STEPS = 3;

export interface ReplacedOptions {
  /** Whether what a note calls so is what may have ended. */
  isMeant: (term: string) => boolean;
  /** Whether a text tells that what one of the terms names has ended. */
  tellsEnd: (text: string, terms: ReadonlySet<string>) => boolean;
  until: number;
  textsOf: (hits: readonly Ranked[]) => Promise<(memory: number) => string | undefined>;
  read: (outline: Outline, terms: readonly string[]) => Promise<HeldTerms>;
  allows: (among: Candidates, slot: number) => boolean;
}

/**
 * What takes the place of a thing is often told with the end of that thing, and without any word of the question: "My
 * laptop is a ThinkPad", then "Got a MacBook, the ThinkPad goes to Femi". A newer note of the same person that tells of
 * the end of what an older one names goes before it.
 *
 * @returns the memories of each succession, the newer first
 */
export async function putReplacementsFirst(
  ranked: Ranked[],
  options: ReplacedOptions,
): Promise<number[][]> {
  const inOrder: number[][] = [];
  const [{ score: highest } = { score: 0 }] = ranked;
  for (let place = 0; place < Math.min(PLACES, ranked.length); place++) {
    for (let step = 0; step < STEPS; step++) {
      const older = ranked[place] as Ranked;
      if (kindOf(older) !== 'note' || older.score < highest * LEAST_SCORE) break;
      const newer = await replacementOf(older, options);
      if (!newer) break;
      const known = ranked.findIndex(({ memory }) => memory === newer.memory);
      if (known >= 0 && known <= place) break;
      const at = known < 0 ? ranked.push(newer) - 1 : known;
      moveBeside(ranked, { at, place, put: { first: 'newest', before: older.memory } });
      inOrder.push([newer.memory, older.memory]);
    }
  }
  return inOrder;
}

async function replacementOf(
  older: Ranked,
  { isMeant, tellsEnd, until, textsOf, read, allows }: ReplacedOptions,
): Promise<Ranked | undefined> {
  const { among } = older;
  const { outline, count } = among.evidence;
  if (outline.partition === 'known') return undefined;
  const text = (await textsOf([older]))(older.memory);
  if (text === undefined) return undefined;
  const fresh = analyseQuery(text).terms.filter((term) => isMeant(term) && mayName(term));
  const held = await read(outline, fresh);
  const byWeight = new Map<number, { weight: number; terms: Set<string> }>();
  for (const term of fresh) {
    const slots = (held.get(term)?.slots ?? new Int32Array()).filter((slot) => slot < count);
    if (slots.length < 2 || slots.length > MOST_HOLDERS) continue;
    for (const slot of slots) {
      const { weight, terms } = byWeight.get(slot) ?? { weight: 0, terms: new Set() };
      byWeight.set(slot, { weight: weight + idf(count, slots.length), terms: terms.add(term) });
    }
  }
  const newer = [...byWeight]
    .filter(([slot]) => (outline.lengths[slot] as number) <= LONGEST && allows(among, slot))
    .map(([slot, { weight, terms }]) => ({ hit: hitAt(older, slot), weight, terms }))
    .filter(({ hit }) => byTime(hit, older) < 0 && timeOf(hit) < until && isBySame(hit, older))
    .toSorted((one, other) => other.weight - one.weight || byTime(one.hit, other.hit))
    .slice(0, MOST_READ);
  if (newer.length === 0) return undefined;
  const textOf = await textsOf(newer.map(({ hit }) => hit));
  return newer.find(({ hit, terms }) => tellsEnd(textOf(hit.memory) ?? '', terms))?.hit;
}
