import { analyse } from '../language/analyse.js';
import { cuesOf } from '../language/cues.js';
import { fingerprint } from '../language/fingerprint.js';
import type { LocalEmbedder } from '../models/port.js';
import type { IndexedVector, IndexEntry } from '../store/change-set.js';

/** Computes what finding a text needs. A pure function of the text, the analyser and the embedder. */
export interface Indexer {
  /** Identity of the embedder, for the status. */
  readonly embedder: string;
  index(text: string): IndexEntry;
}

export interface IndexerParts {
  embedder: LocalEmbedder;
  space: number;
  quantise: (vector: Float32Array) => { scale: number; int8: Int8Array };
}

export function createIndexer({ embedder, space, quantise }: IndexerParts): Indexer {
  const { provider, model } = embedder.identity;
  const vectorOf = (text: string): IndexedVector => {
    const float32 = embedder.embedNow(text, 'document');
    return { space, float32, ...quantise(float32) };
  };
  return {
    embedder: `${provider}:${model}`,
    index: (text) => ({
      fingerprint: fingerprint(text),
      terms: analyse(text),
      cues: cuesOf(text),
      vectors: [vectorOf(text)],
    }),
  };
}
