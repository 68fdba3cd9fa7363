/** Keeps the `size` best of many scores. A binary heap with the worst of the kept at the root. */
export class NearestHeap {
  readonly #size: number;
  readonly #scores: Float32Array;
  readonly #indices: Int32Array;
  #count = 0;

  constructor(size: number) {
    this.#size = size;
    this.#scores = new Float32Array(size);
    this.#indices = new Int32Array(size);
  }

  /** What a score must exceed to be kept. */
  get threshold(): number {
    return this.#count < this.#size ? -Infinity : (this.#scores[0] as number);
  }

  offer(score: number, index: number): void {
    if (this.#count < this.#size) {
      this.#rise(this.#count++, score, index);
    } else if (score > (this.#scores[0] as number)) {
      this.#sink(score, index);
    }
  }

  /** Indices of what was kept, in no order. */
  indices(): Int32Array {
    return this.#indices.slice(0, this.#count);
  }

  #rise(place: number, score: number, index: number): void {
    let at = place;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#scores[parent] as number) <= score) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, score, index);
  }

  #sink(score: number, index: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#count) break;
      const other = child + 1;
      if (other < this.#count && (this.#scores[other] as number) < (this.#scores[child] as number))
        child = other;
      if ((this.#scores[child] as number) >= score) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, score, index);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#scores[from] as number, this.#indices[from] as number);
  }

  #put(at: number, score: number, index: number): void {
    this.#scores[at] = score;
    this.#indices[at] = index;
  }
}
