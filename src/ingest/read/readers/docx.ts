import { Archive } from '../archive.js';
import type { Reader } from '../document.js';
import { MarkdownWriter } from '../markdown-writer.js';
import { attribute, isOn, localName, propertiesOf } from '../office.js';
import { writeTable } from '../tables.js';
import { type Attributes, walkXml } from '../xml.js';
import { headingStyles } from './docx-styles.js';

/** Deleted, moved away, or said a second time for older programs; codes of fields. */
const UNSEEN = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'delInstrText']);
/** What stands for a character. */
const SIGNS: Readonly<Record<string, string>> = {
  tab: ' ',
  br: '\n',
  cr: '\n',
  noBreakHyphen: '-',
};

export const readDocx: Reader = (bytes, limits) => {
  const archive = new Archive(bytes, limits);
  const writer = new MarkdownWriter(limits);
  const levelOf = headingStyles(archive);
  const body = ['word/document.xml', 'word/footnotes.xml', 'word/endnotes.xml'];
  for (const part of body) {
    if (part !== body[0] && !archive.has(part)) continue;
    const reader = new DocxReader(writer, levelOf);
    walkXml(archive.read(part), {
      open: (tag, attributes) => reader.open(localName(tag), attributes),
      close: (tag) => reader.close(localName(tag)),
      text: (text) => reader.text(text),
    });
  }
  return { format: 'markdown', sections: writer.sections, ...propertiesOf(archive) };
};

interface Paragraph {
  text: string;
  style: string | undefined;
  level: number | undefined;
  /** Depth in a list, from 0. */
  item: number | undefined;
}

interface Table {
  rows: string[][];
  named: boolean;
}

/** The text of a Word document as it stands: with insertions, without deletions and hidden text. */
class DocxReader {
  readonly #writer: MarkdownWriter;
  readonly #levelOf: (style: string | undefined) => number | undefined;
  /** A text box lies inside of a paragraph, and holds paragraphs. */
  readonly #paragraphs: Paragraph[] = [];
  #unseen = 0;
  #inText = false;
  #run = '';
  #isHidden = false;
  #inRun = false;
  #tables = 0;
  #table: Table = { rows: [], named: false };

  constructor(writer: MarkdownWriter, levelOf: (style: string | undefined) => number | undefined) {
    this.#writer = writer;
    this.#levelOf = levelOf;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#unseen > 0 || UNSEEN.has(name)) {
      this.#unseen += 1;
      return;
    }
    const value = attribute(attributes, 'val');
    const paragraph = this.#paragraphs.at(-1);
    if (name === 'p') this.#paragraphs.push(newParagraph());
    else if (name === 't') this.#inText = true;
    else if (name === 'r') this.#openRun();
    else if (name === 'vanish' && this.#inRun) this.#isHidden = isOn(value);
    else if (name in SIGNS && this.#inRun) this.#run += SIGNS[name];
    else if (paragraph && name === 'pStyle') paragraph.style = value;
    else if (paragraph && name === 'outlineLvl' && Number(value) < 9)
      paragraph.level = Number(value) + 1;
    else if (paragraph && name === 'ilvl') paragraph.item = Number(value);
    else if (paragraph && name === 'numPr') paragraph.item ??= 0;
    // A paragraph may leave the list that its style belongs to.
    else if (paragraph && name === 'numId' && value === '0') paragraph.item = undefined;
    else this.#openTable(name, attributes);
  }

  close(name: string): void {
    if (this.#unseen > 0) {
      this.#unseen -= 1;
      return;
    }
    if (name === 't') this.#inText = false;
    else if (name === 'r') this.#closeRun();
    else if (name === 'p') this.#closeParagraph();
    else if (name === 'tbl') this.#closeTable();
  }

  text(text: string): void {
    if (this.#unseen > 0 || !this.#inText) return;
    if (this.#inRun) this.#run += text;
    else this.#say(text);
  }

  /** A run that holds a text box holds runs; what came before it is said first. */
  #openRun(): void {
    this.#closeRun();
    this.#inRun = true;
  }

  #closeRun(): void {
    if (!this.#isHidden) this.#say(this.#run);
    this.#run = '';
    this.#isHidden = false;
    this.#inRun = false;
  }

  #say(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.text += text;
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    const { text, style, item, level = this.#levelOf(style) } = paragraph;
    if (this.#tables > 0) this.#toCell(text);
    else if (level !== undefined) this.#writer.heading(level, text);
    else if (item !== undefined) this.#writer.item(text, item);
    else this.#writer.paragraph(text);
  }

  #openTable(name: string, attributes: Attributes): void {
    if (name === 'tbl') {
      this.#tables += 1;
      if (this.#tables === 1) this.#table = { rows: [], named: false };
    }
    if (this.#tables !== 1) return;
    const { rows } = this.#table;
    if (name === 'tr') rows.push([]);
    else if (name === 'tc') rows.at(-1)?.push('');
    else if (name === 'tblHeader' && rows.length === 1)
      this.#table.named = isOn(attribute(attributes, 'val'));
    else if (name === 'gridSpan') this.#widen(Number(attribute(attributes, 'val')));
  }

  /** A cell over several columns is the first of them. */
  #widen(columns: number): void {
    const row = this.#table.rows.at(-1);
    for (let more = 1; row && more < Math.min(columns, 64); more++)
      row.unshift(row.pop() ?? '', '');
  }

  #toCell(text: string): void {
    const row = this.#table.rows.at(-1);
    if (row && row.length > 0) row.push(`${row.pop()} ${text}`);
  }

  #closeTable(): void {
    this.#tables -= 1;
    if (this.#tables === 0) writeTable(this.#writer, this.#table.rows, this.#table.named);
  }
}

function newParagraph(): Paragraph {
  return { text: '', style: undefined, level: undefined, item: undefined };
}
