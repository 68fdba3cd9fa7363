import { withoutClitics } from './clitics.js';
import { foldForTerms } from './fold-scripts.js';
import { lowerCase } from './fold.js';
import { type Grammar, grammarIn } from './function-words.js';
import { indexSpaceless, querySpaceless, SPACELESS_SCRIPTS, sureTerms } from './spaceless.js';
import { isPlainWord, stem } from './stem.js';
import { stopWords } from './stop-words.js';
import { unstretched } from './stretched.js';

/** Identity of the word index: whoever changes a term changes this too. */
export const ANALYSER = 'tulving-5';

/** In UTF-16 units. */
const LONGEST_TERM = 64;
/** Of a word with marks inside; an address of a page may have a hundred. */
const MOST_PARTS = 16;

const LETTER = String.raw`[[\p{L}\p{N}]--[${SPACELESS_SCRIPTS}]]`;
const IN_WORD = String.raw`[[\p{L}\p{N}\p{M}]--[${SPACELESS_SCRIPTS}]]`;
/** A word with the marks that tie its parts together, and the end of C++ and C#. */
const WORD = String.raw`${LETTER}(?:${IN_WORD}|['_.@+#&\/:\-]+(?=${LETTER})|,(?=\p{Nd}{3}(?!\p{N}))|(?<=\p{L})(?:\+\+|#)(?![\p{L}\p{N}]))*`;
/** Flag v is needed to take scripts out of a class; the literal would raise the language target. */
const RUN = new RegExp(
  String.raw`(${WORD})|([${SPACELESS_SCRIPTS}][${SPACELESS_SCRIPTS}\p{M}]*)|(\p{RI}\p{RI}|\p{Extended_Pictographic})`,
  'gv',
);
const MARKS = /[^\p{L}\p{N}\p{M}]+/gu;
/** Marks that people set or leave out in the same word: e-mail, snake_case, o'brien, R&D. */
const LOOSE_MARKS = /(?<=\p{L})['_\-&](?=[\p{L}\p{N}])|(?<=\p{N})['_\-&](?=\p{L})/gu;
/** fooBar, HTTPServer; letters and digits. */
const INNER_BREAK =
  /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=[\p{L}\p{M}])(?=\p{N})|(?<=\p{N})(?=\p{L})/u;
const NUMBER = /^\p{N}+$/u;
const ORDINAL_END = /^(?:st|nd|rd|th)$/;
/** Of `Mia's`, `I'm`, `they've` the first part counts. */
const CONTRACTION = /'(?:s|d|m|ll|re|ve)$/i;
const NEGATION = /n't$/i;

/**
 * The terms of a text in order, with repeats: what the word index keeps of it. Stop words are left
 * out, except where they stand as a name (The Who, IT) and in a text that has nothing else.
 *
 * @example analyse('She bought a kayak') // ['bui', 'kayak']
 */
export function analyse(text: string): string[] {
  const folded = foldForTerms(text.toWellFormed());
  return termsOf(folded, folded.matchAll(RUN), IN_TEXT);
}

export interface AnalysedQuery {
  /** What to look for, each once. */
  terms: string[];
  languages: Grammar['languages'];
}

/** A question has its mark, or was typed without any capital. */
const MAY_ASK = /[?¿？]|^\s*\p{Ll}/u;

/** A query of stop words alone looks for these: it finds names and texts that have nothing else. */
export function analyseQuery(query: string): AnalysedQuery {
  const folded = withoutClitics(foldForTerms(query.toWellFormed()));
  const runs = [...folded.matchAll(RUN)];
  const words = runs.map(([, word]) => lowerCase(word ?? ''));
  const grammar = grammarIn(words, { mayAsk: MAY_ASK.test(query) });
  const asQuery = { addSpaceless: querySpaceless, grammar: grammar.words };
  const terms = termsOf(folded, runs, asQuery);
  if (terms.length === 0) terms.push(...termsOf(folded, runs, IN_TEXT));
  return { terms: [...new Set(terms)], languages: grammar.languages };
}

/**
 * The words of a query as they are written in it, by what was made of them.
 *
 * @example asWritten('Where did Mia lie?')('lie') // 'lie'
 * @returns undefined for a term that no word of the query gave
 */
export function asWritten(query: string): (term: string) => string | undefined {
  const text = query.toWellFormed();
  const folded = foldForTerms(text);
  const keepsPlaces = folded.length === text.length;
  const written = new Map<string, string>();
  for (const { 0: run, 1: word, index } of (keepsPlaces ? folded : text).matchAll(RUN)) {
    if (word === undefined) continue;
    const asIs = text.slice(index, index + run.length);
    for (const term of analyseQuery(word).terms) if (!written.has(term)) written.set(term, asIs);
  }
  return (term) => {
    // In scripts without spaces a term is a piece of the text.
    const at = keepsPlaces ? folded.indexOf(term) : -1;
    return written.get(term) ?? (at < 0 ? undefined : text.slice(at, at + term.length));
  };
}

/** The one term of a plain word; undefined for a stop word, and where it may be several. */
export function onlyTermOf(word: string): string | undefined {
  const { terms } = termsOfWord(word);
  return terms.length === 1 ? terms[0] : undefined;
}

/** A text as what stands side by side in it: words, characters of scripts without spaces, emoji. */
export interface Sequence {
  units: string[];
  /** Terms that the index of every text with this sequence in it holds; none for stop words alone. */
  terms: string[];
}

export function sequenceOf(text: string): Sequence {
  const folded = foldForTerms(text.toWellFormed());
  const sequence: Sequence = { units: [], terms: [] };
  for (const [, word, spaceless, emoji] of folded.matchAll(RUN)) {
    if (spaceless !== undefined) {
      // Not `push(...)`: a text may hold more characters than a call takes arguments.
      for (const character of spaceless) sequence.units.push(character);
      for (const term of sureTerms(spaceless)) sequence.terms.push(term);
      continue;
    }
    const { terms, stop } = word === undefined ? { terms: [emoji as string] } : termsOfWord(word);
    const [whole] = terms;
    sequence.units.push(stop ?? whole ?? '');
    if (stop === undefined && whole !== undefined) sequence.terms.push(whole);
  }
  return sequence;
}

interface Reading {
  addSpaceless: (run: string, terms: string[]) => void;
  /** Words to leave out beside the stop words of English. */
  grammar: ReadonlySet<string>;
}

const IN_TEXT: Reading = { addSpaceless: indexSpaceless, grammar: new Set() };

/** @param runs what `RUN` finds in the text */
function termsOf(
  folded: string,
  runs: Iterable<RegExpExecArray>,
  { addSpaceless, grammar }: Reading,
): string[] {
  const terms: string[] = [];
  const stops: string[] = [];
  for (const match of runs) {
    const [, word, spaceless, emoji] = match;
    if (word !== undefined) {
      if (grammar.size > 0 && grammar.has(lowerCase(word))) continue;
      const known = termsOfWord(word);
      for (const term of known.terms) terms.push(term);
      if (known.stop === undefined) continue;
      if (isName(folded, match.index, word)) terms.push(known.stop);
      else if (terms.length === 0) stops.push(known.stop);
    } else if (spaceless !== undefined) addSpaceless(spaceless, terms);
    else if (emoji !== undefined) terms.push(emoji);
  }
  return terms.length > 0 ? terms : stops;
}

const CAPITAL_AHEAD = /[\p{Ll}\p{N}],? $/u;
const CAPITALISED_AHEAD = /(?:^|[^\p{L}])\p{Lu}[\p{Ll}']*,? $/u;
const CAPITAL = /^\p{Lu}/u;
const SHOUTED = /^\p{Lu}{2,}$/u;

/** A stop word with a capital inside a sentence: The Who, Will, IT. Not I, not what is shouted. */
function isName(text: string, at: number, word: string): boolean {
  if (at === 0 || text[at - 1] !== ' ' || !CAPITAL.test(word)) return false;
  if (/^I(?:'|$)/.test(word)) return false;
  const before = text.slice(Math.max(0, at - 24), at);
  if (SHOUTED.test(word)) return CAPITAL_AHEAD.test(before);
  return CAPITAL_AHEAD.test(before) || CAPITALISED_AHEAD.test(before);
}

interface WordTerms {
  terms: readonly string[];
  /** The word itself where it is a stop word. */
  stop?: string;
}

const words = new Map<string, WordTerms>();
const MOST_WORDS = 30_000;

function termsOfWord(word: string): WordTerms {
  const known = words.get(word);
  if (known) return known;
  const made = makeTerms(word);
  if (words.size >= MOST_WORDS) words.clear();
  // A slice would keep the whole text that it was cut from alive.
  if (word.length <= LONGEST_TERM) words.set(structuredClone(word), made);
  return made;
}

/** A plain word is stemmed; a name with marks or breaks inside is kept whole and in parts. */
function makeTerms(word: string): WordTerms {
  const bare = word.replaceAll(/(?<=\p{N}),/gu, '').replace(CONTRACTION, '');
  if (NEGATION.test(bare)) return { terms: [], stop: lowerCase(bare).replaceAll("'", '') };
  const lower = lowerCase(bare);
  if (isPlainWord(lower) && !INNER_BREAK.test(bare)) {
    return termsOfPlain(unstretched(lower) ?? [lower]);
  }
  const terms = [wholeTerm(lower)];
  for (const name of namesIn(lower)) terms.push(wholeTerm(name));
  for (const chunk of bare.split(MARKS)) {
    if (terms.length > MOST_PARTS) break;
    addParts(chunk, terms);
  }
  return { terms: [...new Set(terms)] };
}

/** @param readings of one word */
function termsOfPlain(readings: readonly string[]): WordTerms {
  const stop = readings.find((word) => stopWords.has(word));
  if (stop !== undefined) return { terms: [], stop };
  return { terms: [...new Set(readings.map((word) => cut(stem(word))))] };
}

const BETWEEN_NAMES = /:?\/+|@/u;
const TIGHT_MARKS = /[.+#:]+/u;
const ANY_MARK = /[^\p{L}\p{N}\p{M}]/u;
const TIED_LETTERS = /\p{L}['_\-&]\p{L}/u;

/** People ask for utils.py, user_service and 18.2.0; notes hold app/user_service/utils.py and react@18.2.0. */
function namesIn(lower: string): string[] {
  const names = lower.split(BETWEEN_NAMES).filter((name) => ANY_MARK.test(name));
  const tied = names
    .flatMap((name) => name.split(TIGHT_MARKS))
    .filter((one) => TIED_LETTERS.test(one));
  return [...names, ...tied].filter((name) => name !== lower).slice(0, MOST_PARTS);
}

/** gpt-4o and GPT4o are one; 3.5 and 35, 2023-05-08 and 20230508, c and c++ are not. */
function wholeTerm(lower: string): string {
  const joined = lower.replaceAll(LOOSE_MARKS, '');
  if (isPlainWord(joined)) return cut(stem(joined));
  // The word index splits terms at ASCII marks, so those that count are spelt out.
  return cut(plainNumber(joined.replaceAll(MARKS, encodeMarks)));
}

function addParts(chunk: string, terms: string[]): void {
  const parts = chunk.split(INNER_BREAK);
  if (parts.length > 1) addPart(chunk, terms);
  for (const part of parts.slice(0, MOST_PARTS)) addPart(part, terms);
}

/** Single letters and the th of 5th tell nothing apart from the whole. */
function addPart(part: string, terms: string[]): void {
  const lower = lowerCase(part);
  if (lower === '' || stopWords.has(lower) || ORDINAL_END.test(lower)) return;
  if (NUMBER.test(lower)) terms.push(cut(plainNumber(lower)));
  else if (lower.length > 1) terms.push(cut(stem(lower)));
}

/** The 08 of a date is the 8 that is asked for. */
function plainNumber(term: string): string {
  return /^0[0-9]$/.test(term) ? term.slice(1) : term;
}

function encodeMarks(marks: string): string {
  let encoded = '_';
  for (const mark of marks) encoded += `${mark.charCodeAt(0).toString(16)}_`;
  return encoded;
}

function cut(term: string): string {
  if (term.length <= LONGEST_TERM) return term;
  return term.slice(0, LONGEST_TERM).replace(/[\ud800-\udbff]$/, '');
}
