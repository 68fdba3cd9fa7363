const STRETCHED = /([a-z])\1{2,}/g;
const STRETCHED_ONCE = /([a-z])\1{2}/;
/** Not www, iii, xviii, aaa. */
const NUMERAL_OR_ONE_LETTER = /^(?:[ivxlcdm]+|([a-z])\1+)$/;

/**
 * What a word is that somebody has stretched, as sooo and coool: with the letter once, then twice, since
 * nobody can tell which of both is meant. Undefined for any other.
 *
 * @param word folded and in lower case
 */
export function unstretched(word: string): [once: string, twice: string] | undefined {
  if (!STRETCHED_ONCE.test(word) || NUMERAL_OR_ONE_LETTER.test(word)) return undefined;
  return [word.replaceAll(STRETCHED, '$1'), word.replaceAll(STRETCHED, '$1$1')];
}
