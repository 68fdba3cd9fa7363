import { analyse } from '../language/analyse.js';
import { cuesOf } from '../language/cues.js';
import { fingerprint } from '../language/fingerprint.js';
import type { Metadata } from '../model/memory.js';
import type { LocalEmbedder } from '../models/port.js';
import type { IndexedVector, IndexEntry } from '../store/change-set.js';

/** Computes what finding a text needs. A pure function of the text, the analyser and the embedder. */
export interface Indexer {
  /** Identity of the embedder, for the status. */
  readonly embedder: string;
  /** Title and headings in the metadata are indexed with the text: they say what it is about. */
  index(text: string, metadata: Metadata): IndexEntry;
  /** Identity of "the same folded words", alone. */
  fingerprint(text: string): string;
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
    fingerprint,
    index: (text, metadata) => {
      const whole = [...aboutOf(metadata), text].join('\n');
      return {
        fingerprint: fingerprint(text),
        terms: analyse(whole),
        cues: cuesOf(text),
        vectors: [vectorOf(whole)],
      };
    },
  };
}

function aboutOf({ title, headings }: Metadata): string[] {
  const named = [title, ...(Array.isArray(headings) ? (headings as unknown[]) : [])];
  return named.filter((name): name is string => typeof name === 'string');
}
