import { type MarkdownWriter, oneLine } from './markdown-writer.js';

const NUMBER = /^[-+(]?[\d.,\s%$€£¥]*\d[\d.,\s%)]*$/;
const LONGEST_NAME = 80;

/**
 * Whether a row names the columns: texts that differ, in all columns but one at most, none of them
 * long or a number.
 */
export function isHeader(row: readonly string[], columns: number): boolean {
  const names = row.map(oneLine).filter((cell) => cell !== '');
  return (
    columns > 1 &&
    names.length >= Math.max(2, columns - 1) &&
    new Set(names).size === names.length &&
    names.every((name) => name.length <= LONGEST_NAME && !NUMBER.test(name))
  );
}

/** A table of a text document; `named`: it says itself that its first row names the columns. */
export function writeTable(
  writer: MarkdownWriter,
  rows: readonly (readonly string[])[],
  named = false,
): void {
  const columns = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const [first = [], ...rest] = rows;
  const names = rest.length > 0 && (named || isHeader(first, columns)) ? first : undefined;
  writer.endList();
  for (const row of names ? rest : rows) writer.row(row, names);
  writer.endList();
}

/**
 * Writes the rows of a sheet as they come: what stands above the first row that names the columns is
 * its title, and told as it is.
 */
export class SheetWriter {
  readonly #writer: MarkdownWriter;
  /** Rows that may still be a title. */
  #waiting: string[][] = [];
  #names: readonly string[] | undefined;
  #isSettled = false;

  constructor(writer: MarkdownWriter) {
    this.#writer = writer;
  }

  row(cells: string[]): void {
    if (cells.every((cell) => cell.trim() === '')) return;
    if (this.#isSettled) this.#writer.row(cells, this.#names);
    else {
      this.#waiting.push(cells);
      if (this.#waiting.length >= LOOKED_AT) this.end();
    }
  }

  /** Decides by the first rows, and writes them. */
  end(): void {
    if (this.#isSettled) return;
    const rows = this.#waiting;
    const columns = rows.reduce((most, row) => Math.max(most, filled(row)), 0);
    const at = rows.findIndex((row) => isHeader(row, columns));
    const found = at >= 0 && at < rows.length - 1;
    this.#names = found ? rows[at] : undefined;
    this.#isSettled = true;
    for (const row of rows.slice(0, found ? at : 0)) this.#writer.row(row, undefined);
    for (const row of rows.slice(found ? at + 1 : 0)) this.#writer.row(row, this.#names);
    this.#waiting = [];
  }
}

const LOOKED_AT = 12;

function filled(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== '').length;
}
