import { sentences, type Span } from '../language/sentences.js';
import { estimateTokens } from '../language/tokens.js';

export type DocumentType = 'markdown' | 'text';

export interface Chunk extends Span {
  /** The tail of the chunk before that is repeated for context: `[overlapStart, start)`. */
  overlapStart: number;
  /** In force where the chunk begins to say something, the outermost first. */
  headings: readonly string[];
}

export interface ChunkOptions {
  type: DocumentType;
  /** In estimated tokens, about. A chunk is larger by its headings, or if it is code or a table. */
  target?: number;
  /** In estimated tokens, at most. */
  overlap?: number;
}

/**
 * Cuts a document into chunks in order that do not overlap and leave out white space only. Every
 * heading begins a chunk. Under one heading blocks are joined up to the target, and one that is
 * larger is cut: at list items, sentences, clauses, spaces, characters. Code and tables stay whole
 * up to twice the target, and are then cut at line ends.
 */
export function chunkDocument(
  text: string,
  { type, target = 350, overlap = 50 }: ChunkOptions,
): Chunk[] {
  const blocks = type === 'markdown' ? markdownBlocks(text) : paragraphs(text);
  const packed = pack(text, piecesOf(text, blocks, target), target);
  return packed.map((chunk, index) => ({
    start: chunk.start,
    end: chunk.end,
    overlapStart: overlapStart(text, packed[index - 1], chunk, overlap),
    headings: chunk.place.headings,
  }));
}

/** The headings that a block stands under. */
interface Place {
  headings: readonly string[];
  /** Counts the outermost headings so far. */
  part: number;
}

/** `solid`: code, a table, markup. */
type BlockKind = 'heading' | 'prose' | 'solid' | 'front-matter';

/** Whole lines, without the blank ones around them. */
interface Block extends Span {
  kind: BlockKind;
  place: Place;
}

// --- blocks of plain text

function* paragraphs(text: string): Generator<Block> {
  const place: Place = { headings: [], part: 0 };
  let open: Span | undefined;
  for (const { start, end } of linesOf(text)) {
    if (text.slice(start, end).trim() !== '') open = { start: open?.start ?? start, end };
    else if (open) {
      yield { start: open.start, end: open.end, kind: 'prose', place };
      open = undefined;
    }
  }
  if (open) yield { start: open.start, end: open.end, kind: 'prose', place };
}

/** With their ends; the mark of byte order belongs to no line. */
function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found + 1;
    lines.push({ start, end });
    start = end;
  }
  return lines;
}

// --- blocks of markdown, as far as cutting needs them

const ATX = /^ {0,3}(#{1,6})(?:[ \t]|$)/;
const CLOSING_MARKS = /(?:^|[ \t])#+$/;
const SETEXT = /^ {0,3}(?:=+|-+)$/;
/** Indented code and rules. */
const NO_HEADING_AT_FIRST = /^(?: {4}|\t|[-=*_ \t]+$)/;
/** List items and quotations. */
const NO_HEADING = /^[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$))/;
const QUOTED = /^ {0,3}>/;
const QUOTE_MARKS = /^(?:[ \t]*>)+/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/;
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

function* markdownBlocks(text: string): Generator<Block> {
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
function columnOf(line: string): number {
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

// --- pieces: what is not cut any further

interface Piece extends Span {
  kind: BlockKind;
  place: Place;
  tokens: number;
  /** Of the whole block, at its first piece; of itself at the others. */
  whole: number;
  /** Of the white space between it and the piece before. */
  gap: number;
}

function* piecesOf(text: string, blocks: Iterable<Block>, target: number): Generator<Piece> {
  let last = 0;
  for (const { kind, place, start, end } of blocks) {
    const whole = estimateTokens(text.slice(start, end));
    const most = kind === 'prose' || kind === 'heading' ? target : 2 * target;
    const parts = whole <= most ? [start] : cutFiner(text, { start, end }, cutsOf(kind), target);
    for (let at = 0; at < parts.length; at++) {
      const from = parts[at] as number;
      const to = parts[at + 1] ?? end;
      const tokens = parts.length === 1 ? whole : estimateTokens(text.slice(from, to));
      const gap = from === last ? 0 : estimateTokens(text.slice(last, from));
      yield { start: from, end: to, kind, place, tokens, whole: at === 0 ? whole : tokens, gap };
      last = to;
    }
  }
}

/** Where the parts of a text begin; 0 is understood. */
type Starts = (text: string, target: number) => number[];

const lineStarts: Starts = (text) => linesOf(text).map(({ start }) => start);

const itemStarts: Starts = (text) =>
  lineStarts(text, 0).filter((start) => ITEM.test(text.slice(start, start + 32)));

const outerItemStarts: Starts = (text, target) => {
  const starts = itemStarts(text, target);
  const columns = starts.map((start) => columnOf(text.slice(start, start + 32)));
  const outermost = columns.reduce((least, column) => Math.min(least, column), Infinity);
  return starts.filter((_, index) => columns[index] === outermost);
};

/** Where a line goes on in lower case it was broken by its writer's editor, not by a sentence. */
const BROKEN_LINE = /\n(?=[ \t]{0,32}\p{Ll})/gu;

const sentenceStarts: Starts = (text) =>
  sentences(text.replaceAll(BROKEN_LINE, ' ')).map(({ start }) => start);

/** A sixth of the target apart, if the text is even; after a clause or a space where there is one. */
const phraseStarts: Starts = (text, target) => {
  const step = Math.max(1, Math.floor((text.length * target) / (6 * estimateTokens(text))));
  const starts: number[] = [];
  let last = 0;
  for (let next = step; next < text.length; next = Math.max(next, last) + step) {
    const nearest = next - Math.floor(step / 2);
    const end = lastEnd(text, nearest, next, CLAUSE_END) ?? lastEnd(text, nearest, next, SPACE_END);
    const start = characterStart(text, end ?? next);
    if (start <= last) continue;
    starts.push(start);
    last = start;
  }
  return starts;
};

const CLAUSE_END = /[,;:—–]\s$|[，；：、]$/;
const SPACE_END = /\s$/;

function lastEnd(text: string, from: number, to: number, pattern: RegExp): number | undefined {
  for (let end = to; end > from; end--) {
    if (pattern.test(text.slice(Math.max(0, end - 2), end))) return end;
  }
  return undefined;
}

/** In UTF-16 units, around a cut; a longer character is cut. */
const WINDOW = 64;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** What never grows together. Asking the segmenter takes a thousand times as long. */
const TWO_CHARACTERS = /^[a-z0-9 \p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{2}$/iu;

/** The start of the character that a place lies in. */
function characterStart(text: string, at: number): number {
  if (TWO_CHARACTERS.test(text.slice(at - 1, at + 1))) return at;
  const from = Math.max(0, at - WINDOW);
  const around = graphemes.segment(text.slice(from, at + WINDOW));
  return from + (around.containing(at - from)?.index ?? 0);
}

/** From coarse to fine; the last twice, for parts that are denser than their text. */
function cutsOf(kind: BlockKind): readonly Starts[] {
  if (kind === 'prose')
    return [outerItemStarts, itemStarts, sentenceStarts, phraseStarts, phraseStarts];
  return [lineStarts, phraseStarts, phraseStarts];
}

/** Where the parts of a span begin. */
function cutFiner(text: string, span: Span, cuts: readonly Starts[], target: number): number[] {
  const [cut, ...finer] = cuts;
  const own = text.slice(span.start, span.end);
  if (!cut || estimateTokens(own) <= target) return [span.start];
  const starts = [0, ...cut(own, target).filter((start) => start > 0)];
  return starts.flatMap((start, at) => {
    const end = starts[at + 1] ?? own.length;
    return cutFiner(text, { start: span.start + start, end: span.start + end }, finer, target);
  });
}

// --- chunks

interface Packed extends Span {
  place: Place;
  tokens: number;
  /** Since where it is prose that whole sentences can be repeated from. */
  proseStart: number;
}

/** While it holds headings only, `said` is false. */
interface Growing extends Packed {
  said: boolean;
}

function pack(text: string, pieces: Iterable<Piece>, target: number): Packed[] {
  const chunks: Growing[] = [];
  let last: BlockKind | undefined;
  for (const piece of pieces) {
    const chunk = chunks.at(-1);
    const leavesFrontMatter = last === 'front-matter' && piece.kind !== 'front-matter';
    if (!chunk || leavesFrontMatter || beginsChunk(piece, chunk, target)) {
      chunks.push(newChunk(piece));
    } else extend(chunk, piece);
    last = piece.kind;
  }
  return chunks
    .map((chunk) => ({ ...chunk, ...trim(text, chunk) }))
    .filter(({ start, end }) => start < end);
}

function beginsChunk(piece: Piece, chunk: Growing, target: number): boolean {
  const filled = chunk.tokens + piece.gap;
  // Headings stay with what follows them, unless they alone are a text.
  if (!chunk.said) return piece.kind === 'heading' && filled + piece.tokens > target / 2;
  if (piece.kind === 'heading') return true;
  if (filled + piece.tokens > target) return true;
  // A block that must be cut anyway may fill a chunk that has little yet.
  return filled + piece.whole > target && filled >= target / 2;
}

function newChunk(piece: Piece): Growing {
  const { start, end, place, tokens, kind } = piece;
  const proseStart = kind === 'prose' ? start : end;
  return { start, end, place, tokens, proseStart, said: kind !== 'heading' };
}

function extend(chunk: Growing, piece: Piece): void {
  chunk.end = piece.end;
  chunk.tokens += piece.gap + piece.tokens;
  chunk.place = piece.place;
  if (piece.kind !== 'prose') chunk.proseStart = piece.end;
  if (piece.kind !== 'heading') chunk.said = true;
}

/** Without white space at its ends, but with the indentation of its first line. */
function trim(text: string, { start, end }: Span): Span {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last -= 1;
  let first = start;
  while (first < last && /\s/.test(text.charAt(first))) first += 1;
  let line = first;
  while (line > start && /[ \t]/.test(text.charAt(line - 1))) line -= 1;
  const atLineStart = line === 0 || text[line - 1] === '\n' || text[line - 1] === '\ufeff';
  return { start: atLineStart ? line : first, end: last };
}

/**
 * Where the last whole sentences of the chunk before begin, as many as fit: not across an outermost
 * heading, no headings, code or tables, and at most half of that chunk.
 */
function overlapStart(
  text: string,
  before: Packed | undefined,
  { start, place }: Packed,
  overlap: number,
): number {
  if (!before || before.place.part !== place.part || before.proseStart >= before.end) return start;
  const half = before.start + Math.ceil((before.end - before.start) / 2);
  const most = Math.min(overlap, Math.floor(before.tokens / 2));
  const tail = text.slice(before.proseStart, before.end);
  const starts = sentenceStarts(tail, 0).map((at) => before.proseStart + at);
  let from = start;
  for (const at of starts.toReversed()) {
    if (at < half || estimateTokens(text.slice(at, start)) > most) break;
    from = at;
  }
  return from;
}
