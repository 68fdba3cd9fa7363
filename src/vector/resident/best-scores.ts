/** Room for so many times what is kept: the more, the seldomer is the rest thrown out. */
const ROOM = 4;

/**
 * Keeps the `size` best of many scores, offered by ascending index; of equals the lower one. What is better than
 * a threshold is collected, and when there is no more room, selection raises the threshold: cheaper than a heap.
 */
export class BestScores {
  readonly #size: number;
  readonly #scores: Float32Array;
  readonly #indices: Int32Array;
  #count = 0;
  /** What scores less is not kept. */
  threshold = -Infinity;

  constructor(size: number) {
    this.#size = size;
    this.#scores = new Float32Array(size * ROOM);
    this.#indices = new Int32Array(size * ROOM);
  }

  offer(score: number, index: number): void {
    if (score < this.threshold) return;
    if (this.#count === this.#scores.length) this.#prune();
    this.#scores[this.#count] = score;
    this.#indices[this.#count++] = index;
  }

  /** By ascending index. */
  kept(): { indices: Int32Array; scores: Float32Array } {
    this.#prune();
    return {
      indices: this.#indices.subarray(0, this.#count),
      scores: this.#scores.subarray(0, this.#count),
    };
  }

  #prune(): void {
    if (this.#count <= this.#size) return;
    const scores = this.#scores.subarray(0, this.#count);
    const least = nthHighest(scores.slice(), this.#size);
    let equals = this.#size - countAbove(least, scores);
    this.#count = 0;
    for (let at = 0; at < scores.length; at++) {
      const score = scores[at] as number;
      if (score < least || (score === least && equals-- <= 0)) continue;
      this.#scores[this.#count] = score;
      this.#indices[this.#count++] = this.#indices[at] as number;
    }
    this.threshold = least;
  }
}

function countAbove(least: number, values: Float32Array): number {
  let count = 0;
  for (let at = 0; at < values.length; at++) if ((values[at] as number) > least) count += 1;
  return count;
}

/** Hoare 1961, "Algorithm 65: Find". Puts the values in another order. */
function nthHighest(values: Float32Array, nth: number): number {
  let [first, last] = [0, values.length - 1];
  while (first < last) {
    const pivot = values[(first + last) >>> 1] as number;
    let [low, high] = [first, last];
    while (low <= high) {
      while ((values[low] as number) > pivot) low += 1;
      while ((values[high] as number) < pivot) high -= 1;
      if (low > high) break;
      const value = values[low] as number;
      values[low++] = values[high] as number;
      values[high--] = value;
    }
    if (nth - 1 <= high) last = high;
    else if (nth - 1 >= low) first = low;
    else break;
  }
  return values[nth - 1] as number;
}
