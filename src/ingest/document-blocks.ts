import type { Span } from '../language/sentences.js';

/** The headings that a block stands under. */
export interface Place {
  headings: readonly string[];
  /** Counts the outermost headings so far. */
  part: number;
}

/** `solid`: code, a table, markup. */
export type BlockKind = 'heading' | 'prose' | 'solid' | 'front-matter';

/** Whole lines, without the blank ones around them. */
export interface Block extends Span {
  kind: BlockKind;
  place: Place;
}

export function* paragraphs(text: string): Generator<Block> {
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
export function linesOf(text: string): Span[] {
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
