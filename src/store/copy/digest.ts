import { createHash } from 'node:crypto';
import type { Cell, Row } from './port.js';

/** A digest of rows that does not depend on their order, nor on the engine that they come from. */
export function digestOf(rows: readonly Row[], columns: readonly string[]): string {
  const lines = rows.map((row) => lineOf(row, columns)).toSorted();
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line).update('\n');
  return hash.digest('hex');
}

/** The digest of a table out of those of its portions. */
export class TableDigest {
  readonly #hash = createHash('sha256');

  add(digest: string): void {
    this.#hash.update(digest);
  }

  end(): string {
    return this.#hash.digest('hex').slice(0, 16);
  }
}

function lineOf(row: Row, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => shown(row[column] ?? null)));
}

/** Bytes in a list, so that no text can stand for them. */
function shown(cell: Cell): unknown {
  return cell instanceof Uint8Array ? [Buffer.from(cell).toString('base64')] : cell;
}
