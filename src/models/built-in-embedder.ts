import { HASHED_DIMENSION, hashedNgrams } from './hashed-ngrams.js';
import type { EmbedderIdentity, LocalEmbedder } from './port.js';
import { commonWords, MEANING_DIMENSION, meaningOf } from './word-vectors.js';

const DIMENSION = HASHED_DIMENSION + MEANING_DIMENSION;
/** Part of the cosine that meaning makes where every word is known; spelling makes the rest. */
const MEANING_SHARE = 0.85;
const FLOOR = 0.25;

/**
 * The embedder that is always there: how the words are spelt, and what English words mean, side by
 * side in one vector. Nothing is asked of a network, and vectors are the same everywhere.
 */
export class BuiltInEmbedder implements LocalEmbedder {
  readonly identity: EmbedderIdentity = {
    provider: 'builtin',
    model: `words-and-ngrams-${DIMENSION}`,
    dimension: DIMENSION,
    floor: FLOOR,
  };
  readonly knownWords = commonWords;

  embedNow(text: string): Float32Array {
    const { vector: meaning, known } = meaningOf(text);
    const share = MEANING_SHARE * known;
    const vector = new Float32Array(DIMENSION);
    addScaled(vector, 0, hashedNgrams(text), Math.sqrt(1 - share));
    addScaled(vector, HASHED_DIMENSION, meaning, Math.sqrt(share));
    return vector;
  }
}

/** A loop: `map` of a typed array takes several times as long. */
function addScaled(into: Float32Array, from: number, part: Float32Array, scale: number): void {
  for (let at = 0; at < part.length; at++) into[from + at] = (part[at] as number) * scale;
}
