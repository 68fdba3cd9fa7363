const LATIN_GREEK_CYRILLIC_MARKED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}+/gu;
// Zero-width characters, direction controls, soft hyphen, variation selectors.
const INVISIBLE =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]/g;
// eslint-disable-next-line no-control-regex -- ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/**
 * One form for texts that read the same: NFKC (which folds full and half width), lower case,
 * without the accents of Latin, Greek and Cyrillic letters, with plain quotes. Marks of other
 * scripts stay: が is not か.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(LATIN_GREEK_CYRILLIC_MARKED, (letter) => letter[0] as string)
    .normalize('NFC')
    .replace(/[‘’‛ʼ´`]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replaceAll('ß', 'ss');
}
