import { compareText } from './filter.js';

/** So many code points of a text decide where it stands: a cursor carries them. */
export const SORTED = 64;

/**
 * What texts and names are put in order by, in the order of code points: their beginning, with capitals of
 * ASCII as small letters, which is as much as every engine does alike. No name stands before all names.
 *
 * @example sortKeyOf('Tea at five') // 'tea at five'
 */
export function sortKeyOf(text: string | null): string {
  // A code point takes two units at most.
  const units = (text ?? '').slice(0, 2 * SORTED);
  const beginning = [...units].slice(0, SORTED).join('');
  return beginning.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

export function compareKeys(a: string | null, b: string | null): number {
  return compareText(sortKeyOf(a), sortKeyOf(b));
}
