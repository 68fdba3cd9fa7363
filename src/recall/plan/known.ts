import type { Metadata } from '../../model/memory.js';
import type { IndexEntry } from '../../store/change-set.js';
import type { CubeState, KnownMemory } from '../../store/port.js';
import type { Neighbours, Space, VectorQuery } from '../../vector/port.js';
import { Outline } from '../outline/outline.js';

/** A memory as it was. */
export type KnownVersion = NonNullable<KnownMemory['was']>;

/** The memories of a cube that changed since a moment, as the store knew them then. */
export interface KnownPart {
  outline: Outline;
  versions: ReadonlyMap<number, KnownVersion>;
  vectors: ReadonlyMap<number, Float32Array>;
}

interface Indexer {
  index(text: string, metadata: Metadata): IndexEntry;
}

/**
 * No index holds what a memory said once, so it is made here for the few that changed since. Costs
 * as much as has changed.
 */
export function indexKnown(
  state: CubeState,
  known: readonly KnownMemory[],
  { indexer, space }: { indexer: Indexer; space: Space },
): KnownPart {
  const outline = new Outline(state, 'known');
  const versions = new Map<number, KnownVersion>();
  const vectors = new Map<number, Float32Array>();
  const postings = new Map<string, { memories: number[]; frequencies: number[] }>();
  for (const { memory, was } of known) {
    if (!was || was.state !== 'active' || was.mergedInto !== null) continue;
    const entry = indexer.index(was.text, was.metadata);
    outline.append([{ ...was.outline, length: entry.terms.length, cues: entry.cues }]);
    versions.set(memory, was);
    const vector = entry.vectors.find((one) => one.space === space.no);
    if (vector) vectors.set(memory, vector.float32);
    for (const [term, frequency] of countsOf(entry.terms)) {
      const posting = postings.get(term) ?? { memories: [], frequencies: [] };
      posting.memories.push(memory);
      posting.frequencies.push(Math.min(255, frequency));
      postings.set(term, posting);
    }
  }
  for (const [term, { memories, frequencies }] of postings) {
    outline.lists.keep(term, {
      memories: Int32Array.from(memories),
      frequencies: Uint8Array.from(frequencies),
    });
  }
  return { outline, versions, vectors };
}

type KnownQuery = Pick<VectorQuery, 'space' | 'limit'> & {
  estimates: number;
  allows: (memory: number) => boolean;
};

/** Highest cosine first, as a vector index answers. */
export function nearestKnown(
  { vectors }: KnownPart,
  query: Float32Array,
  { space, limit, estimates, allows }: KnownQuery,
): Neighbours {
  const cosineOf = (vector: Float32Array) =>
    vector.reduce((sum, value, at) => sum + value * (query[at] as number), 0);
  const all = Array.from(vectors, ([memory, vector]) => ({ memory, cosine: cosineOf(vector) }))
    .filter(({ memory, cosine }) => cosine > 0 && allows(memory))
    .toSorted((a, b) => b.cosine - a.cosine || a.memory - b.memory);
  const near = all.filter(({ cosine }) => cosine >= space.floor).slice(0, limit);
  const told = all.slice(0, near.length + estimates);
  return {
    memories: Int32Array.from(told, ({ memory }) => memory),
    cosines: Float32Array.from(told, ({ cosine }) => cosine),
    near: near.length,
  };
}

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
