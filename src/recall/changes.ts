import { cue } from '../language/cues.js';
import { timeOf } from './newest-first.js';
import { kindOf } from './calibrate.js';
import type { Ranked } from './fuse.js';
import { holdsTerm } from './outline.js';
import type { QueryTerm } from './understand.js';

/** Places from which a newer statement may put an older one. */
const PLACES = 10;
/** Of the best so many, newer ones are looked for. */
const LOOKED_AT = 50;
/** In terms: longer ones tell of many things. */
const LONGEST = 40;
/** What a newer one must have of the score, and of the words of the query, that the older one has. */
const LEAST_SCORE = 0.5;
const LEAST_WORDS = 0.55;

/**
 * A newer memory of the same person that tells of a change ("now", "moved to", 改成) and holds what the
 * older one holds of the query goes before it: "My manager is Dana", then "My new manager is Lee". Only
 * its cues are looked at, so that no text is read. What people tell each other is full of news, so there
 * the query has to ask for now.
 *
 * @param now whether the query is sure to ask for what holds now
 * @param until when what is asked for ends: what changed later does not count
 * @returns the memories of each change, the newer first
 */
export function putChangesFirst(
  ranked: Ranked[],
  terms: readonly QueryTerm[],
  now: boolean,
  until: number,
): number[][] {
  const changes: number[][] = [];
  for (let place = 0; place < Math.min(PLACES, ranked.length); place++) {
    const older = ranked[place] as Ranked;
    if (!now && kindOf(older) === 'peers') continue;
    const at = newestChange(ranked, place, terms, until);
    if (at === undefined) continue;
    const newer = ranked[at] as Ranked;
    const scores = ranked.slice(place, at + 1).map(({ score }) => score);
    ranked.splice(at, 1);
    ranked.splice(place, 0, { ...newer, via: 'order' });
    scores.forEach((score, step) => {
      ranked[place + step] = { ...(ranked[place + step] as Ranked), score };
    });
    changes.push([newer.memory, older.memory]);
  }
  return changes;
}

function newestChange(
  ranked: readonly Ranked[],
  place: number,
  terms: readonly QueryTerm[],
  until: number,
): number | undefined {
  const older = ranked[place] as Ranked;
  let found: number | undefined;
  for (let at = place + 1; at < Math.min(LOOKED_AT, ranked.length); at++) {
    const newer = ranked[at] as Ranked;
    if (newer.score < LEAST_SCORE * older.score) break;
    if (!tellsOfChange(newer) || !isBySame(newer, older) || timeOf(newer) >= until) continue;
    if (timeOf(newer) <= timeOf(found === undefined ? older : (ranked[found] as Ranked))) continue;
    if (holdsWordsOf(newer, older, terms)) found = at;
  }
  return found;
}

function tellsOfChange({ among, at }: Ranked): boolean {
  const { outline } = among.evidence;
  const cues = outline.cues[among.slots[at] as number] as number;
  const isShort = (outline.lengths[among.slots[at] as number] as number) <= LONGEST;
  return isShort && (cues & cue.changes) !== 0 && (cues & cue.asks) === 0;
}

/** Of the same kind of source and speaker, about the same user. */
function isBySame(one: Ranked, other: Ranked): boolean {
  const [a, b] = [one.among.evidence.outline, other.among.evidence.outline];
  const [slot, place] = [one.among.slots[one.at] as number, other.among.slots[other.at] as number];
  return (
    a === b &&
    (['kinds', 'speakers', 'users', 'fromUser'] as const).every(
      (column) => a[column][slot] === a[column][place],
    )
  );
}

function holdsWordsOf(newer: Ranked, older: Ranked, terms: readonly QueryTerm[]): boolean {
  const held = terms.filter(({ term }) => holds(older, term));
  const again = held.filter(({ term }) => holds(newer, term));
  return again.length > 0 && weightOf(again) >= LEAST_WORDS * weightOf(held);
}

/** By number too: among few memories a word that all hold would weigh nothing. */
function weightOf(terms: readonly QueryTerm[]): number {
  return terms.reduce((sum, { idf }) => sum + idf + 1, 0);
}

function holds({ among, at }: Ranked, term: string): boolean {
  return holdsTerm(among.evidence.terms, term, among.slots[at] as number);
}
