import { TulvingError } from '../../errors.js';

/** Replaces the part from `start` up to `end`. */
export interface TextEdit {
  start: number;
  end: number;
  content: string;
}

/** Edits must not overlap. Those at the same place follow each other as given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, content } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), content);
    at = Math.max(at, end);
  }
  return parts.join('') + text.slice(at);
}

export function insertion(at: number, content: string): TextEdit {
  return { start: at, end: at, content };
}

export function deletion(start: number, end: number): TextEdit {
  return { start, end, content: '' };
}

/** The line end that most lines have. */
export function lineEndOf(text: string): string {
  const lines = text.split('\n').length - 1;
  return text.split('\r\n').length - 1 > lines / 2 ? '\r\n' : '\n';
}

export function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the next line starts, or the text ends. */
export function startOfNextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, offset)))?.[0] ?? '';
}

/** How many blanks stand before it on its line. */
export function blanksBefore(text: string, offset: number): number {
  return /[ \t]*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
}

/** Whether only blanks stand before it on its line. */
export function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(startOfLine(text, offset), offset));
}

/** Whole lines before the line that starts at `at`. A last line without an end stays without. */
export function insertLines(text: string, at: number, lines: readonly string[]): TextEdit {
  const eol = lineEndOf(text);
  const block = lines.join(eol);
  const open = at > 0 && !text.slice(0, at).endsWith('\n');
  return insertion(at, open ? eol + block : block + eol);
}

/** Whole lines. Where the last line of a text goes and had no end, the one before has none then. */
export function deleteLines(text: string, start: number, end: number): TextEdit {
  const from = startOfLine(text, start);
  const isOpen = end === text.length && !text.endsWith('\n');
  return deletion(isOpen ? from - endingLength(text.slice(0, from)) : from, end);
}

export function endingLength(text: string): number {
  return /\r?\n$/.exec(text)?.[0].length ?? 0;
}

export function damaged(text: string, offset: number, what: string): TulvingError {
  const line = text.slice(0, offset).split('\n').length;
  return notEdited(`line ${line}: ${what}`);
}

export function notEdited(detail: string): TulvingError {
  return new TulvingError('config_not_edited', detail);
}
