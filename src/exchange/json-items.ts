import type { ByteStream } from './source.js';

/** A value of a large JSON file: an item of the array that it is, or of an array that a field of it is. */
export interface JsonItem {
  /** The field; empty in an array. */
  field: string;
  /** Among the items of the field, from 0. */
  index: number;
  /** Undefined where the text is not JSON. */
  value: unknown;
  error?: string;
}

const MOST_ITEM = 64 * 1024 * 1024;
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);
const [ARRAY, OBJECT] = [0x5b, 0x7b];
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const BYTE_ORDER_MARK = new Set([0xef, 0xbb, 0xbf]);

/**
 * Reads a JSON file item by item, so that no more than one item is in memory. Whole is what is neither the
 * outermost array or object nor an array that is a field of it.
 */
export async function* jsonItems(stream: ByteStream): AsyncGenerator<JsonItem> {
  const scanner = new Scanner();
  for await (const chunk of stream) yield* scanner.push(chunk);
  scanner.end();
}

class Scanner {
  /** What is open around the item: the file, and an array that is a field of it. */
  readonly #open: number[] = [];
  /** Levels that are open within the item. */
  #depth = 0;
  #inText = false;
  #escaped = false;
  #pieces: Uint8Array[] = [];
  #size = 0;
  /** Whether the item is the name of a field. */
  #expectsName = false;
  #field = '';
  #index = 0;
  #begun = false;

  *push(chunk: Uint8Array): Generator<JsonItem> {
    // An item that began in an earlier chunk goes on in this one.
    let from = this.#size > 0 ? 0 : -1;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inText = false;
        continue;
      }
      if (from < 0 && this.#size === 0 && this.#isStructure(byte)) {
        this.#step(byte);
        continue;
      }
      if (SPACE.has(byte) && from < 0 && this.#size === 0) continue;
      if (!this.#begun && BYTE_ORDER_MARK.has(byte)) continue;
      const ends = this.#depth === 0 && (byte === COMMA || byte === COLON || CLOSE.has(byte));
      if (ends) {
        this.#take(from < 0 ? undefined : chunk.subarray(from, at));
        from = -1;
        yield* this.#finish(byte);
        this.#step(byte);
        continue;
      }
      if (from < 0) from = at;
      if (byte === QUOTE) this.#inText = true;
      else if (OPEN.has(byte)) this.#depth += 1;
      else if (CLOSE.has(byte)) this.#depth -= 1;
    }
    if (from >= 0) this.#take(chunk.slice(from));
  }

  end(): void {
    if (!this.#begun || this.#open.length > 0) throw new SyntaxError('the JSON ends too early');
  }

  /** Whether the byte opens or closes what is around items. */
  #isStructure(byte: number): boolean {
    if (this.#depth > 0) return false;
    if (byte === COMMA || byte === COLON || CLOSE.has(byte)) return true;
    const isOutermost = this.#open.length === 0 && OPEN.has(byte);
    return isOutermost || (byte === ARRAY && this.#open.length === 1 && this.#isValueOfField());
  }

  #isValueOfField(): boolean {
    return this.#open[0] === OBJECT && !this.#expectsName;
  }

  #step(byte: number): void {
    this.#begun = true;
    if (OPEN.has(byte)) {
      this.#open.push(byte);
      this.#index = 0;
      this.#expectsName = this.#open.length === 1 && byte === OBJECT;
    } else if (CLOSE.has(byte)) {
      if (this.#open.pop() === undefined) throw new SyntaxError('the JSON closes what is not open');
    } else if (byte === COLON) this.#expectsName = false;
    else this.#expectsName = this.#open.length === 1 && this.#open[0] === OBJECT;
  }

  #take(piece: Uint8Array | undefined): void {
    if (!piece) return;
    this.#size += piece.length;
    if (this.#size <= MOST_ITEM) this.#pieces.push(piece);
  }

  *#finish(byte: number): Generator<JsonItem> {
    if (this.#size === 0) return;
    const isTooLong = this.#size > MOST_ITEM;
    const text = isTooLong ? '' : new TextDecoder().decode(Buffer.concat(this.#pieces));
    this.#pieces = [];
    this.#size = 0;
    if (byte === COLON) {
      this.#field = String(JSON.parse(text));
      return;
    }
    const at = { field: this.#field, index: this.#index++ };
    if (isTooLong) yield { ...at, value: undefined, error: 'is larger than 64 MiB' };
    else yield { ...at, ...parsed(text) };
  }
}

function parsed(text: string): Pick<JsonItem, 'value' | 'error'> {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { value: undefined, error: 'is not JSON' };
  }
}
