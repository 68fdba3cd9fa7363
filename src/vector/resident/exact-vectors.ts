import type { VectorReads } from '../../store/port.js';
import type { Neighbour } from '../neighbours.js';
import type { Space } from '../port.js';
import { type Kernel, kernelOn, newMemory, PAGE_BYTES } from './kernel.js';

/** Of the width of a row, in bytes. */
const ALIGN = 32;
const BYTES = Float32Array.BYTES_PER_ELEMENT;
/** No WebAssembly memory is larger. */
const MOST_BYTES = 65_536 * PAGE_BYTES;

interface Rows {
  memory: WebAssembly.Memory;
  kernel: Kernel;
  /** By memory, the number of its row. */
  rowOf: Map<number, number>;
  /** By row, the memory that has it. */
  memoryIn: number[];
  /** By row, 1 where it was asked for since `next` passed by. */
  used: number[];
  /** Where a row is looked for that may be taken. */
  next: number;
}

/**
 * The float32 vectors of one part of a cube, as far as they were read lately: reading 70 takes 0.3 ms. They
 * lie in one WebAssembly memory, the query before them.
 */
export class ExactVectors {
  readonly #reads: VectorReads;
  readonly #space: Space;
  readonly #width: number;
  readonly #most: number;
  #rows: Rows | undefined;

  /** @param limitBytes what they may take; at least one is kept */
  constructor(reads: VectorReads, space: Space, limitBytes: number) {
    this.#reads = reads;
    this.#space = space;
    this.#width = Math.ceil((space.dimension * BYTES) / ALIGN) * ALIGN;
    const bytes = Math.min(limitBytes, MOST_BYTES);
    this.#most = Math.max(1, Math.floor(bytes / this.#width) - 1);
  }

  get bytes(): number {
    return this.#rows?.memory.buffer.byteLength ?? 0;
  }

  /** Those that the store has, with their cosines. */
  async nearnessOf(memories: readonly number[], query: Float32Array): Promise<Neighbour[]> {
    const found: Neighbour[] = [];
    const missing: number[] = [];
    const rows = this.#asked(query);
    // Now, since another search may take their rows meanwhile.
    for (const memory of memories) {
      const row = rows.rowOf.get(memory);
      if (row === undefined) {
        missing.push(memory);
        continue;
      }
      rows.used[row] = 1;
      found.push({ memory, cosine: this.#cosine(rows, row) });
    }
    if (missing.length > 0) found.push(...(await this.#read(missing, query)));
    return found;
  }

  clear(): void {
    this.#rows = undefined;
  }

  async #read(missing: readonly number[], query: Float32Array): Promise<Neighbour[]> {
    const vectors = await this.#reads.exact(this.#space.no, missing);
    // Another search has asked with its own query meanwhile, perhaps.
    const rows = this.#asked(query);
    return missing.flatMap((memory, at) => {
      const vector = vectors[at];
      // Scored at once: the next may take its row.
      return vector
        ? [{ memory, cosine: this.#cosine(rows, this.#keep(rows, memory, vector)) }]
        : [];
    });
  }

  #asked(query: Float32Array): Rows {
    this.#rows ??= emptyRows(this.#width);
    new Float32Array(this.#rows.memory.buffer, 0, query.length).set(query);
    return this.#rows;
  }

  #cosine({ kernel }: Rows, row: number): number {
    return kernel.dot((row + 1) * this.#width, 0, this.#width);
  }

  #keep(rows: Rows, memory: number, vector: Float32Array): number {
    const known = rows.rowOf.get(memory);
    if (known !== undefined) return known;
    const row = this.#take(rows);
    const place = (row + 1) * this.#width;
    grow(rows.memory, place + this.#width, (1 + this.#most) * this.#width);
    new Float32Array(rows.memory.buffer, place, vector.length).set(vector);
    rows.rowOf.set(memory, row);
    rows.memoryIn[row] = memory;
    return row;
  }

  /** The clock: of all rows in turn the first that was not used since the last time round. */
  #take(rows: Rows): number {
    const { rowOf, memoryIn, used } = rows;
    let row = rows.next;
    for (; used[row] === 1; row = (row + 1) % this.#most) used[row] = 0;
    const before = memoryIn[row];
    if (before !== undefined) rowOf.delete(before);
    rows.next = (row + 1) % this.#most;
    return row;
  }
}

function emptyRows(width: number): Rows {
  const memory = newMemory(width);
  return { memory, kernel: kernelOn(memory), rowOf: new Map(), memoryIn: [], used: [], next: 0 };
}

/** By a quarter at a time, so that the first rows of a cube take a page and many are not copied often. */
function grow(memory: WebAssembly.Memory, bytes: number, most: number): void {
  const has = memory.buffer.byteLength / PAGE_BYTES;
  const needs = Math.ceil(bytes / PAGE_BYTES);
  const roomy = Math.min(Math.ceil(has * 1.25), Math.ceil(most / PAGE_BYTES));
  if (needs > has) memory.grow(Math.max(needs, roomy) - has);
}
