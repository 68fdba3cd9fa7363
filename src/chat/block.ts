import { framed } from '../language/quote.js';

const LINE = /^\[(m\d+)\] /;

/** The lines of a block of context that some of its marks stand for, as a block; empty for none. */
export function blockOf(block: string, marks: ReadonlySet<string>): string {
  const lines = block.split('\n').filter((line) => marks.has(LINE.exec(line)?.[1] ?? ''));
  return lines.length === 0 ? '' : framed(lines);
}
