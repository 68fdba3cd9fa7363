import type { StoredMemory } from '../../store/port.js';

/** Vectors of unit length by number of memory, as far as there are any. */
export type VectorsOf = (memories: readonly number[]) => Promise<(Float32Array | undefined)[]>;

export interface Pair {
  one: StoredMemory;
  other: StoredMemory;
  cosine: number;
}

/** In ms: then others have their turn. */
const SLICE = 8;

/**
 * All pairs of which one is `fresh` with a cosine of at least that, the nearest first. Two thousand
 * against each other take about a second, in slices.
 */
export async function nearPairs(
  members: readonly StoredMemory[],
  vectors: readonly (Float32Array | undefined)[],
  { least, isFresh, signal }: NearOptions,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  let begun = performance.now();
  for (const [at, one] of members.entries()) {
    const vector = vectors[at];
    if (!vector) continue;
    for (let next = at + 1; next < members.length; next++) {
      const other = members[next] as StoredMemory;
      const against = vectors[next];
      if (!against || !(isFresh(one) || isFresh(other))) continue;
      const cosine = dot(vector, against);
      if (cosine >= least) pairs.push({ one, other, cosine });
    }
    if (performance.now() - begun < SLICE) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    begun = performance.now();
  }
  return pairs.toSorted((a, b) => b.cosine - a.cosine);
}

export interface NearOptions {
  least: number;
  isFresh: (memory: StoredMemory) => boolean;
  signal?: AbortSignal | undefined;
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}
