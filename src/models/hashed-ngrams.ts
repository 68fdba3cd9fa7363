import { foldScripts } from '../language/terms/fold-scripts.js';
import { fold } from '../language/terms/fold.js';
import { stopWords } from '../language/terms/stop-words.js';
import { FeatureSums } from './feature-sums.js';

export const HASHED_DIMENSION = 320;
const SHORTEST = 3;
const LONGEST = 5;
/** Share of a word's weight that lies on the word itself; the rest is spread over its n-grams. */
const WHOLE_WORD = 0.4;
const STOP_WORD = 0.1;

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;

/** Kinds of features: a character and a pair of scripts without spaces, a word, a piece of a word. */
const [CHARACTER, PAIR, WORD, GRAM] = ['c', 'b', 'w', 'g'].map((kind) => kind.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
];

/** Of the text at hand; empty between texts. */
const features = new FeatureSums();

/**
 * Feature hashing (Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning") of
 * words and of their character n-grams, as in fastText (Bojanowski et al. 2017), without any
 * training. It brings misspellings, inflections and compounds near each other and knows no meaning.
 * Integer hashing only, so its vectors are the same everywhere.
 *
 * @returns unit length; all zeros for a text without letters or digits
 */
export function hashedNgrams(text: string): Float32Array {
  features.clear();
  for (const word of foldScripts(fold(text.toWellFormed())).match(WORDS) ?? []) addWord(word);
  const vector = new Float32Array(HASHED_DIMENSION);
  const { count, hashes, sums } = features;
  for (let at = 0; at < count; at++) {
    const hash = hashes[at] as number;
    const weight = sums[at] as number;
    // The lowest bit gives the sign, so that collisions cancel out on average.
    const place = (hash >>> 1) % HASHED_DIMENSION;
    vector[place] = (vector[place] as number) + (hash & 1 ? weight : -weight);
  }
  features.clear();
  return normalise(vector);
}

function addWord(word: string): void {
  if (SPACELESS.test(word)) {
    addCharacters(word);
    return;
  }
  const weight = stopWords.has(word) ? STOP_WORD : 1;
  features.add(WORD, word, 0, word.length, weight * Math.sqrt(WHOLE_WORD));
  const marked = `<${word}>`;
  // Long words have more n-grams, not more weight.
  const each = weight * Math.sqrt((1 - WHOLE_WORD) / countGrams(marked.length));
  for (let length = SHORTEST; length <= LONGEST; length++) {
    for (let at = 0; at + length <= marked.length; at++)
      features.add(GRAM, marked, at, at + length, each);
  }
}

function addCharacters(word: string): void {
  let before = -1;
  let at = 0;
  for (const character of word) {
    const end = at + character.length;
    features.add(CHARACTER, word, at, end, 0.5);
    if (before >= 0) features.add(PAIR, word, before, end, 1);
    before = at;
    at = end;
  }
}

/** Of a word with its marks: at least one, since the shortest has three characters. */
function countGrams(length: number): number {
  let count = 0;
  for (let each = SHORTEST; each <= LONGEST; each++) count += Math.max(0, length - each + 1);
  return count;
}

function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const length = Math.sqrt(squares);
  // A loop: `map` of a typed array takes several times as long.
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] as number) / length;
  return vector;
}
