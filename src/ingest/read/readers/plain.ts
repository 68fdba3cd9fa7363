import type { ReadDocument, Reader, ReadLimits } from '../document.js';
import { decodeText } from '../encoding.js';
import { clean, tooMuchText } from '../markdown-writer.js';

export const readMarkdown: Reader = (bytes, limits) => plain('markdown', bytes, limits);
export const readText: Reader = (bytes, limits) => plain('text', bytes, limits);

function plain(
  format: ReadDocument['format'],
  bytes: Uint8Array,
  { characters }: ReadLimits,
): ReadDocument {
  const text = clean(decodeText(bytes));
  if (text.length > characters) throw tooMuchText(characters);
  return { format, sections: [{ place: {}, text }] };
}
