import type { TermPostings } from '../../store/port.js';
import { NOWHERE, type TermSlots } from './term-slots.js';

/** Of one term: its text, its place in the map and where its list ends. */
const BYTES_PER_TERM = 120;
const BYTES_PER_POSTING = 5;

/** The posting lists of all terms of a part, end to end: two arrays for each would take ten times the memory. */
export class WholeTerms {
  readonly bytes: number;
  readonly #places: ReadonlyMap<string, number>;
  readonly #ends: Int32Array;
  readonly #slots: Int32Array;
  readonly #frequencies: Uint8Array;

  /** @param slotOf of a memory, if the part holds it */
  constructor(lists: TermPostings, slotOf: (memory: number, from: number) => number | undefined) {
    const { terms, memories, frequencies } = lists;
    this.#places = new Map(terms.map((term, at) => [term, at]));
    this.#ends = new Int32Array(terms.length);
    this.#slots = new Int32Array(memories.length);
    this.#frequencies = new Uint8Array(memories.length);
    let size = 0;
    let at = 0;
    for (const [place, end] of lists.ends.entries()) {
      let slot = 0;
      for (; at < end; at++) {
        const found = slotOf(memories[at] as number, slot);
        if (found === undefined) continue;
        slot = found;
        this.#slots[size] = slot;
        this.#frequencies[size++] = frequencies[at] as number;
      }
      this.#ends[place] = size;
    }
    this.bytes = terms.length * BYTES_PER_TERM + memories.length * BYTES_PER_POSTING;
  }

  term(term: string): TermSlots {
    const place = this.#places.get(term);
    if (place === undefined) return NOWHERE;
    const [start, end] = [this.#ends[place - 1] ?? 0, this.#ends[place]];
    const frequencies = this.#frequencies.subarray(start, end);
    const occurrences = frequencies.reduce((sum, frequency) => sum + frequency, 0);
    return { slots: this.#slots.subarray(start, end), frequencies, occurrences };
  }

  beginning(letters: string): string[] {
    return [...this.#places.keys()].filter((term) => term.startsWith(letters));
  }
}
