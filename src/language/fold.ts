const LATIN_GREEK_CYRILLIC_MARKED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}+/gu;
// Zero-width characters, soft hyphens, variation selectors, direction controls.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu;
const ASCII = /^\p{ASCII}*$/u;

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
