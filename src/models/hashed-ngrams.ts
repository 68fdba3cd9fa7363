import { fold } from '../language/fold.js';
import { stopWords } from '../language/stop-words.js';

export const HASHED_DIMENSION = 320;
const SHORTEST = 3;
const LONGEST = 5;
/** Share of a word's weight that lies on the word itself; the rest is spread over its n-grams. */
const WHOLE_WORD = 0.4;
const STOP_WORD = 0.1;

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;

/**
 * Feature hashing (Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning") of
 * words and of their character n-grams, as in fastText (Bojanowski et al. 2017), without any
 * training. It brings misspellings, inflections and compounds near each other and knows no meaning.
 * Integer hashing only, so its vectors are the same everywhere.
 *
 * @returns unit length; all zeros for a text without letters or digits
 */
export function hashedNgrams(text: string): Float32Array {
  const features = new Map<string, number>();
  for (const word of fold(text.toWellFormed()).match(WORDS) ?? []) addWord(word, features);
  const vector = new Float32Array(HASHED_DIMENSION);
  for (const [feature, weight] of features) {
    const hash = hashOf(feature);
    // The lowest bit gives the sign, so that collisions cancel out on average.
    const place = (hash >>> 1) % HASHED_DIMENSION;
    vector[place] = (vector[place] as number) + (hash & 1 ? weight : -weight);
  }
  return normalise(vector);
}

function addWord(word: string, features: Map<string, number>): void {
  if (SPACELESS.test(word)) {
    const characters = [...word];
    for (let at = 0; at < characters.length; at++) {
      add(features, `c${characters[at]}`, 0.5);
      if (at > 0) add(features, `b${characters[at - 1]}${characters[at]}`, 1);
    }
    return;
  }
  const weight = stopWords.has(word) ? STOP_WORD : 1;
  add(features, `w${word}`, weight * Math.sqrt(WHOLE_WORD));
  const grams = ngramsOf(`<${word}>`);
  // Long words have more n-grams, not more weight.
  const each = weight * Math.sqrt((1 - WHOLE_WORD) / grams.length);
  for (const gram of grams) add(features, `g${gram}`, each);
}

function ngramsOf(word: string): string[] {
  const grams: string[] = [];
  for (let length = SHORTEST; length <= LONGEST; length++) {
    for (let at = 0; at + length <= word.length; at++) grams.push(word.slice(at, at + length));
  }
  return grams.length > 0 ? grams : [word];
}

/** A second occurrence adds a quarter: what is repeated is not that much more the matter. */
function add(features: Map<string, number>, feature: string, weight: number): void {
  const before = features.get(feature);
  features.set(feature, before === undefined ? weight : before + weight / 4);
}

/** FNV-1a, with MurmurHash3's last mixing so that also the low bits spread. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
}
