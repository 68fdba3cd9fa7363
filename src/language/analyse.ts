import { stemmer } from '@orama/stemmers/english';
import { fold } from './fold.js';
import { irregularForms } from './irregular-forms.js';
import { stopWords } from './stop-words.js';

/** Identity of the word index: whoever changes a term changes this too. */
export const ANALYSER = 'tulving-1';

const LONGEST_TERM = 64;

/**
 * A run of one kind: a word with the marks that tie its parts together, letters of a script that
 * writes no spaces, or an emoji.
 */
const RUN =
  /(?<spaceless>[\p{Script=Han}々〆\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+)|(?<word>[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}]|['_.@+#&/:-](?=[\p{L}\p{N}\p{M}])|[+#](?![\p{L}\p{N}\p{M}]))*)|(?<emoji>\p{Extended_Pictographic})/gu;
const SPACELESS =
  /[\p{Script=Han}々〆]+|[\p{Script=Hiragana}\p{Script=Katakana}ー]+|\p{Script=Hangul}+|[\p{Script=Thai}\p{M}]+|[\p{Script=Lao}\p{M}]+|[\p{Script=Khmer}\p{M}]+|[\p{Script=Myanmar}\p{M}]+/gu;
const PLAIN_WORD = /^[a-z]+$/;
const PARTS = /[\p{L}\p{M}]+|\p{N}+/gu;
const MARK = /[^\p{L}\p{N}\p{M}]/u;
const ANY_MARK = /[^\p{L}\p{N}\p{M}]/gu;
/** Of `Mia's`, `I'm`, `they've` the first part counts; of `don't` and `isn't` neither. */
const CONTRACTION = /'(?:s|d|m|ll|re|ve)$/;
const NEGATION = /n't$/;

export interface QueryTerm {
  term: string;
}

/** The terms of a text in order, with repeats: what the word index keeps of it. */
export function analyse(text: string): string[] {
  const terms: string[] = [];
  for (const { groups } of fold(text.toWellFormed()).matchAll(RUN)) {
    if (groups?.['spaceless'] !== undefined) addSpaceless(groups['spaceless'], terms, true);
    else if (groups?.['word'] !== undefined) addWord(groups['word'], terms);
    else if (groups?.['emoji'] !== undefined) terms.push(groups['emoji']);
  }
  return terms;
}

/**
 * The terms to look for, each once. A single Han character is looked for as itself: the index
 * keeps characters beside the pairs that they stand in, so that 茶 finds 喝茶.
 */
export function analyseQuery(query: string): QueryTerm[] {
  const terms: string[] = [];
  for (const { groups } of fold(query.toWellFormed()).matchAll(RUN)) {
    if (groups?.['spaceless'] !== undefined) addSpaceless(groups['spaceless'], terms, false);
    else if (groups?.['word'] !== undefined) addWord(groups['word'], terms);
    else if (groups?.['emoji'] !== undefined) terms.push(groups['emoji']);
  }
  return [...new Set(terms)].map((term) => ({ term }));
}

/** Scripts without spaces: overlapping pairs inside a run of one script. */
function addSpaceless(run: string, terms: string[], indexing: boolean): void {
  for (const [part] of run.matchAll(SPACELESS)) {
    const characters = [...part];
    const han = /^\p{Script=Han}/u.test(part);
    if (characters.length === 1 || (indexing && han)) terms.push(...characters);
    for (let at = 0; at + 1 < characters.length; at++) {
      terms.push(`${characters[at]}${characters[at + 1]}`);
    }
  }
}

/** A plain word is stemmed; a name with marks inside (gpt-4o, c++, 3.5) is kept whole and in parts. */
function addWord(word: string, terms: string[]): void {
  if (NEGATION.test(word)) return;
  const bare = word.replace(CONTRACTION, '');
  if (MARK.test(bare)) terms.push(cut(bare.replaceAll(ANY_MARK, encodeMark)));
  for (const chunk of bare.split(ANY_MARK)) if (chunk !== '') addChunk(chunk, terms);
}

/** Letters and digits: also the longer of its parts, so that 1990 finds the 1990s. */
function addChunk(chunk: string, terms: string[]): void {
  addPlain(chunk, terms);
  const parts = chunk.match(PARTS) ?? [];
  if (parts.length === 1) return;
  for (const part of parts) if (part.length > 1) addPlain(part, terms);
}

function addPlain(word: string, terms: string[]): void {
  if (stopWords.has(word)) return;
  terms.push(cut(PLAIN_WORD.test(word) ? stem(word) : word));
}

/** The word index splits terms at ASCII marks, so they are spelt out. */
function encodeMark(mark: string): string {
  return mark === '_' ? '_' : `_${mark.charCodeAt(0).toString(16)}_`;
}

function cut(term: string): string {
  return term.length <= LONGEST_TERM
    ? term
    : term.slice(0, LONGEST_TERM).replace(/[\ud800-\udbff]$/, '');
}

const stems = new Map<string, string>();
const MOST_STEMS = 20_000;

function stem(word: string): string {
  let known = stems.get(word);
  if (known === undefined) {
    known = stemmer(irregularForms.get(word) ?? word);
    if (stems.size >= MOST_STEMS) stems.clear();
    stems.set(word, known);
  }
  return known;
}
