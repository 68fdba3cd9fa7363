import type { VectorRow } from '../../store/port.js';
import { kernelOn, newMemory } from './kernel.js';
import { quantise } from './quantise.js';

const ALIGN = 16;
/** Of each value: the kernel widens the rows alone. */
const BYTES_OF_QUERY = 2;

/** Where the parts of a block lie in its memory, in bytes. */
interface Layout {
  rows: number;
  scales: number;
  query: number;
  out: number;
  width: number;
}

/** The int8 rows of one cube in one WebAssembly memory: query, scores, scales, rows. */
export class CubeBlock {
  readonly #width: number;
  readonly #dimension: number;
  #capacity = 0;
  #memory = newMemory(1);
  #kernel = kernelOn(this.#memory);
  #numbers = new Int32Array(0);
  #count = 0;

  constructor(dimension: number) {
    this.#dimension = dimension;
    this.#width = Math.ceil(dimension / ALIGN) * ALIGN;
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#memory.buffer.byteLength + this.#numbers.byteLength;
  }

  /** Memory numbers, ascending. */
  get numbers(): Int32Array {
    return this.#numbers.subarray(0, this.#count);
  }

  get last(): number {
    return this.#count === 0 ? 0 : (this.#numbers[this.#count - 1] as number);
  }

  /** Adds rows with higher memory numbers than all that are here. */
  append(rows: readonly VectorRow[]): void {
    this.#reserve(this.#count + rows.length);
    const layout = this.#layout;
    const bytes = new Int8Array(this.#memory.buffer);
    const scales = new Float32Array(this.#memory.buffer, layout.scales, this.#capacity);
    for (const row of rows) {
      bytes.set(row.int8, layout.rows + this.#count * this.#width);
      scales[this.#count] = row.scale;
      this.#numbers[this.#count] = row.memory;
      this.#count += 1;
    }
  }

  get #layout(): Layout {
    const out = this.#width * BYTES_OF_QUERY;
    const scales = align(out + this.#capacity * 4);
    const rows = align(scales + this.#capacity * 4);
    return { query: 0, out, scales, rows, width: this.#width };
  }

  /**
   * Scores the rows of a slice in one call of the kernel.
   *
   * @returns scores in the order of `numbers` from `first` on, which times `factor` are about the
   *   cosines; the next scan overwrites them
   */
  scan(
    vector: Float32Array,
    first = 0,
    end = this.#count,
  ): { scores: Float32Array; factor: number } {
    if (vector.length !== this.#dimension) {
      throw new RangeError(
        `a query of ${vector.length} dimensions in a space of ${this.#dimension}`,
      );
    }
    const { scale, int8 } = quantise(vector);
    const { rows, scales, query, out, width } = this.#layout;
    const count = Math.min(end, this.#count) - first;
    new Int16Array(this.#memory.buffer, query, width).fill(0).set(int8);
    this.#kernel.score(rows + first * width, scales + first * 4, query, out, count, width);
    return { scores: new Float32Array(this.#memory.buffer, out, count), factor: scale };
  }

  #reserve(count: number): void {
    if (count <= this.#capacity) return;
    const before = { memory: this.#memory, layout: this.#layout };
    this.#capacity = Math.max(64, Math.ceil(count * 1.25));
    const { rows, scales } = this.#layout;
    this.#memory = newMemory(rows + this.#capacity * this.#width);
    this.#kernel = kernelOn(this.#memory);
    const from = new Uint8Array(before.memory.buffer);
    const to = new Uint8Array(this.#memory.buffer);
    const { scales: oldScales, rows: oldRows } = before.layout;
    to.set(from.subarray(oldScales, oldScales + this.#count * 4), scales);
    to.set(from.subarray(oldRows, oldRows + this.#count * this.#width), rows);
    const numbers = new Int32Array(this.#capacity);
    numbers.set(this.numbers);
    this.#numbers = numbers;
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGN) * ALIGN;
}
