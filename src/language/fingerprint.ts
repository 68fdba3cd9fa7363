import { createHash } from 'node:crypto';
import { fold } from './terms/fold.js';

/** Words, numbers with their decimals, and the marks that change what is meant. */
const WORDS =
  /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+(?:[.,:]\p{N}+)*|[+\-−#%$€£¥₽₹&@=<>*/^~]|\p{Extended_Pictographic}/gu;

/**
 * Identity of "the same folded words": what differs only in case, width, accents of letters, white
 * space and the punctuation of sentences is the same; a number, a sign or a negation is not.
 *
 * @returns 32 hexadecimal digits
 */
export function fingerprint(text: string): string {
  const words = fold(text.toWellFormed()).match(WORDS) ?? [];
  return createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 32);
}
