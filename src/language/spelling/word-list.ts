import { isOtherForm, lettersApart, mostApart } from './spelling.js';

/** Shorter words have too many neighbours. */
const SHORTEST_NEAR = 4;

/** Words that a misspelt one is looked up in. */
export class WordList {
  readonly words: readonly string[];
  /** Which letters each word has, a bit for each: see `lettersOf`. */
  readonly #letters: Int32Array;
  /** By length, the places of the words that have it, ascending. */
  readonly #places: number[][] = [];
  #known: ReadonlySet<string> | undefined;

  constructor(words: readonly string[]) {
    this.words = words;
    this.#letters = Int32Array.from(words, lettersOf);
    for (const [at, { length }] of words.entries()) (this.#places[length] ??= []).push(at);
  }

  has(word: string): boolean {
    this.#known ??= new Set(this.words);
    return this.#known.has(word);
  }

  /**
   * The words that are near enough to one to be meant, by how many letters they are apart; the word itself and
   * other forms of it are not among them. Most words are told apart by their letters alone (signature hashing:
   * Boytsov 2011, "Indexing Methods for Approximate Dictionary Searching").
   */
  near(word: string): string[][] {
    const most = mostApart(word);
    const near = Array.from({ length: most }, (): number[] => []);
    const asked = lettersOf(word);
    // Each letter more or less is one that they are apart.
    const shortest = Math.max(SHORTEST_NEAR, word.length - most);
    for (let length = shortest; length <= word.length + most; length++) {
      for (const at of this.#places[length] ?? []) {
        // A letter in place of another makes two of them differ.
        if (bitsIn((this.#letters[at] as number) ^ asked) > 2 * most) continue;
        const other = this.words[at] as string;
        const apart = lettersApart(word, other, most);
        if (apart > 0 && apart <= most && !isOtherForm(word, other)) near[apart - 1]?.push(at);
      }
    }
    return near.map((places) =>
      places.sort((one, other) => one - other).map((at) => this.words[at] as string),
    );
  }
}

/** The order of letters and how often they stand there do not count; letters far apart may share a bit. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** Warren 2012, "Hacker's Delight", section 5-1. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
