/** Scripts that are written without spaces, where a word ends anywhere. */
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER = String.raw`[\p{L}\p{M}\p{N}_]`;
const SIGNS = /[\\^$.*+?()[\]{}|/-]/g;

export interface Replacement {
  from: string;
  to: string;
  wholeWords: boolean;
  matchCase: boolean;
}

/** @returns the text with each occurrence replaced; the same text where there is none */
export function replaceWords(
  text: string,
  { from, to, wholeWords, matchCase }: Replacement,
): string {
  const letters = [...from];
  const edge = (letter: string | undefined, look: string) =>
    wholeWords && letter !== undefined && isLetter(letter) && !SPACELESS.test(letter) ? look : '';
  const before = edge(letters.at(0), `(?<!${LETTER})`);
  const after = edge(letters.at(-1), `(?!${LETTER})`);
  const pattern = `${before}${from.replace(SIGNS, String.raw`\$&`)}${after}`;
  // Called back, so that a $ in it is no more than that.
  return text.replace(new RegExp(pattern, matchCase ? 'gu' : 'giu'), () => to);
}

function isLetter(letter: string): boolean {
  return /[\p{L}\p{M}\p{N}_]/u.test(letter);
}
