/** Scores of some of many slots: a dense array to add to, and a list of the slots touched. */
export class SparseScores {
  #values: Float32Array;
  #slots: Int32Array;
  #size = 0;

  constructor(capacity = 0) {
    this.#values = new Float32Array(capacity);
    this.#slots = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** The slots touched since the last `reset`, in the order of their first score. */
  slots(): Int32Array {
    return this.#slots.subarray(0, this.#size);
  }

  at(slot: number): number {
    return this.#values[slot] ?? 0;
  }

  /** The scores of these, in their order; slots within the room of the last `reset`. */
  column(slots: Int32Array): Float32Array {
    const values = this.#values;
    const column = new Float32Array(slots.length);
    for (let at = 0; at < slots.length; at++) column[at] = values[slots[at] as number] as number;
    return column;
  }

  /** The scores of those that stand at the places of these in `others`; 0 where that is -1. */
  columnOf(others: Int32Array, slots: Int32Array): Float32Array {
    const values = this.#values;
    const column = new Float32Array(slots.length);
    for (let at = 0; at < slots.length; at++) {
      const other = others[slots[at] as number] as number;
      if (other >= 0 && other < values.length) column[at] = values[other] as number;
    }
    return column;
  }

  /** Adds a positive score. */
  add(slot: number, score: number): void {
    const before = this.#values[slot] as number;
    if (before === 0) this.#slots[this.#size++] = slot;
    this.#values[slot] = before + score;
  }

  highest(): number {
    let highest = 0;
    for (let index = 0; index < this.#size; index++) {
      highest = Math.max(highest, this.#values[this.#slots[index] as number] as number);
    }
    return highest;
  }

  /** Forgets all scores and makes room for `capacity` slots. Costs as much as was touched. */
  reset(capacity: number): void {
    for (let index = 0; index < this.#size; index++) this.#values[this.#slots[index] as number] = 0;
    this.#size = 0;
    if (capacity <= this.#values.length) return;
    const roomy = Math.ceil(capacity * 1.25);
    this.#values = new Float32Array(roomy);
    this.#slots = new Int32Array(roomy);
  }
}
