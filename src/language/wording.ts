import { foldKeepingCase, lowerCase } from './fold.js';

/** Words of scripts with spaces, characters of others. */
const UNIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu;
/** Longer texts are no one statement. */
const LONGEST = 400;

/** A text as what is compared of it; undefined for one that is too long to be one statement. */
export function wordingOf(text: string): string[] | undefined {
  if (text.length > LONGEST) return undefined;
  return lowerCase(foldKeepingCase(text.toWellFormed())).match(UNIT) ?? [];
}

/**
 * Whether two texts fill the same slot: the wording that they begin and end with covers half of the
 * longer one. "Mia lives in Lisbon." and "Mia lives in Porto now." do.
 */
export function fillsSameSlot(one: readonly string[], other: readonly string[]): boolean {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return start + end > 0 && (start + end) * 2 >= Math.max(one.length, other.length);
}
