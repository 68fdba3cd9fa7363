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
    const all = found.flat().filter(({ cosine }) => cosine >= query.space.floor);
    all.sort((a, b) => b.cosine - a.cosine || a.memory - b.memory);
    return all.slice(0, query.limit);
  }

  close(): void {
    this.#held.clear();
    this.#bytes.clear();
  }

  async #inCube(cube: CubeVersion, query: VectorQuery): Promise<Neighbour[]> {
    const block = await this.#block(cube, query);
    const memories = propose(block, query);
    const vectors = await this.#rows.exact(query.space.no, memories);
    return vectors.flatMap((vector, index) =>
      vector ? [{ memory: memories[index] as number, cosine: dot(vector, query.vector) }] : [],
    );
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

/** The memories worth an exact score: no await in here, since the next scan overwrites the scores. */
function propose(block: CubeBlock, { vector, limit, allows, space }: VectorQuery): number[] {
  const { scores, factor } = block.scan(vector);
  const { numbers } = block;
  const heap = new NearestHeap(oversampled(limit));
  // A little below the floor, because int8 may have rounded a true neighbour down.
  const least = (space.floor - 0.02) / factor;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number;
    if (score < least || score <= heap.threshold) continue;
    if (!allows || allows(numbers[index] as number)) heap.offer(score, index);
  }
  return Array.from(heap.indices(), (index) => numbers[index] as number).toSorted((a, b) => a - b);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
