import { Archive } from '../archive.js';
import type { Reader, ReadLimits } from '../document.js';
import { broken, tooLarge } from '../failures.js';
import { MarkdownWriter } from '../markdown-writer.js';
import { attribute, isOn, localName, propertiesOf, relationsOf } from '../office.js';
import { SheetWriter } from '../tables.js';
import { walkXml } from '../xml.js';
import { formatNumber, type NumberKind, numberKinds, sharedStrings } from './xlsx-cells.js';

const WORKBOOK = 'xl/workbook.xml';

/** One section a sheet. Formulas are not run: their last results are read. Hidden sheets are left out. */
export const readXlsx: Reader = (bytes, limits) => {
  const archive = new Archive(bytes, limits);
  const writer = new MarkdownWriter(limits);
  const { sheets, epoch } = readWorkbook(archive);
  const relations = relationsOf(archive, WORKBOOK);
  const partOf = (kind: string) =>
    [...relations.values()].find((relation) => relation.kind === kind)?.target ?? '';
  const cells: CellContext = {
    strings: sharedStrings(archive, partOf('sharedStrings')),
    kinds: numberKinds(archive, partOf('styles')),
    epoch,
    limits,
  };
  for (const { name, id } of sheets) {
    const target = relations.get(id);
    if (target?.kind !== 'worksheet') continue;
    writer.begin({ sheet: name });
    writer.heading(1, name);
    readSheet(archive.read(target.target), cells, new SheetWriter(writer));
  }
  const sections = writer.sections.filter(({ text }) => text.includes('\n'));
  return { format: 'markdown', sections, ...propertiesOf(archive) };
};

function readWorkbook(archive: Archive) {
  const sheets: { name: string; id: string }[] = [];
  let epoch: 1900 | 1904 = 1900;
  walkXml(archive.read(WORKBOOK), {
    open(tag, attributes) {
      const name = localName(tag);
      if (name === 'workbookPr' && attributes['date1904'] && isOn(attributes['date1904']))
        epoch = 1904;
      if (name !== 'sheet' || attributes['state']?.toLowerCase().includes('hidden')) return;
      sheets.push({
        name: attributes['name'] ?? '',
        id: attribute(attributes, 'id') ?? '',
      });
    },
  });
  return { sheets, epoch };
}

interface CellContext {
  strings: readonly string[];
  kinds: readonly NumberKind[];
  epoch: 1900 | 1904;
  limits: ReadLimits;
}

interface Cell {
  column: number;
  type: string;
  style: number;
  text: string;
}

/** A sheet as it is written has only cells that hold something, each with its place. */
function readSheet(part: Uint8Array, context: CellContext, sheet: SheetWriter): void {
  let row: string[] = [];
  let cell: Cell | undefined;
  let inText = false;
  walkXml(part, {
    open(tag, attributes) {
      const name = localName(tag);
      if (name === 'row') row = [];
      else if (name === 'c') {
        const { r, t = 'n', s = '0' } = attributes;
        const column = columnOf(r) ?? row.length;
        cell = { column, type: t, style: Number(s), text: '' };
      } else if (name === 'v' || name === 't') inText = true;
    },
    close(tag) {
      const name = localName(tag);
      if (name === 'v' || name === 't') inText = false;
      else if (name === 'row') sheet.row(row);
      else if (name === 'c' && cell) {
        const text = textOf(cell, context);
        if (text !== '') put(row, cell.column, text);
        cell = undefined;
      }
    },
    text(text) {
      if (inText && cell) cell.text += text;
    },
  });
  sheet.end();
}

/** Excel's own limit: XFD. */
const MOST_COLUMNS = 16_384;

/** `BC12` is column 54, from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]+/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  if (column > MOST_COLUMNS) throw broken(`It has a cell in column ${letters}.`);
  return column - 1;
}

function put(row: string[], column: number, text: string): void {
  if (column >= MOST_COLUMNS) throw tooLarge(`It has more than ${MOST_COLUMNS} columns.`);
  while (row.length < column) row.push('');
  row[column] = text;
}

function textOf({ type, style, text }: Cell, { strings, kinds, epoch }: CellContext): string {
  if (type === 's') return strings[Number(text)] ?? '';
  if (type === 'b') return text === '1' ? 'yes' : 'no';
  // #DIV/0! and its like say nothing.
  if (type === 'e') return '';
  return type === 'n' ? formatNumber(text, kinds[style] ?? 'number', epoch) : text;
}
