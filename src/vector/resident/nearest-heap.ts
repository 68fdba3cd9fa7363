/**
 * Keeps the `size` best of many scores; of equals the lower index, whatever the order of offers. A binary
 * heap with the worst of the kept at the root.
 */
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

  /** What scores less is not kept. */
  get threshold(): number {
    return this.#count < this.#size ? -Infinity : (this.#scores[0] as number);
  }

  offer(score: number, index: number): void {
    if (this.#count < this.#size) {
      this.#rise(this.#count++, score, index);
    } else if (this.#isWorse(0, score, index)) {
      this.#sink(score, index);
    }
  }

  /** What was kept, in no order. */
  kept(): { index: number; score: number }[] {
    return Array.from({ length: this.#count }, (_, at) => ({
      index: this.#indices[at] as number,
      score: this.#scores[at] as number,
    }));
  }

  /** Whether the one at a place of the heap is worse than another. */
  #isWorse(place: number, score: number, index: number): boolean {
    const own = this.#scores[place] as number;
    return own < score || (own === score && (this.#indices[place] as number) > index);
  }

  #rise(place: number, score: number, index: number): void {
    let at = place;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isWorse(parent, score, index)) break;
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
      if (
        other < this.#count &&
        this.#isWorse(other, this.#scores[child] as number, this.#indices[child] as number)
      )
        child = other;
      if (!this.#isWorse(child, score, index)) break;
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
