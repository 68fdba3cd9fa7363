// Vectors that are the same for every subject and at every run: texts that share words are near each other.
import { randomFrom } from '../corpus.mjs';

export const dimension = 384;

const vectorsOfWords = new Map();

/** The sum of a random direction for each word, of unit length. */
export function embed(text) {
  const sum = new Float32Array(dimension);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const vector = vectorOfWord(word);
    for (let at = 0; at < dimension; at += 1) sum[at] += vector[at];
  }
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}

function vectorOfWord(word) {
  let vector = vectorsOfWords.get(word);
  if (!vector) {
    const random = randomFrom(hashOf(word));
    vector = Float32Array.from({ length: dimension }, () => random() - 0.5);
    vectorsOfWords.set(word, vector);
  }
  return vector;
}

/** FNV-1a, 32 bits. */
function hashOf(word) {
  let hash = 0x811c9dc5;
  for (const letter of word) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
  return hash >>> 0;
}
