/** Room for so many times what is kept: the more, the seldomer is the rest thrown out. */
const ROOM = 4;

/** Steps of the scores from 0 to 1 that are counted apart; a power of two, so that a score lies on one side of each. */
const STEPS = 1024;

/**
 * Keeps the `size` best of many scores, offered by ascending index; of equals the lower one. What is better than
 * a threshold is collected: cheaper than a heap. The threshold rises to the highest step that `size` of the scores
 * have reached, and where too many are on one, by selection.
 */
export class BestScores {
  readonly #size: number;
  readonly #scores: Float32Array;
  readonly #indices: Int32Array;
  #count = 0;
  /** Undefined where all that is offered is kept. */
  readonly #onStep: Uint32Array | undefined;
  #step = 0;
  /** How many scores are on that step or above it. */
  #reached = 0;
  /** What scores less is not kept. */
  threshold = -Infinity;

  /** @param offered how many scores there will be at most */
  constructor(size: number, offered = Infinity) {
    this.#size = size;
    const room = Math.min(size * ROOM, offered);
    if (offered > size) this.#onStep = new Uint32Array(STEPS + 1);
    this.#scores = new Float32Array(room);
    this.#indices = new Int32Array(room);
  }

  offer(score: number, index: number): void {
    if (score < this.threshold) return;
    if (this.#count === this.#scores.length) this.#prune();
    this.#scores[this.#count] = score;
    this.#indices[this.#count++] = index;
    if (this.#onStep) this.#climb(this.#onStep, Math.min(STEPS, Math.trunc(score * STEPS)));
  }

  #climb(onStep: Uint32Array, step: number): void {
    if (step < this.#step) return;
    onStep[step] = (onStep[step] as number) + 1;
    this.#reached += 1;
    let above = this.#reached - (onStep[this.#step] as number);
    while (above >= this.#size) {
      this.#step += 1;
      this.#reached = above;
      this.threshold = Math.max(this.threshold, this.#step / STEPS);
      above -= onStep[this.#step] as number;
    }
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
    this.#keep(this.threshold, Infinity);
    if (this.#count <= this.#size) return;
    const scores = this.#scores.subarray(0, this.#count);
    const least = nthHighest(scores.slice(), this.#size);
    this.#keep(least, this.#size - countAbove(least, scores));
    this.threshold = least;
  }

  /** Of those that score `least`, the first so many. */
  #keep(least: number, equals: number): void {
    let kept = 0;
    for (let at = 0; at < this.#count; at++) {
      const score = this.#scores[at] as number;
      if (score < least || (score === least && equals-- <= 0)) continue;
      this.#scores[kept] = score;
      this.#indices[kept++] = this.#indices[at] as number;
    }
    this.#count = kept;
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
