import type { Span } from '../language/sentences.js';
import { linesOf, type Block, type Place, type BlockKind } from './document-blocks.js';

const ATX = /^ {0,3}(#{1,6})(?:[ \t]|$)/;
const CLOSING_MARKS = /(?:^|[ \t])#+$/;
const SETEXT = /^ {0,3}(?:=+|-+)$/;
/** Indented code and rules. */
const NO_HEADING_AT_FIRST = /^(?: {4}|\t|[-=*_ \t]+$)/;
/** List items and quotations. */
const NO_HEADING = /^[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$))/;
const QUOTED = /^ {0,3}>/;
const QUOTE_MARKS = /^(?:[ \t]*>)+/;
export const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/;
const FENCE = /^(`{3,}|~{3,})/;
const DELIMITER_ROW = /^[|:\- \t]+$/;
const FRONT_MATTER_END = /^(?:---|\.\.\.)$/;
/** Markup whose content is no markdown. */
const MARKUP: readonly (readonly [begin: RegExp, end: RegExp])[] = [
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<pre(?=[\s>]|$)/i, /<\/pre>/i],
  [/^ {0,3}<script(?=[\s>]|$)/i, /<\/script>/i],
  [/^ {0,3}<style(?=[\s>]|$)/i, /<\/style>/i],
];
/** In UTF-16 units. A line of `---` below a long paragraph makes all of it a heading. */
const LONGEST_HEADING = 200;

interface Reader {
  text: string;
  spans: readonly Span[];
  /** Without white space at their ends. */
  lines: readonly string[];
  /** The column where the content of each open list item begins, the outermost first. */
  items: number[];
}

/** Blocks of Markdown, as far as cutting needs them. */
export function* markdownBlocks(text: string): Generator<Block> {
  const spans = linesOf(text);
  const lines = spans.map(({ start, end }) => text.slice(start, end).trimEnd());
  const reader: Reader = { text, spans, lines, items: [] };
  let open: Heading[] = [];
  let place: Place = { headings: [], part: 0 };
  let at = 0;
  while (at < lines.length) {
    if (lines[at] === '') {
      at += 1;
      continue;
    }
    const { kind, next, heading } = readBlock(reader, at);
    if (heading) {
      open = [...open.filter(({ level }) => level < heading.level), heading];
      const part = place.part + (open.length === 1 ? 1 : 0);
      place = { headings: open.map(({ title }) => title), part };
    }
    const start = (spans[at] as Span).start;
    const end = (spans[next - 1] as Span).end;
    yield { start, end, kind, place };
    at = next;
  }
}

interface Heading {
  level: number;
  title: string;
}

interface ReadBlock {
  kind: BlockKind;
  /** The line after it. */
  next: number;
  heading?: Heading;
}

function readBlock(reader: Reader, at: number): ReadBlock {
  const line = reader.lines[at] as string;
  const frontMatter = at === 0 ? frontMatterEnd(reader.lines) : undefined;
  if (frontMatter !== undefined) return { kind: 'front-matter', next: frontMatter };
  const heading = atxHeading(line);
  if (heading) {
    reader.items = [];
    return { kind: 'heading', next: at + 1, heading };
  }
  const solid = solidEnd(reader, at);
  if (solid === undefined) return readProse(reader, at);
  reader.items = itemsAt(reader.items, line).items;
  return { kind: 'solid', next: solid };
}

/** A rule of `---` at the start has a blank line after it, or no second one. */
function frontMatterEnd(lines: readonly string[]): number | undefined {
  if (lines[0] !== '---' || lines[1] === '') return undefined;
  const end = lines.findIndex((line, at) => at > 0 && FRONT_MATTER_END.test(line));
  return end < 0 ? undefined : end + 1;
}

function atxHeading(line: string): Heading | undefined {
  const marks = ATX.exec(line)?.[1];
  if (marks === undefined) return undefined;
  const title = titleOf(line.trimStart().slice(marks.length)).replace(CLOSING_MARKS, '');
  return { level: marks.length, title: title.trim() };
}

function titleOf(text: string): string {
  const title = text.slice(0, LONGEST_HEADING).replace(/[\ud800-\udbff]$/, '');
  return title.replaceAll(/\s+/g, ' ').trim();
}

/** Lines up to a blank one or a block of another kind; with a line of `===` or `---` a heading. */
function readProse(reader: Reader, at: number): ReadBlock {
  let mayBeHeading = !NO_HEADING_AT_FIRST.test(reader.lines[at] as string);
  let next = at;
  while (next < reader.lines.length) {
    const line = reader.lines[next] as string;
    if (line === '') break;
    if (next > at && mayBeHeading && SETEXT.test(line)) {
      const title = titleOf(reader.text.slice(reader.spans[at]?.start, reader.spans[next]?.start));
      const heading = { level: line.includes('=') ? 1 : 2, title };
      reader.items = [];
      return { kind: 'heading', next: next + 1, heading };
    }
    if (next > at && (atxHeading(line) || solidEnd(reader, next) !== undefined)) break;
    mayBeHeading &&= !NO_HEADING.test(line);
    reader.items = itemsAt(reader.items, line).items;
    next += 1;
  }
  return { kind: 'prose', next };
}

/** The line after the code, the table or the markup that begins at a line. */
function solidEnd(reader: Reader, at: number): number | undefined {
  return fencedEnd(reader, at) ?? tableEnd(reader, at) ?? markupEnd(reader, at);
}

interface Fence {
  marks: string;
  quoted: boolean;
  /** The column where the content of the list item that holds it begins. */
  column: number;
}

function fencedEnd(reader: Reader, at: number): number | undefined {
  const { lines } = reader;
  const fence = openingFence(reader, lines[at] as string);
  if (!fence) return undefined;
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] as string;
    const inside = fence.quoted ? QUOTED.test(line) : line === '' || columnOf(line) >= fence.column;
    if (!inside) return next;
    const content = fence.quoted ? line.replace(QUOTE_MARKS, '') : line;
    if (closes(content.trim(), fence.marks)) return next + 1;
  }
  return lines.length;
}

function closes(line: string, marks: string): boolean {
  return line.startsWith(marks) && line === marks.charAt(0).repeat(line.length);
}

function openingFence(reader: Reader, line: string): Fence | undefined {
  if (!line.includes('```') && !line.includes('~~~')) return undefined;
  const quoted = QUOTED.test(line);
  const { items, content } = itemsAt(reader.items, line);
  const column = quoted ? 0 : (items.at(-1) ?? 0);
  const bare = quoted ? line.replace(QUOTE_MARKS, '').trimStart() : content;
  const marks = FENCE.exec(bare)?.[1];
  if (marks === undefined) return undefined;
  // ```code``` in one line is code inside a sentence.
  if (marks.startsWith('`') && bare.includes('`', marks.length)) return undefined;
  const indented = !quoted && columnOf(line) - column > 3;
  return indented ? undefined : { marks, quoted, column };
}

/** Which list items are open at a line, given those before it, and what follows their marks. */
function itemsAt(before: readonly number[], line: string): { items: number[]; content: string } {
  let column = columnOf(line);
  let content = line.trimStart();
  const items = before.filter((open) => open <= column);
  for (let item = ITEM.exec(content); item; item = ITEM.exec(content)) {
    const rest = content.slice(item[0].length);
    const spaces = columnOf(rest);
    column += item[0].length + (rest === '' || spaces > 4 ? 1 : spaces);
    items.push(column);
    content = rest.trimStart();
  }
  return { items, content };
}

/** Where the text of a line begins; a tab leads to the next multiple of four. */
export function columnOf(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === ' ') column += 1;
    else if (character === '\t') column += 4 - (column % 4);
    else break;
  }
  return column;
}

function tableEnd({ lines }: Reader, at: number): number | undefined {
  const row = lines[at + 1];
  if (row === undefined || !lines[at]?.includes('|')) return undefined;
  if (!DELIMITER_ROW.test(row) || !row.includes('|') || !row.includes('-')) return undefined;
  let next = at + 2;
  while (next < lines.length && lines[next] !== '') {
    const line = lines[next] as string;
    if (ATX.test(line) || FENCE.test(line)) break;
    next += 1;
  }
  return next;
}

function markupEnd({ lines }: Reader, at: number): number | undefined {
  const line = lines[at] as string;
  const end = MARKUP.find(([begin]) => begin.test(line))?.[1];
  if (!end) return undefined;
  let next = at;
  while (next < lines.length && !end.test(lines[next] as string)) next += 1;
  return Math.min(next + 1, lines.length);
}
