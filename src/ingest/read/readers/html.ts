import { Parser } from 'htmlparser2';
import type { Reader } from '../document.js';
import { decodeText } from '../encoding.js';
import { MarkdownWriter } from '../markdown-writer.js';
import { trustedInstant } from '../dates.js';
import { writeTable } from '../tables.js';

/** What nobody reads on the page, or on every page of a site. */
const SKIPPED = new Set(
  'script style template noscript iframe object embed svg canvas audio video head nav select textarea button dialog'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form header hr legend main p section summary'.split(
    ' ',
  ),
);
const HIDDEN_STYLE =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+\s*(?:;|$|!)|font-size\s*:\s*0)/i;
/** Names of `meta` that tell when a page was last changed, the surest first. */
const DATES = ['article:modified_time', 'article:published_time', 'og:updated_time'];

export const readHtml: Reader = (bytes, limits) => {
  const reader = new HtmlReader(new MarkdownWriter(limits));
  const declared = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(
    Buffer.from(bytes.subarray(0, 2048)).toString('latin1'),
  )?.[1];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      onclosetag: (name) => reader.close(name),
      ontext: (text) => reader.text(text),
    },
    { decodeEntities: true },
  );
  parser.write(decodeText(bytes, { declared }));
  parser.end();
  return reader.end();
};

type Attributes = Readonly<Record<string, string>>;

interface Table {
  rows: string[][];
  /** Whether all cells of the first row are `th`. */
  named: boolean;
}

/** What is seen of a page, told tag by tag: nothing is run or loaded, and no tree is built. */
class HtmlReader {
  readonly #writer: MarkdownWriter;
  readonly #meta = new Map<string, string>();
  /** Open tags since one whose content is not seen. */
  #unseen = 0;
  #inTitle = false;
  #title = '';
  #text = '';
  #isCode = false;
  #lists = 0;
  #table: Table | undefined;
  /** Tables in cells are part of the cell. */
  #tables = 0;

  constructor(writer: MarkdownWriter) {
    this.#writer = writer;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'meta') this.#noteMeta(attributes);
    if (name === 'title' && this.#title === '') this.#inTitle = true;
    if (this.#unseen > 0 || isUnseen(name, attributes)) {
      this.#unseen += 1;
      return;
    }
    if (name === 'table') this.#openTable();
    else if (this.#table) this.#openInTable(name);
    else if (name === 'br') this.#text += '\n';
    else if (name === 'pre') this.#openCode();
    else if (isBlock(name)) this.#flush();
    if (name === 'ul' || name === 'ol') this.#lists += 1;
    if (name === 'img' && attributes['alt']) this.text(` ${attributes['alt']} `);
  }

  close(name: string): void {
    if (name === 'title') this.#inTitle = false;
    if (this.#unseen > 0) {
      this.#unseen -= 1;
      return;
    }
    if (name === 'ul' || name === 'ol') this.#closeList();
    if (name === 'table') this.#closeTable();
    else if (this.#table) this.#closeInTable(name);
    else if (name === 'pre') this.#closeCode();
    else if (/^h[1-6]$/.test(name))
      this.#flush((text) => this.#writer.heading(Number(name.slice(1)), text));
    else if (isBlock(name)) this.#flush();
  }

  text(text: string): void {
    if (this.#inTitle) this.#title += text;
    else if (this.#unseen === 0)
      this.#text += this.#isCode ? text : text.replaceAll(/[ \t\r\n\f]+/g, ' ');
  }

  end() {
    while (this.#table) this.#closeTable();
    this.#flush();
    const told = DATES.map((name) => this.#meta.get(name)).find((date) => date !== undefined);
    return {
      format: 'markdown' as const,
      sections: this.#writer.sections,
      title: this.#title.trim() || undefined,
      changedAt: trustedInstant(told),
    };
  }

  #noteMeta({ name, property = name, content }: Attributes): void {
    if (property !== undefined && content !== undefined) this.#meta.set(property, content);
  }

  #flush(
    write = (text: string) =>
      this.#lists > 0 ? this.#writer.item(text, this.#lists - 1) : this.#writer.paragraph(text),
  ): void {
    const text = this.#text;
    this.#text = '';
    write(text);
  }

  #closeList(): void {
    if (!this.#table) this.#flush();
    this.#lists = Math.max(0, this.#lists - 1);
    if (this.#lists === 0) this.#writer.endList();
  }

  #openCode(): void {
    this.#flush();
    this.#isCode = true;
  }

  #closeCode(): void {
    this.#isCode = false;
    this.#flush((text) => this.#writer.code(text));
  }

  #openTable(): void {
    this.#tables += 1;
    if (this.#tables > 1) return;
    this.#flush();
    this.#table = { rows: [], named: false };
  }

  #closeTable(): void {
    this.#tables = Math.max(0, this.#tables - 1);
    if (this.#tables > 0 || !this.#table) return;
    this.#text = '';
    writeTable(this.#writer, this.#table.rows, this.#table.named);
    this.#table = undefined;
  }

  #openInTable(name: string): void {
    if (this.#tables > 1) return;
    if (name === 'tr') this.#table?.rows.push([]);
    if (name === 'td' || name === 'th' || name === 'tr' || name === 'caption') this.#text = '';
    else if (isBlock(name) || name === 'br') this.#text += ' ';
  }

  #closeInTable(name: string): void {
    const { rows, named } = this.#table as Table;
    if (this.#tables > 1) {
      this.#text += isBlock(name) || name === 'td' || name === 'th' ? ' ' : '';
      return;
    }
    if (name === 'caption') this.#flush((text) => this.#writer.paragraph(text));
    if (name !== 'td' && name !== 'th') return;
    if (rows.length === 0) rows.push([]);
    const row = rows.at(-1) as string[];
    row.push(this.#text);
    this.#text = '';
    const isFirst = rows.length === 1;
    (this.#table as Table).named = isFirst ? name === 'th' && (named || row.length === 1) : named;
  }
}

function isUnseen(name: string, { hidden, style = '', ...rest }: Attributes): boolean {
  return (
    SKIPPED.has(name) ||
    hidden !== undefined ||
    rest['aria-hidden'] === 'true' ||
    HIDDEN_STYLE.test(style)
  );
}

function isBlock(name: string): boolean {
  return BLOCKS.has(name) || /^(?:h[1-6]|li|ul|ol|tr|td|th|table)$/.test(name);
}
