import { isUnseen } from '../../language/quote.js';

/** `[start, end)` in UTF-16 units. */
export interface Found {
  start: number;
  end: number;
}

const SINGLE_QUOTES = /[‘’‚‛′ʹʻʼ´`＇]/;
const DOUBLE_QUOTES = /[“”„‟″«»＂]/;
const DASHES = /[‐‑‒–—―−－]/;
/** What a window shows in place of a line end. */
const SPACE = /[\s⏎]/;
/** Models put their own marks around a quote, and leave out its ends. */
const AROUND = /^[\s"'.…]+|[\s"'.…]+$/g;

/**
 * Where an episode says what a model claims to quote: word for word, else with other spaces, capitals,
 * widths and typographic marks. Undefined: it does not say it.
 */
export function findQuote(text: string, quote: string): Found | undefined {
  const exact = quote.trim() === '' ? -1 : text.indexOf(quote.trim());
  if (exact >= 0) return { start: exact, end: exact + quote.trim().length };
  const folded = foldWithOffsets(text);
  const wanted = foldWithOffsets(quote).folded.trim();
  for (const words of new Set([wanted, wanted.replaceAll(AROUND, '')])) {
    const at = words === '' ? -1 : folded.folded.indexOf(words);
    if (at >= 0) return folded.spanOf(at, at + words.length);
  }
  return undefined;
}

/** Whether a quote is long enough to be evidence of anything. */
export function tellsSomething(quote: string): boolean {
  const { length } = quote.match(/[\p{L}\p{N}]/gu) ?? [];
  return length >= 3 || /[\p{Script=Han}\p{Script=Hangul}]{2}/u.test(quote);
}

/** Folds a character at a time, so that each keeps the place that it came from. */
function foldWithOffsets(text: string) {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const form = foldOne(character);
    const isSecondSpace = form === ' ' && folded.endsWith(' ');
    if (!isSecondSpace) {
      folded += form;
      for (let unit = 0; unit < form.length; unit++) {
        starts.push(at);
        ends.push(at + character.length);
      }
    }
    at += character.length;
  }
  const spanOf = (from: number, to: number): Found => {
    return { start: starts[from] ?? 0, end: ends[to - 1] ?? 0 };
  };
  return { folded, spanOf };
}

function foldOne(character: string): string {
  if (SPACE.test(character)) return ' ';
  if (isUnseen(character)) return '';
  if (SINGLE_QUOTES.test(character)) return "'";
  if (DOUBLE_QUOTES.test(character)) return '"';
  if (DASHES.test(character)) return '-';
  const form = character.normalize('NFKC').toLowerCase();
  return form === '…' ? '...' : form;
}
