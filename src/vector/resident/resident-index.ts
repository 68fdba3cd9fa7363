import type { VectorPlace, VectorReads } from '../../store/port.js';
import type {
  CubeVersion,
  Neighbours,
  Space,
  VectorIndex,
  VectorManifest,
  VectorQuery,
} from '../port.js';
import { answersAmong, type Columns, inColumns, type Neighbour } from '../neighbours.js';
import { BestScores } from './best-scores.js';
import { CubeBlock } from './cube-block.js';
import { ExactVectors } from './exact-vectors.js';

const PAGE = 4096;

/**
 * Rounding to int8 moves a cosine by 0.007 at most as measured, so that few change places: with 20 more than
 * are asked for, one in ten thousand of the nearest 50 is missed (docs/benchmarks.md, "Vectors").
 */
const oversampled = (limit: number) => limit + 20;
/** Of what all may take, so much is for the float32 vectors of one part of a cube. */
const EXACT_SHARE = 1 / 8;
/** Rows that are scanned at a stretch: 3 to 5 ms at 384 dimensions. */
const SLICE = 50_000;

export interface ResidentOptions {
  /** What all blocks together may take. The one in use stays, however large it is. */
  limitBytes: number;
}

interface Place extends VectorPlace {
  space: Space;
}

interface Held {
  block: CubeBlock;
  exact: ExactVectors;
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
  /** Those that are loaded, with their sizes. */
  readonly #loaded = new Map<string, { held: Held; bytes: number }>();
  #bytes = 0;

  constructor(rows: VectorReads, { limitBytes }: ResidentOptions) {
    this.#rows = rows;
    this.#limit = limitBytes;
  }

  get residentBytes(): number {
    return this.#bytes;
  }

  async nearest(query: VectorQuery): Promise<Neighbours> {
    if (!query.vector.some((value) => value !== 0)) return inColumns([]);
    const found = await Promise.all(query.cubes.map((cube) => this.#inCube(cube, query)));
    const { answers, rest } = answersAmong(
      found.flatMap(({ exact }) => exact),
      query,
    );
    if (!query.estimates) return inColumns(answers);
    const others = found.map(({ estimates }) => estimates);
    return inColumns(answers, rest, others);
  }

  close(): void {
    this.#held.clear();
    this.#loaded.clear();
    this.#bytes = 0;
  }

  async #inCube(cube: CubeVersion, query: VectorQuery): Promise<Found> {
    const held = await this.#heldOf(cube, query);
    const { worth, others } = await propose(held.block, query);
    const exact = await held.exact.nearnessOf(worth, query.vector);
    return { exact, estimates: others };
  }

  /** The block of a cube, at least as new as the counters say. */
  async #heldOf(cube: CubeVersion, { space, partition }: VectorQuery): Promise<Held> {
    const place = { space, cube: cube.no, partition };
    const key = `${space.no}/${partition}/${cube.no}`;
    const before = this.#held.get(key);
    const fresh = before
      ? before.then((held) => this.#refresh(held, cube, place))
      : this.#load(cube, place);
    this.#held.delete(key);
    this.#held.set(key, fresh);
    try {
      const held = await fresh;
      if (this.#held.get(key) === fresh) this.#measure(key, held);
      if (this.#bytes > this.#limit) this.#evict(key);
      return held;
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
    const exact = new ExactVectors(this.#rows, place.space, this.#limit * EXACT_SHARE);
    return { block, exact, version: { ...cube } };
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

  #measure(key: string, held: Held): void {
    const bytes = held.block.bytes + held.exact.bytes;
    this.#bytes += bytes - (this.#loaded.get(key)?.bytes ?? 0);
    this.#loaded.set(key, { held, bytes });
  }

  /** Of those used longest ago: first what only saves reading, then what has to be read anew as a whole. */
  #evict(inUse: string): void {
    const others = [...this.#held.keys()].filter((key) => key !== inUse);
    for (const key of others) {
      if (this.#bytes <= this.#limit) return;
      this.#dropExact(key);
    }
    for (const key of others) {
      if (this.#bytes <= this.#limit) return;
      this.#drop(key);
    }
  }

  #dropExact(key: string): void {
    const loaded = this.#loaded.get(key);
    if (!loaded) return;
    loaded.held.exact.clear();
    this.#measure(key, loaded.held);
  }

  #drop(key: string): void {
    this.#held.delete(key);
    this.#bytes -= this.#loaded.get(key)?.bytes ?? 0;
    this.#loaded.delete(key);
  }
}

interface Found {
  exact: Neighbour[];
  estimates: Columns;
}

interface Proposal {
  /** Memories worth an exact score. */
  worth: number[];
  /** The others, with cosines as int8 tells them. */
  others: Columns;
}

/** Slice by slice, so that a large cube never holds up the event loop for long. */
async function propose(block: CubeBlock, query: VectorQuery): Promise<Proposal> {
  const { limit, estimates = 0, space } = query;
  const { numbers } = block;
  const wide = new BestScores(Math.max(oversampled(limit), estimates), numbers.length);
  // A little below the floor, because int8 may have rounded a true neighbour down.
  const least = space.floor - 0.02;
  const lowest = estimates > 0 ? 0 : least;
  for (let first = 0; first < numbers.length; first += SLICE) {
    if (first > 0) await new Promise(setImmediate);
    offer(block, query, { first, lowest, numbers }, wide);
  }
  const { indices, scores } = wide.kept();
  const narrow = new BestScores(oversampled(limit), indices.length);
  for (let at = 0; at < indices.length; at++) {
    const score = scores[at] as number;
    if (score >= least) narrow.offer(score, at);
  }
  const chosen = narrow.kept().indices;
  const worth: number[] = [];
  const others = new Int32Array(indices.length - chosen.length);
  const cosines = new Float32Array(others.length);
  for (let at = 0; at < indices.length; at++) {
    const memory = numbers[indices[at] as number] as number;
    if (chosen[worth.length] === at) {
      worth.push(memory);
      continue;
    }
    others[at - worth.length] = memory;
    cosines[at - worth.length] = scores[at] as number;
  }
  return { worth, others: { memories: others, cosines } };
}

interface Slice {
  first: number;
  lowest: number;
  numbers: Int32Array;
}

/** No await in here, since the next scan overwrites the scores. */
function offer(
  block: CubeBlock,
  { vector, allows }: VectorQuery,
  { first, lowest, numbers }: Slice,
  best: BestScores,
): void {
  const { scores, factor } = block.scan(vector, first, Math.min(first + SLICE, numbers.length));
  for (let at = 0; at < scores.length; at++) {
    const cosine = (scores[at] as number) * factor;
    if (cosine < lowest || cosine < best.threshold) continue;
    if (!allows || allows(numbers[first + at] as number)) best.offer(cosine, first + at);
  }
}
