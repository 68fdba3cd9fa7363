import { analyse } from '../terms/analyse.js';
import { stem } from '../terms/stem.js';

/**
 * English words that say little beside a noun: light verbs (Jespersen 1942, "A Modern English Grammar on Historical
 * Principles" VI, 7.2: "have a look", "take a walk"), and much, many, thing, day. In a small store they are as
 * rare as what is asked about.
 */
const WORDS =
  'get go make take come give keep put want must much many happen thing day lot use know tell like need try stay find look think show seem way kind sort bit something anything not version';

/**
 * Words of naming and of now in other languages: "Wie heißt meine Chefin jetzt?" asks for the boss, not for the cat that
 * is called Muckel. In English they told nothing better (docs/evaluation.md).
 */
const NAMING = `heißen heißt hieß nennt jetzt derzeit aktuell
  appelle appelait maintenant actuel actuelle actuellement llama llamaba nombre ahora actual actualmente
  chama nome agora hoje atual atualmente chiama chiamava adesso attuale attualmente
  名前 名字 今 做 이름 성함 지금`;

/** Who talks, in a memory that an agent writes: "User prefers small commits". */
const TALKING = 'user assistant';

/** Beside a noun they say which, and name nothing: "the old one". */
const ADJECTIVES =
  'old new young good bad big small little long short first last next own same other whole full free great nice late early high low';

const nameless: ReadonlySet<string> = new Set(`${ADJECTIVES} ${TALKING}`.split(' ').map(stem));

/** A character of 名前 says more on its own. */
const naming = NAMING.split(/\s+/).flatMap((word) =>
  analyse(word).filter((term) => term.length > 1 || word.length === 1),
);

const terms: ReadonlySet<string> = new Set([...WORDS.split(' ').map(stem), ...naming]);

/** Whether a term, as it stands in the word index, says little on its own. */
export function isLight(term: string): boolean {
  return terms.has(term);
}

/** What is counted or paid has no name of its own: "130 pounds gone" tells the end of nothing. */
const MEASURE =
  /^(?:\p{N}{3,}|pound|euro|eur|dollar|usd|gbp|buck|quid|cent|franc|chf|kilo|kg|km|mile|meter|metr|minut|hour|day|week|month|year|percent)$/u;

/** Whether a term may be the name of a thing. */
export function mayName(term: string): boolean {
  return !terms.has(term) && !nameless.has(term) && !MEASURE.test(term);
}
