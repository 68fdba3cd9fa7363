import { cuesOf } from '../language/cues.js';
import { fingerprint } from '../language/fingerprint.js';
import { ANALYSER, analyse } from '../language/terms/analyse.js';
import type { IndexIdentity } from '../model/index-identity.js';
import type { Metadata } from '../model/memory.js';
import type { LocalEmbedder } from '../models/port.js';
import type { IndexedVector, IndexEntry } from '../store/change-set.js';

/** Computes what finding a text needs. A pure function of the text, the analyser and the embedder. */
export interface Indexer {
  /** Identity of the embedder, for the status. */
  readonly embedder: string;
  /** What its entries are made by. */
  readonly identity: IndexIdentity;
  /** Title and headings in the metadata are indexed with the text: they say what it is about. */
  index(text: string, metadata: Metadata): IndexEntry;
  /** Of a memory whose words stay: the vector is made when the store asks for it, which it seldom does. */
  indexSame(text: string, metadata: Metadata): IndexEntry;
  /** What of a memory is indexed. */
  wordsOf(text: string, metadata: Metadata): string;
  /** A vector of unit length that was made elsewhere, as it is kept. */
  vectorIn(space: number, float32: Float32Array): IndexedVector;
  /** Identity of "the same folded words", alone. */
  fingerprint(text: string): string;
}

/** How text becomes terms. */
export interface Analyser {
  /** Grows with every change of what it gives. */
  readonly version: number;
  analyse(text: string): string[];
}

/** `tulving-5` is number 5. */
export const builtinAnalyser: Analyser = { version: Number(ANALYSER.split('-').at(-1)), analyse };

export interface IndexerParts {
  analyser: Analyser;
  embedder: LocalEmbedder;
  space: number;
  quantise: (vector: Float32Array) => { scale: number; int8: Int8Array };
}

export function createIndexer({ analyser, embedder, space, quantise }: IndexerParts): Indexer {
  const { provider, model } = embedder.identity;
  const identity: IndexIdentity = { analyser: analyser.version, space };
  const vectorIn = (no: number, float32: Float32Array): IndexedVector => {
    return { space: no, float32, ...quantise(float32) };
  };
  const wordsOf = (text: string, metadata: Metadata) => [...aboutOf(metadata), text].join('\n');
  const indexSame = (text: string, metadata: Metadata) => {
    const whole = wordsOf(text, metadata);
    return {
      madeBy: identity,
      fingerprint: fingerprint(text),
      terms: analyser.analyse(whole),
      cues: cuesOf(text),
      get vectors() {
        return [vectorIn(space, embedder.embedNow(whole, 'document'))];
      },
    };
  };
  return {
    embedder: `${provider}:${model}`,
    identity,
    fingerprint,
    wordsOf,
    vectorIn,
    indexSame,
    // The copy holds what was computed: no embedding inside of a transaction.
    index: (text, metadata) => ({ ...indexSame(text, metadata) }),
  };
}

function aboutOf({ title, headings }: Metadata): string[] {
  const named = [title, ...(Array.isArray(headings) ? (headings as unknown[]) : [])];
  return named.filter((name): name is string => typeof name === 'string');
}
