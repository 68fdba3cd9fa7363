import { HASHED_DIMENSION, hashedNgrams } from './hashed-ngrams.js';
import type { EmbedderIdentity, LocalEmbedder } from './port.js';
import { MEANING_DIMENSION, meaningOf } from './word-vectors.js';

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

  embedNow(text: string): Float32Array {
    const { vector: meaning, known } = meaningOf(text);
    const share = MEANING_SHARE * known;
    const vector = new Float32Array(DIMENSION);
    const spelling = hashedNgrams(text).map((value) => value * Math.sqrt(1 - share));
    vector.set(spelling);
    const scale = Math.sqrt(share);
    vector.set(
      meaning.map((value) => value * scale),
      HASHED_DIMENSION,
    );
    return vector;
  }
}
