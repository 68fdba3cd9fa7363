import { fold } from '../../language/terms/fold.js';

/** A name as filters that ignore case read it; null where that is the name itself. */
export function foldedName(name: string | null): string | null {
  const folded = name === null ? null : fold(name);
  return folded === name ? null : folded;
}

/** A text as lists look for letters in it; null where that is the text in small letters of ASCII. */
export function foldedText(text: string): string | null {
  const folded = fold(text);
  return folded === text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) ? null : folded;
}
