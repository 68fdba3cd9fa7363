/** Zero-width characters, direction controls, soft hyphen, variation selectors, keycap frame. */
const INVISIBLE =
  // oxlint-disable-next-line eslint/no-misleading-character-class -- single code points are meant
  /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
const MARKED = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;
/** Only texts with these need the slow way through decomposed letters. */
const MAY_BE_MARKED = /[\u00c0-\u058f\u1d00-\u1fff\u2c60-\u2c7f\ua640-\ua7ff]|\p{M}/u;
// oxlint-disable-next-line eslint/no-control-regex -- ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;
/** Before NFKC, which takes the acute accent apart into a space and a mark. */
const SINGLE_QUOTES = /[‘’‚‛′ʹʻʼ´＇]/g;
const DOUBLE_QUOTES = /[“”„‟″«»＂]/g;
/** Letters that Unicode does not decompose, as people type them without the key. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
  ς: 'σ',
};
const UNDECOMPOSED = /[ßẞæÆœŒøØłŁđĐðÐþÞıς]/g;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/**
 * One form for texts that read the same: NFKC (which folds full and half width), lower case,
 * without the accents of Latin, Greek and Cyrillic letters, with plain quotes and without invisible
 * characters. Marks of other scripts stay: が is not か.
 *
 * @example fold('Ｃafé') // 'cafe'
 */
export function fold(text: string): string {
  return lowerCase(foldKeepingCase(text));
}

/** As `fold`, but with capitals kept, for whoever needs to see names and camelCase. */
export function foldKeepingCase(text: string): string {
  if (isAscii(text)) return text;
  const plain = text
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    // A removed character may have kept apart what belongs together.
    .normalize('NFKC');
  if (!MAY_BE_MARKED.test(plain)) return plain;
  return plain
    .normalize('NFD')
    .replace(MARKED, '$1')
    .normalize('NFC')
    .replace(UNDECOMPOSED, (letter) => PLAIN[letter] ?? letter);
}

/** The lower case of a folded text. The final sigma that Greek lower case makes is undone. */
export function lowerCase(folded: string): string {
  const lower = folded.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}
