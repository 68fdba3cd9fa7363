import { jsonrepair, JSONRepairError } from 'jsonrepair';
import { parsedJson } from './parsed-json.js';

/** A value that an answer holds. */
export interface Found {
  value: unknown;
  /** It was not JSON as it stood. */
  mended: boolean;
  /** The answer ended in the middle of it; what was begun last is left out. */
  truncated: boolean;
  /** What stands around it. */
  beside: string;
}

/** Longer answers are none that anybody asked for. In characters. */
const MOST = 1_000_000;
/** Values that are looked at in one answer, and brackets at which one may begin. */
const MOST_VALUES = 8;
const MOST_STARTS = 40;
/** How JSON begins, and prose in brackets does not. */
const BEGINS = /^(?:\{\s*(?:["'\w]+\s*:|["'])|\[\s*["'{[])/;

/**
 * The objects and lists that an answer holds, in its order: with prose, fences and tags around them, in
 * the manner of JavaScript or Python, or cut off.
 */
export function valuesIn(answer: string): Found[] {
  const text = answer.slice(0, MOST);
  const whole = parsedJson(text);
  // Some models answer a text in which the JSON is.
  if (typeof whole === 'string' && whole.length < text.length) return valuesIn(whole);
  const found: Found[] = [];
  let from = 0;
  for (let starts = 0; starts < MOST_STARTS && found.length < MOST_VALUES; starts++) {
    const offset = text.slice(from).search(/[[{]/);
    if (offset === -1) break;
    const start = from + offset;
    const span = spanFrom(text, start);
    const value = valueOf(text, span);
    if (value) found.push({ ...value, beside: text.slice(0, start) + text.slice(span.end) });
    // What is cut off reaches to the end, unless it was only a bracket in prose.
    if (span.cut && (value || BEGINS.test(text.slice(start, start + 200)))) break;
    from = value ? span.end : start + 1;
  }
  return found;
}

interface Span {
  start: number;
  end: number;
  /** Texts in single quotes, `[start, end]` of the quotes. */
  single: readonly (readonly [number, number])[];
  /** How it is closed where it ends too early; missing: it is whole. */
  cut?: { at: number; closers: string };
}

/** To the bracket that closes the one at `start`. */
function spanFrom(text: string, start: number): Span {
  const open: string[] = [];
  const single: [number, number][] = [];
  let begun = start;
  let cut = { at: start, closers: '' };
  let quote: string | undefined;
  let before = '';
  for (let at = start; at < text.length; at++) {
    const sign = text[at] as string;
    if (quote !== undefined) {
      if (sign === '\\') at++;
      else if (sign === quote && doesClose(text, at, quote)) {
        if (quote === "'") single.push([begun, at]);
        quote = undefined;
        before = sign;
      }
      continue;
    }
    if (sign === '"' || (sign === "'" && '[{,:('.includes(before))) {
      quote = sign;
      begun = at;
    } else if (sign === '{') open.push('}');
    else if (sign === '[') open.push(']');
    else if (sign === '}' || sign === ']') {
      open.pop();
      if (open.length === 0) return { start, end: at + 1, single };
      if (isComplete(open)) cut = cutAt(at + 1, open);
    } else if (sign === ',' && isComplete(open)) cut = cutAt(at, open);
    if (sign.trim() !== '') before = sign;
  }
  return { start, end: text.length, single, cut };
}

/** An apostrophe is none that ends a text. */
function doesClose(text: string, at: number, quote: string): boolean {
  return quote === '"' || /^\s*(?:[,:}\]]|$)/.test(text.slice(at + 1, at + 20));
}

/** An entry of the outermost list or object has just ended, so that nothing is half said. */
function isComplete(open: readonly string[]): boolean {
  const list = open.indexOf(']');
  return list === -1 ? open.length === 1 : list === open.length - 1;
}

function cutAt(at: number, open: readonly string[]) {
  return { at, closers: open.toReversed().join('') };
}

function valueOf(text: string, span: Span): Omit<Found, 'beside'> | undefined {
  const { start, cut } = span;
  if (cut?.closers === '') return undefined;
  const end = cut?.at ?? span.end;
  const closers = cut?.closers ?? '';
  const value = parsedJson(text.slice(start, end) + closers);
  if (value !== undefined) return { value, mended: cut !== undefined, truncated: !!cut };
  const mended = mend(withDoubleQuotes(text, { ...span, end }) + closers);
  return isValue(mended) ? { value: mended, mended: true, truncated: !!cut } : undefined;
}

/** The repair takes an apostrophe in a text for the end of it, and changes it. */
function withDoubleQuotes(text: string, { start, end, single }: Span): string {
  let written = '';
  let from = start;
  for (const [begin, last] of single) {
    if (last >= end) break;
    const inner = text.slice(begin + 1, last).replaceAll(String.raw`\'`, "'");
    written += `${text.slice(from, begin)}"${inner.replaceAll(/(?<!\\)"/g, String.raw`\"`)}"`;
    from = last + 1;
  }
  return written + text.slice(from, end);
}

function mend(piece: string): unknown {
  try {
    return parsedJson(jsonrepair(piece));
  } catch (error) {
    // It calls itself for each bracket.
    if (error instanceof JSONRepairError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function isValue(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
