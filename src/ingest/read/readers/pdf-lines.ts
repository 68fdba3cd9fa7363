import type { MarkdownWriter } from '../markdown-writer.js';

/** A stretch of text as a page draws it. Lengths are in points, from the lower left corner. */
export interface PdfItem {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  endsLine: boolean;
}

interface Line {
  text: string;
  x: number;
  y: number;
  size: number;
}

/** A heading is larger than most of the text by this much. */
const LARGER = 1.12;
/** Lines further apart than this, in their size, are not of one paragraph. */
const APART = 1.8;
const LONGEST_HEADING = 160;
const LEVELS = 3;
/** Lines that stand at the edge of so many pages are not part of the text. */
const REPEATED = { pages: 4, share: 0.5, edge: 2 };
const BULLET = /^[•◦▪‣●○■–]\s*/;

/** Lines and paragraphs from where they stand; headings from how large they are. */
export function writePages(writer: MarkdownWriter, pages: readonly (readonly PdfItem[])[]): void {
  const lines = withoutRepeated(pages.map(linesOf));
  const { levelOf } = sizesOf(lines.flat());
  for (const [at, page] of lines.entries()) {
    writer.begin({ page: at + 1 });
    for (const paragraph of paragraphsOf(page, levelOf)) {
      const level = levelOf(paragraph.size);
      const { text } = paragraph;
      if (level !== undefined && text.length <= LONGEST_HEADING) writer.heading(level, text);
      else if (BULLET.test(text)) writer.item(text.replace(BULLET, ''));
      else writer.paragraph(text);
    }
  }
}

function linesOf(items: readonly PdfItem[]): Line[] {
  const lines: Line[] = [];
  let line: (Line & { end: number }) | undefined;
  for (const { text, x, y, width, size, endsLine } of items) {
    if (line && Math.abs(line.y - y) > Math.max(line.size, size) * 0.5 && text !== '')
      line = undefined;
    if (!line && text.trim() !== '') {
      line = { text: '', x, y, size, end: x };
      lines.push(line);
    }
    if (line) {
      const isGap = x - line.end > size * 0.25 && !/\s$/.test(line.text) && !/^\s/.test(text);
      line.text += line.text !== '' && isGap ? ` ${text}` : text;
      line.end = x + width;
      if (text.trim() !== '') line.size = Math.max(line.size, size);
    }
    if (endsLine) line = undefined;
  }
  return lines.map((found) => ({ ...found, text: found.text.trim() }));
}

/** Heads and feet of pages, whatever number they count. */
function withoutRepeated(pages: Line[][]): Line[][] {
  if (pages.length < REPEATED.pages) return pages;
  const edges = (page: Line[]) => {
    const byHeight = page.toSorted((a, b) => b.y - a.y);
    return new Set([...byHeight.slice(0, REPEATED.edge), ...byHeight.slice(-REPEATED.edge)]);
  };
  const keyOf = ({ text, y }: Line) => `${Math.round(y / 4)} ${text.replaceAll(/\d+/g, '#')}`;
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const key of new Set([...edges(page)].map(keyOf)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = pages.length * REPEATED.share;
  return pages.map((page) => {
    const atEdge = edges(page);
    return page.filter((line) => !atEdge.has(line) || (counts.get(keyOf(line)) ?? 0) < most);
  });
}

/** The size of most of the text, and which levels those above it are. */
function sizesOf(lines: readonly Line[]) {
  const characters = new Map<number, number>();
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2;
    characters.set(rounded, (characters.get(rounded) ?? 0) + text.length);
  }
  const [body] = [...characters].reduce((most, next) => (next[1] > most[1] ? next : most), [0, 0]);
  const larger = [...characters.keys()]
    .filter((size) => size >= body * LARGER)
    .toSorted((a, b) => b - a);
  const levelOf = (size: number): number | undefined => {
    const rank = larger.indexOf(Math.round(size * 2) / 2);
    return rank < 0 ? undefined : Math.min(rank + 1, LEVELS);
  };
  return { levelOf };
}

function* paragraphsOf(
  lines: readonly Line[],
  levelOf: (size: number) => number | undefined,
): Generator<Line> {
  let open: Line | undefined;
  let last: Line | undefined;
  for (const line of lines) {
    if (line.text === '') continue;
    const drop = last ? last.y - line.y : 0;
    const goesOn =
      open &&
      last &&
      drop > 0 &&
      drop <= APART * Math.max(line.size, last.size) &&
      levelOf(line.size) === levelOf(last.size) &&
      !BULLET.test(line.text);
    if (open && goesOn) open.text = joined(open.text, line.text);
    else {
      if (open) yield open;
      open = { ...line };
    }
    last = line;
  }
  if (open) yield open;
}

/** Scripts without spaces are joined without one, and words that were parted at the end of a line. */
function joined(before: string, after: string): string {
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after;
  const spaceless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}、。，；：！？」』）]$/u;
  const begins = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}、。，；：！？「『（]/u;
  const gap = spaceless.test(before) && begins.test(after) ? '' : ' ';
  return before + gap + after;
}
