import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { irregularForms } from './irregular-forms.js';

/** "The", alone or after and, so, with, like. The stemmer alone leaves قطة as it is and cuts القطة to القط. */
const ARTICLE = /^[وفبك]?ال(?=...)/u;

/** Of Katzen; open and seven are shorter. */
const SHORTEST_WITH_EN = 6;

interface Stemmer {
  words: RegExp;
  stem: (word: string) => string;
}

/**
 * By the script of the word, not the language of the text: nobody can tell the language of a query of
 * three words, and a word must have one stem everywhere. So each script has the stemmer of the language
 * that most write in it (docs/languages.md).
 */
const stemmers: readonly Stemmer[] = [
  { words: /^[a-z]+$/, stem: latin },
  { words: /^\p{Script=Cyrillic}+$/u, stem: russian },
  { words: /^\p{Script=Greek}+$/u, stem: greek },
  { words: /^\p{Script=Arabic}+$/u, stem: (word) => arabic(word.replace(ARTICLE, '')) },
  { words: /^[\p{Script=Devanagari}\p{M}]+$/u, stem: hindi },
];

/**
 * English, and what German and Dutch put behind a word goes too: Katzen and Katze. All other endings of
 * Latin letters cost English more than they gave, and so did stemming twice (conversation, conversion).
 */
function latin(word: string): string {
  const stemmed = english(irregularForms.get(word) ?? word);
  return stemmed.length >= SHORTEST_WITH_EN ? stemmed.replace(/en$/, '') : stemmed;
}

/** A word of letters that a stemmer knows, folded and in lower case. */
export function isPlainWord(word: string): boolean {
  return stemmers.some(({ words }) => words.test(word));
}

export function stem(word: string): string {
  const known = stemmers.find(({ words }) => words.test(word));
  // A stemmer that leaves nothing has met a word that is an ending.
  return known?.stem(word) || word;
}
