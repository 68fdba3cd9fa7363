import type { VectorPlace, VectorReads } from '../../store/port.js';
import type {
  CubeVersion,
  Neighbour,
  Space,
  VectorIndex,
  VectorManifest,
  VectorQuery,
} from '../port.js';
import { CubeBlock } from './cube-block.js';
import { NearestHeap } from './nearest-heap.js';

const PAGE = 4096;

/** Rounding to int8 moves a cosine by about 0.01: this many more are rescored than are asked for. */
const oversampled = (limit: number) => limit * 3 + 20;

export interface ResidentOptions {
  /** What all blocks together may take. The one in use stays, however large it is. */
  limitBytes: number;
}

interface Place extends VectorPlace {
  space: Space;
}

interface Held {
  block: CubeBlock;
  version: CubeVersion;
}

/**
 * Exact search in memory: a cube's int8 rows are scanned by a WASM SIMD kernel under the mask, and
 * the best few are scored again with the float32 vectors of the store.
 */
export class ResidentIndex implements VectorIndex {
  readonly manifest: VectorManifest = { name: 'resident', exact: true };
  readonly #rows: VectorReads;
  readonly #limit: number;
  /** By space and part of a cube, in order of last use, the oldest first. */
  readonly #held = new Map<string, Promise<Held>>();
  /** Sizes of the blocks that are loaded. */
  readonly #bytes = new Map<string, number>();

  constructor(rows: VectorReads, { limitBytes }: ResidentOptions) {
    this.#rows = rows;
    this.#limit = limitBytes;
  }

  get residentBytes(): number {
    return [...this.#bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  async nearest(query: VectorQuery): Promise<Neighbour[]> {
    if (!query.vector.some((value) => value !== 0)) return [];
    const found = await Promise.all(query.cubes.map((cube) => this.#inCube(cube, query)));
    const all = found.flat().toSorted((a, b) => b.cosine - a.cosine || a.memory - b.memory);
    const near = all
      .filter(({ cosine, estimated }) => !estimated && cosine >= query.space.floor)
      .slice(0, query.limit);
    const { estimates = 0 } = query;
    if (estimates === 0) return near;
    const answered = new Set(near);
    const others = all.filter((one) => !answered.has(one)).slice(0, estimates);
    return [...near, ...others.map((one) => ({ ...one, estimated: true as const }))];
  }

  close(): void {
    this.#held.clear();
    this.#bytes.clear();
  }

  async #inCube(cube: CubeVersion, query: VectorQuery): Promise<Neighbour[]> {
    const block = await this.#block(cube, query);
    const { memories, estimates } = propose(block, query);
    const vectors = await this.#rows.exact(query.space.no, memories);
    const exact = vectors.flatMap((vector, index) =>
      vector ? [{ memory: memories[index] as number, cosine: dot(vector, query.vector) }] : [],
    );
    return [...exact, ...estimates];
  }

  /** The block of a cube, at least as new as the counters say. */
  async #block(cube: CubeVersion, { space, partition }: VectorQuery): Promise<CubeBlock> {
    const place = { space, cube: cube.no, partition };
    const key = `${space.no}/${partition}/${cube.no}`;
    const before = this.#held.get(key);
    const fresh = before
      ? before.then((held) => this.#refresh(held, cube, place))
      : this.#load(cube, place);
    this.#held.delete(key);
    this.#held.set(key, fresh);
    try {
      const { block } = await fresh;
      if (this.#held.get(key) === fresh) this.#bytes.set(key, block.bytes);
      this.#evict(key);
      return block;
    } catch (error) {
      if (this.#held.get(key) === fresh) this.#drop(key);
      throw error;
    }
  }

  async #refresh(held: Held, cube: CubeVersion, place: Place): Promise<Held> {
    if (held.version.removalSeq < cube.removalSeq) return this.#load(cube, place);
    if (held.version.changeSeq < cube.changeSeq) {
      await this.#extend(held.block, place);
      held.version = { ...cube };
    }
    return held;
  }

  async #load(cube: CubeVersion, place: Place): Promise<Held> {
    const block = new CubeBlock(place.space.dimension);
    await this.#extend(block, place);
    return { block, version: { ...cube } };
  }

  /** Page by page, so that a large cube never holds up the event loop for long. */
  async #extend(block: CubeBlock, place: Place): Promise<void> {
    for (;;) {
      const rows = await this.#rows.block(place.space.no, place, block.last, PAGE);
      block.append(rows);
      if (rows.length < PAGE) return;
      await new Promise(setImmediate);
    }
  }

  #evict(inUse: string): void {
    for (const key of this.#held.keys()) {
      if (this.residentBytes <= this.#limit) return;
      if (key !== inUse) this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.#held.delete(key);
    this.#bytes.delete(key);
  }
}

interface Proposal {
  /** Worth an exact score. Ascending. */
  memories: number[];
  estimates: Neighbour[];
}

/** No await in here, since the next scan overwrites the scores. */
function propose(block: CubeBlock, query: VectorQuery): Proposal {
  const { vector, limit, estimates = 0, allows, space } = query;
  const { scores, factor } = block.scan(vector);
  const { numbers } = block;
  const worth = oversampled(limit);
  const heap = new NearestHeap(Math.max(worth, estimates));
  // A little below the floor, because int8 may have rounded a true neighbour down.
  const least = (space.floor - 0.02) / factor;
  const lowest = estimates > 0 ? 0 : least;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number;
    if (score < lowest || score <= heap.threshold) continue;
    if (!allows || allows(numbers[index] as number)) heap.offer(score, index);
  }
  const best = heap
    .indices()
    .toSorted((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  const near = best.subarray(0, worth).filter((index) => (scores[index] as number) >= least);
  const others = best.subarray(near.length, Math.max(near.length, estimates));
  return {
    memories: Array.from(near, (index) => numbers[index] as number).toSorted((a, b) => a - b),
    estimates: Array.from(others, (index) => ({
      memory: numbers[index] as number,
      cosine: (scores[index] as number) * factor,
      estimated: true,
    })),
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
