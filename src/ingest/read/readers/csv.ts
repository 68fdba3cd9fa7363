import { parse } from 'csv-parse/sync';
import type { Reader } from '../document.js';
import { decodeText } from '../encoding.js';
import { broken, reasonOf } from '../failures.js';
import { MarkdownWriter } from '../markdown-writer.js';
import { SheetWriter } from '../tables.js';

/** In UTF-16 units. A quotation mark that is never closed makes one cell of the rest. */
const LONGEST_ROW = 200_000;
const MARKS = [',', ';', '\t', '|'];

export const readCsv: Reader = (bytes, limits) => {
  const text = decodeText(bytes);
  const writer = new MarkdownWriter(limits);
  const sheet = new SheetWriter(writer);
  try {
    parse(text, {
      delimiter: markOf(text),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
      // Rows are written one by one, and not gathered.
      on_record: (row: string[]) => {
        sheet.row(row);
      },
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')))
      throw error;
    throw broken(`Its rows cannot be read: ${reasonOf(error)}.`, {
      cause: error,
      remedy: 'Look for a quotation mark that is not closed, or save it anew as CSV in UTF-8.',
    });
  }
  sheet.end();
  return { format: 'markdown', sections: writer.sections };
};

/** The mark between cells: the one that most of the first lines have equally often. */
function markOf(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .replaceAll(/"[^"]*"/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const scores = MARKS.map((mark) => {
    const counts = lines.map((line) => line.split(mark).length - 1);
    const usual = counts[0] ?? 0;
    return usual === 0 ? 0 : counts.filter((count) => count === usual).length;
  });
  return MARKS[scores.indexOf(Math.max(...scores))] ?? ',';
}
