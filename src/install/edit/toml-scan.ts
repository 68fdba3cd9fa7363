import { parse } from 'smol-toml';

/** `key = value`. The end is the value's; a comment behind it is not part. */
export interface Pair {
  /** From the table or inline table that it stands in. */
  path: readonly string[];
  start: number;
  end: number;
  /** Set where the value is an inline table. */
  inline?: InlineTable;
}

export interface InlineTable {
  start: number;
  end: number;
  pairs: Pair[];
  /** Offsets of its commas. */
  commas: number[];
}

/** A header with what stands under it. The first table of a file is its root, without a header. */
export interface Table {
  path: readonly string[];
  start: number;
  /** End of its last pair, or of the header, with the comment on that line. */
  end: number;
  pairs: Pair[];
}

/** Where things stand in a text that is known to be TOML: smol-toml keeps no positions. */
export function scanToml(text: string): Table[] {
  return new TomlScanner(text).tables();
}

const SEGMENT = String.raw`(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[\w-]+)`;
const patterns = {
  key: new RegExp(String.raw`${SEGMENT}(?:[ \t]*\.[ \t]*${SEGMENT})*`, 'y'),
  // Three quotes in a row end a long string, and up to two more before them belong to it.
  string: /"""(?:\\[\s\S]|[^\\])*?""("{1,3})|'''[\s\S]*?''('{1,3})|"(?:\\.|[^"\\\n])*"|'[^'\n]*'/y,
  bare: /[^,\]}#\r\n]*[^,\]}#\s]/y,
  nothing: /(?:\s|#[^\n]*)*/y,
  blanks: /[ \t]*/y,
  comment: /[ \t]*#[^\r\n]*/y,
};

class TomlScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  tables(): Table[] {
    const tables: Table[] = [{ path: [], start: 0, end: 0, pairs: [] }];
    for (this.#skip('nothing'); this.#at < this.#text.length; this.#skip('nothing')) {
      if (this.#next() === '[') tables.push(this.#header());
      else this.#addPair(tables.at(-1));
    }
    return tables;
  }

  #header(): Table {
    const start = this.#at;
    while (this.#next() === '[') this.#step();
    const path = this.#key();
    while (this.#next() === ']') this.#step();
    this.#skip('comment');
    return { path, start, end: this.#at, pairs: [] };
  }

  #addPair(table: Table | undefined): void {
    const pair = this.#pair();
    this.#skip('comment');
    if (table === undefined) return;
    table.pairs.push(pair);
    table.end = this.#at;
  }

  #pair(): Pair {
    const start = this.#at;
    const path = this.#key();
    this.#step(); // the equals sign
    this.#skip('blanks');
    const inline = this.#value();
    return { path, start, end: this.#at, inline };
  }

  #key(): string[] {
    this.#skip('blanks');
    const source = this.#skip('key');
    if (source === '') throw new Error(`No key at offset ${this.#at} of the TOML`);
    this.#skip('blanks');
    return namesOf(source);
  }

  #value(): InlineTable | undefined {
    const next = this.#next();
    if (next === '{') return this.#inlineTable();
    if (next === '[') this.#array();
    else if (this.#skip('string') === '') this.#skip('bare');
    return undefined;
  }

  #array(): void {
    this.#step();
    for (this.#skip('nothing'); this.#next() !== ']'; this.#skip('nothing')) {
      if (this.#next() === ',') this.#step();
      else this.#value();
    }
    this.#step();
  }

  #inlineTable(): InlineTable {
    const start = this.#at;
    const pairs: Pair[] = [];
    const commas: number[] = [];
    this.#step();
    for (this.#skip('nothing'); this.#next() !== '}'; this.#skip('nothing')) {
      if (this.#next() !== ',') {
        pairs.push(this.#pair());
        continue;
      }
      commas.push(this.#at);
      this.#step();
    }
    this.#step();
    return { start, end: this.#at, pairs, commas };
  }

  #next(): string | undefined {
    return this.#text[this.#at];
  }

  /** Throws at the end of the text, so that no loop here goes on for ever. */
  #step(): void {
    if (this.#at >= this.#text.length) throw new Error('The TOML ends too early');
    this.#at += 1;
  }

  #skip(what: keyof typeof patterns): string {
    const pattern = patterns[what];
    pattern.lastIndex = this.#at;
    const source = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += source.length;
    return source;
  }
}

/** `a."b.c"` has two names. */
function namesOf(source: string): string[] {
  const names: string[] = [];
  let node: unknown = parse(`${source} = 0`);
  while (typeof node === 'object' && node !== null) {
    const [name = ''] = Object.keys(node);
    names.push(name);
    node = (node as Record<string, unknown>)[name];
  }
  return names;
}
