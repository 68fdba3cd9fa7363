const FIRST_SLOTS = 1_024;
/** A table that one long text has made larger is not kept. */
const MOST_SLOTS_KEPT = 16_384;

/**
 * Sums of weights by feature, in the order in which features came. A feature is a letter for its kind and a
 * piece of a text: looked up by where it stands, so that no string is made for any of them.
 */
export class FeatureSums {
  /** How many there are; what stands behind them is of texts before. */
  count = 0;
  /** In order of arrival: hash and sum of each. */
  hashes: number[] = [];
  sums: number[] = [];
  #kinds: number[] = [];
  #texts: string[] = [];
  #starts: number[] = [];
  #ends: number[] = [];
  /** Open addressing: number of the feature plus one, 0 where nothing is. A power of two. */
  #slots = new Int32Array(FIRST_SLOTS);

  clear(): void {
    this.count = 0;
    if (this.#slots.length <= MOST_SLOTS_KEPT) {
      this.#slots.fill(0);
      return;
    }
    this.#slots = new Int32Array(FIRST_SLOTS);
    this.hashes = [];
    this.sums = [];
    this.#kinds = [];
    this.#texts = [];
    this.#starts = [];
    this.#ends = [];
  }

  /**
   * A second occurrence adds a quarter: what is repeated is not that much more the matter.
   *
   * @param kind a character code
   */
  add(kind: number, text: string, start: number, end: number, weight: number): void {
    const hash = hashOf(kind, text, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1;
      if (number < 0) {
        this.#slots[slot] = this.count + 1;
        this.#append(hash, kind, text, start, end, weight);
        return;
      }
      if (this.hashes[number] === hash && this.#is(number, kind, text, start, end)) {
        this.sums[number] = (this.sums[number] as number) + weight / 4;
        return;
      }
    }
  }

  #append(
    hash: number,
    kind: number,
    text: string,
    start: number,
    end: number,
    weight: number,
  ): void {
    const number = this.count;
    this.hashes[number] = hash;
    this.sums[number] = weight;
    this.#kinds[number] = kind;
    this.#texts[number] = text;
    this.#starts[number] = start;
    this.#ends[number] = end;
    this.count += 1;
    if (2 * this.count > this.#slots.length) this.#grow();
  }

  #is(number: number, kind: number, text: string, start: number, end: number): boolean {
    const from = this.#starts[number] as number;
    const other = this.#texts[number] as string;
    if (this.#kinds[number] !== kind || (this.#ends[number] as number) - from !== end - start)
      return false;
    for (let at = 0; at < end - start; at++) {
      if (other.charCodeAt(from + at) !== text.charCodeAt(start + at)) return false;
    }
    return true;
  }

  #grow(): void {
    const slots = new Int32Array(4 * this.#slots.length);
    for (let number = 0; number < this.count; number++) {
      let slot = (this.hashes[number] as number) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a, with MurmurHash3's last mixing so that also the low bits spread. */
function hashOf(kind: number, text: string, start: number, end: number): number {
  let hash = Math.imul(0x811c9dc5 ^ kind, 0x01000193);
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
