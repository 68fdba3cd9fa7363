import { readFileSync } from 'node:fs';
import { WordList } from '../language/spelling/word-list.js';
import { foldKeepingCase } from '../language/terms/fold.js';
import { stopWords } from '../language/terms/stop-words.js';
import type { KnownWords } from './port.js';

export const MEANING_DIMENSION = 64;
/** Arora et al. 2017, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings": a / (a + p). */
const SMOOTHING = 1e-3;
/** Characters of scripts without spaces count as a word each. */
const UNIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?/gu;
const CONTRACTION = /'(?:s|d|m|ll|re|ve|t)$/;
const CAPITALISED = /^\p{Lu}\p{Ll}/u;
/** What stands before a capital that begins a sentence. */
const SENTENCE_AHEAD = /(?:^|[.!?:;"([\n\u2014-])\s*$/;

/** The words of English used most, each with what it means as a direction. */
interface WordTable {
  /** Place of a word, which is its rank by frequency. */
  places: ReadonlyMap<string, number>;
  /** A row of `MEANING_DIMENSION` for each. */
  vectors: Int8Array;
  /** What a word counts, divided by the length of its row. */
  weights: Float32Array;
}

let table: WordTable | undefined;

/** Read when it is first needed: a process that only lists needs no meanings. */
function wordTable(): WordTable {
  table ??= readTable();
  return table;
}

function readTable(): WordTable {
  const words = read('words.txt').toString('utf8').trimEnd().split('\n');
  const bytes = read('words.int8');
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new Map(words.map((word, place) => [word, place]));
  const weights = Float32Array.from(words, (_, place) => {
    // Zipf: how probable a word is follows from its rank.
    const probability = 1 / ((place + 1) * Math.log(words.length));
    return SMOOTHING / (SMOOTHING + probability) / lengthOf(vectors, place);
  });
  return { places, vectors, weights };
}

function read(name: string): Buffer {
  return readFileSync(new URL(`./words/${name}`, import.meta.url));
}

function lengthOf(vectors: Int8Array, place: number): number {
  let squares = 0;
  for (let at = 0; at < MEANING_DIMENSION; at++) {
    squares += (vectors[place * MEANING_DIMENSION + at] as number) ** 2;
  }
  return Math.sqrt(squares) || 1;
}

export interface Meaning {
  /** Unit length; all zeros where no word is known. */
  vector: Float32Array;
  /** Part of the words that say something that are known, from 0 to 1. */
  known: number;
}

/**
 * What an English text is about: the weighted mean of its words' vectors, which are those of GloVe
 * (`scripts/generate-word-vectors.mjs`). Names mean nothing here, so capitals inside a sentence are
 * left out.
 */
export function meaningOf(text: string): Meaning {
  const { places, vectors, weights } = wordTable();
  const vector = new Float32Array(MEANING_DIMENSION);
  const seen = new Set<number>();
  let said = 0;
  let known = 0;
  for (const word of wordsOf(text)) {
    said += 1;
    const place = places.get(word);
    if (place === undefined) continue;
    known += 1;
    if (seen.has(place)) continue;
    seen.add(place);
    const weight = weights[place] as number;
    for (let at = 0; at < MEANING_DIMENSION; at++) {
      const value = vectors[place * MEANING_DIMENSION + at] as number;
      vector[at] = (vector[at] as number) + weight * value;
    }
  }
  return { vector: normalise(vector), known: said === 0 ? 0 : known / said };
}

/** By the letter and by the two letters that they begin with. */
let byBeginning: ReadonlyMap<string, WordList> | undefined;
const NO_WORDS = new WordList([]);

export const commonWords: KnownWords = {
  has: (word) => wordTable().places.has(word),
  beginning: (letters) => {
    // Made when a word is first looked for that is not among them.
    byBeginning ??= groupByBeginning(wordTable().places.keys());
    return byBeginning.get(letters) ?? NO_WORDS;
  },
};

function groupByBeginning(words: Iterable<string>): Map<string, WordList> {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    for (const beginning of new Set([word.slice(0, 1), word.slice(0, 2)])) {
      const group = groups.get(beginning);
      if (group) group.push(word);
      else groups.set(beginning, [word]);
    }
  }
  return new Map(Array.from(groups, ([beginning, group]) => [beginning, new WordList(group)]));
}

/** Lower case, without stop words; a name in place of its letters. */
function* wordsOf(text: string): Generator<string> {
  const folded = foldKeepingCase(text.toWellFormed());
  for (const match of folded.matchAll(UNIT)) {
    const [whole] = match;
    const word = whole.includes("'") ? whole.replace(CONTRACTION, '') : whole;
    const lower = word.toLowerCase();
    if (stopWords.has(lower)) continue;
    const isName = word !== lower && CAPITALISED.test(word) && !beginsSentence(folded, match.index);
    yield isName ? word : lower;
  }
}

function beginsSentence(folded: string, at: number): boolean {
  return SENTENCE_AHEAD.test(folded.slice(Math.max(0, at - 3), at));
}

function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (length === 0) return vector;
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] as number) / length;
  return vector;
}
