import type { Partition } from '../../model/validity.js';
import type { Postings, WordReads } from '../port.js';
import type { Database } from './driver.js';
import type { Ledger } from './ledger.js';

/** Where the index of a memory stands. */
export interface IndexPlace {
  cube: number;
  live: number;
  memory: number;
}

/** A row of an index holds 2,700 bytes at most; the analyser makes no term longer than 64. */
const LONGEST_TERM = 256;
const MOST_FREQUENT = 255;
/** Bytes of a posting: a number of 64 bits, memory × 256 + frequency. */
const POSTING = 8;

/**
 * One value for each term crosses from the server: of 60,000 postings 18 ms, where a row for each takes
 * 85. Read from the index alone, in its order.
 */
const POSTINGS = `SELECT (
    SELECT string_agg(int8send(memory * 256 + frequency), '' ORDER BY memory)
    FROM word WHERE cube = ? AND live = ? AND term = t.term
  ) AS postings
  FROM json_array_elements_text(?::json) WITH ORDINALITY AS t (term, place) ORDER BY t.place`;

export class PostgresWords implements WordReads {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async postings(
    cube: number,
    partition: Partition,
    terms: readonly string[],
  ): Promise<Postings[]> {
    if (terms.length === 0) return [];
    const rows = await this.#db.all<{ postings: Uint8Array | null }>(
      POSTINGS,
      cube,
      partition === 'live' ? 1 : 0,
      JSON.stringify(terms.map(keptTerm)),
    );
    return rows.map(({ postings }) => parsePostings(postings ?? new Uint8Array()));
  }
}

export function indexTerms({ batch }: Ledger, place: IndexPlace, terms: readonly string[]): void {
  const frequencies = new Map<string, number>();
  for (const term of terms) {
    const kept = keptTerm(term);
    frequencies.set(kept, Math.min(MOST_FREQUENT, (frequencies.get(kept) ?? 0) + 1));
  }
  for (const [term, frequency] of frequencies) batch.add('word', { ...place, term, frequency });
}

export async function unindexTerms({ sql }: Ledger, memories: readonly number[]): Promise<void> {
  if (memories.length > 0) await sql.run('DELETE FROM word WHERE memory = ANY(?)', memories);
}

function keptTerm(term: string): string {
  return term.slice(0, LONGEST_TERM);
}

function parsePostings(bytes: Uint8Array): Postings {
  const count = bytes.byteLength / POSTING;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const memories = new Int32Array(count);
  const frequencies = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const low = view.getUint32(at * POSTING + 4);
    memories[at] = view.getUint32(at * POSTING) * 2 ** 24 + (low >>> 8);
    frequencies[at] = low & 255;
  }
  return { memories, frequencies };
}
