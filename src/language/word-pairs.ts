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
/** Stop words may stand between: "garden of Eden". */
const BETWEEN = String.raw`\p{L}*[^\p{L}\p{N}.!?;]+(?:\p{L}{1,3}[^\p{L}\p{N}.!?;]+){0,2}`;

/**
 * The pairs of words that stand side by side in a query, as patterns for folded texts in lower case:
 * "weather app" says more than "weather" and "app".
 */
export function wordPairsOf(query: string): RegExp[] {
  const pairs = new Set<string>();
  const folded = lowerCase(foldKeepingCase(query.slice(0, MOST_QUERY).toWellFormed()));
  for (const [clause] of folded.matchAll(CLAUSE)) {
    const words = (clause.match(WORD) ?? []).filter((word) => !stopWords.has(word));
    for (let at = 0; at + 1 < words.length && pairs.size < MOST_PAIRS; at++) {
      const [one, other] = [words[at] as string, words[at + 1] as string];
      pairs.add(String.raw`(?<![\p{L}\p{N}])${beginningOf(one)}${BETWEEN}${beginningOf(other)}`);
    }
  }
  return Array.from(pairs, (pair) => new RegExp(pair, 'u'));
}

/** How many of the pairs a text holds. */
export function countPairs(text: string, pairs: readonly RegExp[]): number {
  const folded = lowerCase(foldKeepingCase(text.toWellFormed()));
  return pairs.filter((pair) => pair.test(folded)).length;
}

function beginningOf(word: string): string {
  return word.slice(0, Math.max(SHORTEST, word.length - ENDING));
}
