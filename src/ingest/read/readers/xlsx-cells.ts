import type { Archive } from '../archive.js';
import { attribute, localName } from '../office.js';
import { walkXml } from '../xml.js';

/** How numbers of a style are shown. */
export type NumberKind = 'number' | 'date' | 'time' | 'percent';

/** Built-in formats, ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates of East Asia. */
const builtIn: readonly (readonly [from: number, to: number, kind: NumberKind])[] = [
  [9, 10, 'percent'],
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'date'],
  [27, 36, 'date'],
  [45, 47, 'time'],
  [50, 58, 'date'],
];

/** The texts that cells refer to by number; readings beside Japanese words are left out. */
export function sharedStrings(archive: Archive, part: string): string[] {
  const strings: string[] = [];
  if (!archive.has(part)) return strings;
  let text = '';
  let inText = false;
  let inReading = false;
  walkXml(archive.read(part), {
    open(tag) {
      const name = localName(tag);
      if (name === 'si') text = '';
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = true;
    },
    close(tag) {
      const name = localName(tag);
      if (name === 'si') strings.push(text);
      else if (name === 'rPh') inReading = false;
      else if (name === 't') inText = false;
    },
    text(more) {
      if (inText && !inReading) text += more;
    },
  });
  return strings;
}

/** The kind of number by the number of a cell's style. */
export function numberKinds(archive: Archive, part: string): NumberKind[] {
  const formats = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  if (!archive.has(part)) return kinds;
  let inCells = false;
  walkXml(archive.read(part), {
    open(tag, attributes) {
      const name = localName(tag);
      const id = Number(attribute(attributes, 'numFmtId'));
      if (name === 'numFmt') formats.set(id, kindOf(attribute(attributes, 'formatCode') ?? ''));
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) kinds.push(formats.get(id) ?? builtInKind(id));
    },
    close(tag) {
      if (localName(tag) === 'cellXfs') inCells = false;
    },
  });
  return kinds;
}

function builtInKind(id: number): NumberKind {
  return builtIn.find(([from, to]) => id >= from && id <= to)?.[2] ?? 'number';
}

/** By the letters that are left without texts, colours and escapes: `yyyy-mm-dd`, `[h]:mm`, `0.0%`. */
function kindOf(code: string): NumberKind {
  const letters = code
    .replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?!h|m|s)[^\]]*\]/gi, '')
    .toLowerCase();
  if (/[yd年月日]/.test(letters)) return 'date';
  if (/[hs]/.test(letters)) return 'time';
  return letters.includes('%') ? 'percent' : 'number';
}

const DAY = 86_400_000;
/** Serial number of 1970-01-01, counted from 1900 with its leap day that never was, and from 1904. */
const EPOCHS = { 1900: 25_569, 1904: 24_107 } as const;

/** A number as people read it: `2026-03-04`, `09:30`, `12.5 %`. */
export function formatNumber(text: string, kind: NumberKind, epoch: keyof typeof EPOCHS): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  if (kind === 'percent') return `${plain(value * 100)} %`;
  if (kind === 'number') return plain(value);
  const at = new Date(Math.round(((value - EPOCHS[epoch]) * DAY) / 1000) * 1000);
  if (Number.isNaN(at.getTime()) || value < 0) return plain(value);
  const [date = '', time = ''] = at.toISOString().split(/[T.]/);
  const clock = time.replace(/:00$/, '');
  if (kind === 'time' && value < 1) return clock;
  return clock === '00:00' ? date : `${date} ${clock}`;
}

/** Without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
function plain(value: number): string {
  return String(Number(value.toPrecision(15)));
}
