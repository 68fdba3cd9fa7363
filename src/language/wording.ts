import { foldKeepingCase, isAscii, lowerCase } from './terms/fold.js';

/** Words of scripts with spaces, characters of others. */
const UNIT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu;
/** The same of texts in ASCII, in half the time: a search compares up to fifty. */
const ASCII_UNIT = /[a-z0-9]+/g;
/** Longer texts are no one statement. */
const LONGEST = 400;

/** A text as what is compared of it; undefined for one that is too long to be one statement. */
export function wordingOf(text: string): string[] | undefined {
  if (text.length > LONGEST) return undefined;
  if (isAscii(text)) return text.toLowerCase().match(ASCII_UNIT) ?? [];
  return lowerCase(foldKeepingCase(text.toWellFormed())).match(UNIT) ?? [];
}

/** Where two wordings differ. */
export interface Slot {
  /** What stands before and after it in both. */
  around: string[][];
  /** What each of the two says there. */
  said: [string[], string[]];
}

/**
 * Two texts fill the same slot when the wording that they begin and end with covers half of the longer
 * one; else undefined. "Mia lives in Lisbon." and "Mia lives in Porto now." do.
 */
export function slotOf(one: readonly string[], other: readonly string[]): Slot | undefined {
  const [length, otherLength] = [one.length, other.length];
  const shorter = Math.min(length, otherLength);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  // By index: `at` takes three times as long, and a search asks a thousand times.
  while (end < shorter - start && one[length - 1 - end] === other[otherLength - 1 - end]) end += 1;
  const shared = start + end;
  if (shared === 0 || shared * 2 < Math.max(length, otherLength)) return undefined;
  return {
    around: [one.slice(0, start), one.slice(one.length - end)],
    said: [one.slice(start, one.length - end), other.slice(start, other.length - end)],
  };
}

/** As it stood: characters of scripts without spaces belong together. */
export function joined(units: readonly string[]): string {
  return units.join(units.every((unit) => [...unit].length === 1) ? '' : ' ');
}
