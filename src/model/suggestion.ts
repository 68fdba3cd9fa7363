import { closest, distance } from 'fastest-levenshtein';

/** The word that was probably meant; undefined where none is near, since anything is nearest to something. */
export function suggestionFor(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const near = closest(word, known);
  return distance(word, near) <= Math.max(2, word.length / 3) ? near : undefined;
}

/** ` Did you mean …?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = suggestionFor(word, known);
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
