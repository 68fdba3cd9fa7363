import { firstLetter } from '../../language/spelling/spelling.js';
import { WordList } from '../../language/spelling/word-list.js';
import type { Postings, TermPostings } from '../../store/port.js';
import { NOWHERE, type TermSlots } from './term-slots.js';
import { WholeTerms } from './whole-terms.js';

export interface TermListsOf {
  /** Slot of a memory, if the part holds it; found sooner the nearer it is to one at or before it. */
  slotOf: (memory: number, from: number) => number | undefined;
  /** Whether what is kept here is all there is. */
  isComplete: boolean;
}

/** So many terms of texts take the store some 15 ms to read, in which nobody else is served. */
const MOST_WHOLE = 30_000;
/** So many terms of texts are read in the time that it takes to look up the terms of one search. */
const WORTH_ONE_LOOK = 600;

/** Of one term whose list stands among all. */
const BYTES_OF_VIEWS = 200;

/** What is known of the terms of one part of a cube, until memories are appended. */
export class TermLists {
  readonly #of: TermListsOf;
  readonly #terms = new Map<string, TermSlots>();
  readonly #beginnings = new Map<string, WordList>();
  #whole: WholeTerms | undefined;
  #bytes = 0;
  #looks = 0;
  #isWorthAll = false;

  constructor(of: TermListsOf) {
    this.#of = of;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Those that were kept one by one. */
  get terms(): Iterable<string> {
    return this.#terms.keys();
  }

  forget(): void {
    this.#terms.clear();
    this.#beginnings.clear();
    this.#whole = undefined;
    this.#bytes = 0;
    this.countAnew();
  }

  /** All could not be read: more looks, and it is tried again. */
  countAnew(): void {
    this.#looks = 0;
    this.#isWorthAll = false;
  }

  /** Who holds a term; undefined where the store has to be asked. */
  term(term: string): TermSlots | undefined {
    const known = this.#terms.get(term);
    if (known) return known;
    if (!this.#whole) return this.#lacks(term) ? NOWHERE : undefined;
    const found = this.#whole.term(term);
    if (found === NOWHERE) return found;
    this.#terms.set(term, found);
    this.#bytes += BYTES_OF_VIEWS;
    return found;
  }

  /** Whether that is known without asking the store. */
  #lacks(term: string): boolean {
    if (this.#of.isComplete) return true;
    return this.#beginnings.get(firstLetter(term))?.has(term) === false;
  }

  /** Keeps the posting list of a term. */
  keep(term: string, { memories, frequencies }: Postings): void {
    const slots = new Int32Array(memories.length);
    const kept = new Uint8Array(memories.length);
    let size = 0;
    let occurrences = 0;
    let slot = 0;
    for (let index = 0; index < memories.length; index++) {
      const found = this.#of.slotOf(memories[index] as number, slot);
      if (found === undefined) continue;
      slot = found;
      slots[size] = slot;
      occurrences += frequencies[index] as number;
      kept[size++] = frequencies[index] as number;
    }
    const entry = {
      slots: slots.subarray(0, size),
      frequencies: kept.subarray(0, size),
      occurrences,
    };
    this.#terms.set(term, entry);
    this.#bytes += memories.length * 5 + 64;
  }

  /**
   * Whether all terms should be read together now, which spares every later search its looks: once, when as many
   * looks have been taken as that costs.
   *
   * @param length of all texts, in terms
   */
  takesLook(length: number): boolean {
    this.#looks += 1;
    if (this.#isWorthAll || length > MOST_WHOLE) return false;
    this.#isWorthAll = this.#looks * WORTH_ONE_LOOK > length;
    return this.#isWorthAll;
  }

  keepAll(lists: TermPostings): void {
    // Another search has read them meanwhile, perhaps.
    if (this.#whole) return;
    this.#whole = new WholeTerms(lists, this.#of.slotOf);
    this.#bytes += this.#whole.bytes;
  }

  /** The terms that begin so, where they are known. */
  beginning(letters: string): WordList | undefined {
    const known = this.#beginnings.get(letters);
    if (known || !this.#whole) return known;
    return this.keepBeginning(letters, this.#whole.beginning(letters));
  }

  keepBeginning(letters: string, terms: readonly string[]): WordList {
    const known = this.#beginnings.get(letters);
    if (known) return known;
    const list = new WordList(terms);
    this.#beginnings.set(letters, list);
    this.#bytes += terms.reduce((sum, term) => sum + 2 * term.length + 64, 64);
    return list;
  }
}
