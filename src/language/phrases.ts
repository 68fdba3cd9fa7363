import { type Sequence, sequenceOf } from './terms/analyse.js';
import { SPACELESS_SCRIPTS } from './terms/spaceless.js';

/** What a query has in quotation marks: to be found side by side. */
export interface Phrase extends Sequence {
  text: string;
}

/** More are no search. */
const MOST_PHRASES = 8;
/** In UTF-16 units; also keeps a mark that was never closed from reading on and on. */
const LONGEST = 300;

const inside = (open: string, close: string) =>
  String.raw`[${open}]([^${open}${close}]{1,${LONGEST}})[${close}]`;
/** Not the inch of 6" or the seconds of 30": a straight mark opens before a word and closes after one. */
const BESIDE = String.raw`[[\p{L}\p{N}]--[${SPACELESS_SCRIPTS}]]`;
const STRAIGHT = String.raw`(?<!${BESIDE})"(?=\S)([^"]{1,${LONGEST}})(?<=\S)"(?!${BESIDE})`;
const QUOTED = new RegExp(
  [
    STRAIGHT,
    inside('“”„‟', '“”'),
    inside('«', '»'),
    inside('»', '«'),
    inside('「', '」'),
    inside('『', '』'),
    inside('《', '》'),
  ].join('|'),
  'gv',
);
const MARK = /["＂“”„‟«»「｢『《]/;

/** The phrases of a query; none in one without two quotation marks that belong together. */
export function phrasesIn(query: string): Phrase[] {
  if (!MARK.test(query)) return [];
  const plain = query.replaceAll('＂', '"').replaceAll('｢', '「').replaceAll('｣', '」');
  const phrases = new Map<string, Phrase>();
  for (const [, ...groups] of plain.matchAll(QUOTED)) {
    const text = (groups.find((group) => group !== undefined) ?? '').trim();
    const phrase = { text, ...sequenceOf(text) };
    if (phrase.units.length > 0) phrases.set(phrase.units.join(' '), phrase);
  }
  return [...phrases.values()].slice(0, MOST_PHRASES);
}

/** Whether the units stand side by side in the text, stop words counted, other marks not. */
export function holdsPhrase(text: string, { units }: Phrase): boolean {
  const within = sequenceOf(text).units;
  const last = within.length - units.length;
  for (let at = 0; at <= last; at++) {
    if (units.every((unit, step) => within[at + step] === unit)) return true;
  }
  return false;
}
