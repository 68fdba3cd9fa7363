const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NIL = '00000000-0000-0000-0000-000000000000';
/** Numbers of 32 bits in an id. */
const WORDS = 4;
const FIRST_PLACES = 1_024;

/**
 * Ids that were met, as their bits: sets of strings hold some 100 bytes for each, and an export or import of
 * a whole store meets all of its ids.
 */
export class IdSet {
  /** Open addressing: `WORDS` numbers a place, all zeros where nothing is. A power of two of places. */
  #places = new Uint32Array(WORDS * FIRST_PLACES);
  #packed = 0;
  /** What is no id as we write them. */
  readonly #others = new Set<string>();

  get size(): number {
    return this.#packed + this.#others.size;
  }

  has(id: string): boolean {
    if (!isPackable(id)) return this.#others.has(id);
    const words = wordsOf(id);
    return isAt(this.#places, this.#placeOf(words), words);
  }

  add(id: string): void {
    if (!isPackable(id)) {
      this.#others.add(id);
      return;
    }
    const words = wordsOf(id);
    const place = this.#placeOf(words);
    if (isAt(this.#places, place, words)) return;
    this.#places.set(words, place);
    this.#packed += 1;
    if (4 * WORDS * this.#packed > 3 * this.#places.length) this.#grow();
  }

  /** Where it stands, or where it would stand. */
  #placeOf(words: Words): number {
    const places = this.#places;
    const mask = places.length - 1;
    for (let place = (WORDS * hashOf(words)) & mask; ; place = (place + WORDS) & mask) {
      if (isFree(places, place) || isAt(places, place, words)) return place;
    }
  }

  #grow(): void {
    const before = this.#places;
    this.#places = new Uint32Array(2 * before.length);
    for (let place = 0; place < before.length; place += WORDS) {
      if (isFree(before, place)) continue;
      const words = Array.from(before.subarray(place, place + WORDS)) as unknown as Words;
      this.#places.set(words, this.#placeOf(words));
    }
  }
}

type Words = readonly [number, number, number, number];

/** The id of zeros is what stands where nothing is. */
function isPackable(id: string): boolean {
  return UUID.test(id) && id !== NIL;
}

function wordsOf(id: string): Words {
  const hex = (start: number, end: number) => Number.parseInt(id.slice(start, end), 16);
  return [
    hex(0, 8),
    hex(9, 13) * 0x10000 + hex(14, 18),
    hex(19, 23) * 0x10000 + hex(24, 28),
    hex(28, 36),
  ];
}

/** Ids made in the same millisecond differ at their end alone, derived ones everywhere. */
function hashOf([one, two, three, four]: Words): number {
  let hash = Math.imul(one ^ Math.imul(two, 0x85ebca6b), 0xc2b2ae35) ^ three;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ four;
  hash = Math.imul(hash ^ (hash >>> 13), 0x297a2d39);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function isFree(places: Uint32Array, place: number): boolean {
  const [one, two] = [places[place], places[place + 1]];
  return one === 0 && two === 0 && places[place + 2] === 0 && places[place + 3] === 0;
}

function isAt(places: Uint32Array, place: number, [one, two, three, four]: Words): boolean {
  return (
    places[place] === one &&
    places[place + 1] === two &&
    places[place + 2] === three &&
    places[place + 3] === four
  );
}
