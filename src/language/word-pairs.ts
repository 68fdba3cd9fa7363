import { foldKeepingCase, lowerCase } from './terms/fold.js';
import { stopWords } from './terms/stop-words.js';

/** More pairs tell nothing more, and each is looked for in every text. */
const MOST_PAIRS = 12;
/** In UTF-16 units, as with dates. */
const MOST_QUERY = 1_000;
/** Words of a query that stand side by side; a mark between them parts them. */
const CLAUSE = /[^.,;:!?()"\n]+/g;
const WORD = /[\p{L}\p{N}]+(?:'\p{L}+)?/gu;
/** Endings come and go: what is compared are the first letters, so many fewer than the word has. */
const ENDING = 2;
const SHORTEST = 4;
/** What follows the first letters of a word up to the next one. */
const REST_OF_WORD = /\p{L}*[^\p{L}\p{N}.!?;]+/uy;
/** Stop words may stand between: "garden of Eden". */
const WORD_BETWEEN = /\p{L}{1,3}[^\p{L}\p{N}.!?;]+/uy;
const MOST_BETWEEN = 2;
const START_OF_WORD = /(?<![\p{L}\p{N}])/uy;

/** The first letters of two words. */
export type WordPair = readonly [one: string, other: string];

/**
 * The pairs of words that stand side by side in a query: "weather app" says more than "weather" and
 * "app".
 */
export function wordPairsOf(query: string): WordPair[] {
  const pairs = new Map<string, WordPair>();
  for (const [clause] of readAs(query.slice(0, MOST_QUERY)).matchAll(CLAUSE)) {
    const words = (clause.match(WORD) ?? []).filter((word) => !stopWords.has(word));
    for (let at = 0; at + 1 < words.length && pairs.size < MOST_PAIRS; at++) {
      const pair = [
        beginningOf(words[at] as string),
        beginningOf(words[at + 1] as string),
      ] as const;
      pairs.set(pair.join(' '), pair);
    }
  }
  return [...pairs.values()];
}

/** How many of the pairs a text holds. */
export function countPairs(text: string, pairs: readonly WordPair[]): number {
  const read = readAs(text);
  return pairs.filter((pair) => holds(read, pair)).length;
}

function readAs(text: string): string {
  return lowerCase(foldKeepingCase(text.toWellFormed()));
}

/** By hand: a pattern for each pair takes V8 longer to build than fifty texts take to read. */
function holds(text: string, [one, other]: WordPair): boolean {
  for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
    if (matchEnd(START_OF_WORD, text, at) === undefined) continue;
    let next = matchEnd(REST_OF_WORD, text, at + one.length);
    for (let between = 0; next !== undefined && between <= MOST_BETWEEN; between++) {
      if (text.startsWith(other, next)) return true;
      next = matchEnd(WORD_BETWEEN, text, next);
    }
  }
  return false;
}

/** Where a match that begins at this place ends. */
function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function beginningOf(word: string): string {
  return word.slice(0, Math.max(SHORTEST, word.length - ENDING));
}
