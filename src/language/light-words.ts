import { stem } from './stem.js';

/**
 * English words that say little beside a noun: light verbs (Jespersen 1942, "A Modern English Grammar on Historical
 * Principles" VI, 7.2: "have a look", "take a walk"), and much, many, thing, day. In a small store they are as
 * rare as what is asked about.
 */
const WORDS =
  'get go make take come give keep put want must much many happen thing day lot use know tell like need try stay find look think show seem way kind sort bit something anything not';

/** Beside a noun they say which, and name nothing: "the old one". */
const ADJECTIVES =
  'old new young good bad big small little long short first last next own same other whole full free great nice late early high low';

const adjectives: ReadonlySet<string> = new Set(ADJECTIVES.split(' ').map(stem));

const terms: ReadonlySet<string> = new Set(WORDS.split(' ').map(stem));

/** Whether a term, as it stands in the word index, says little on its own. */
export function isLight(term: string): boolean {
  return terms.has(term);
}

/** Whether a term may be the name of a thing. */
export function mayName(term: string): boolean {
  return !terms.has(term) && !adjectives.has(term);
}
