import type { Partition } from '../../model/validity.js';
import type { Postings, TermPostings, WordReads } from '../port.js';
import { mergePostings, parseTermPostings } from '../sql/postings.js';
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
const LISTED = `(SELECT string_agg(int8send(memory * 256 + frequency), '' ORDER BY memory)
    FROM word WHERE cube = ? AND live = ? AND term = t.term)`;

/**
 * Where memories that changed their part left their terms behind (`sql/restate.ts`), those of both parts are
 * told: whoever asks knows which memories are meant.
 */
const LIE_ELSEWHERE = 'SELECT EXISTS (SELECT 1 FROM memory WHERE cube = ? AND analyser < 0) AS lie';
const POSTINGS = `WITH elsewhere AS MATERIALIZED (${LIE_ELSEWHERE})
  SELECT ${LISTED} AS postings, CASE WHEN (SELECT lie FROM elsewhere) THEN ${LISTED} END AS others
  FROM json_array_elements_text(?::json) WITH ORDINALITY AS t (term, place) ORDER BY t.place`;
/** As `parseTermPostings` reads them. */
const ALL_POSTINGS = `WITH elsewhere AS MATERIALIZED (${LIE_ELSEWHERE})
  SELECT string_agg(term || ' ' || memory || ' ' || frequency, E'\\n' ORDER BY term, memory) AS lines
  FROM word WHERE cube = ? AND (live = ? OR (SELECT lie FROM elsewhere))`;

/** Stands behind every letter. */
const AFTER_ALL = '\u{10ffff}';
const nextTerm = (place: string, after: string) => `(SELECT term FROM word
    WHERE cube = ? AND word.live = ${place}.live AND ${after} AND word.term < ${place}.beginning || '${AFTER_ALL}'
    ORDER BY word.term LIMIT 1)`;
/** From one term to the next in the index: one that many memories hold costs no more than any. */
const BEGINNING = `WITH RECURSIVE place (live, beginning) AS (
    SELECT part.live, asked.beginning FROM json_array_elements_text(?::json) AS asked (beginning),
      (SELECT ?::bigint AS live UNION ALL SELECT ?::bigint WHERE (${LIE_ELSEWHERE})) AS part
  ), held (live, beginning, term) AS (
    SELECT live, beginning, ${nextTerm('place', 'word.term >= place.beginning')} FROM place
    UNION ALL
    SELECT live, beginning, ${nextTerm('held', 'word.term > held.term')} FROM held
    WHERE held.term IS NOT NULL
  ) SELECT string_agg(DISTINCT term, ' ') AS terms FROM held`;

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
    const live = partition === 'live' ? 1 : 0;
    const rows = await this.#db.all<Record<'postings' | 'others', Uint8Array | null>>(
      POSTINGS,
      cube,
      cube,
      live,
      cube,
      1 - live,
      JSON.stringify(terms.map(keptTerm)),
    );
    return rows.map(({ postings, others }) =>
      mergePostings([postings, others].map((list) => parsePostings(list ?? new Uint8Array()))),
    );
  }

  async beginning(
    cube: number,
    partition: Partition,
    beginnings: readonly string[],
  ): Promise<string[]> {
    const live = partition === 'live' ? 1 : 0;
    const asked = [JSON.stringify(beginnings), live, 1 - live, cube, cube, cube];
    const row = await this.#db.get<{ terms: string | null }>(BEGINNING, ...asked);
    return row?.terms?.split(' ') ?? [];
  }

  async allPostings(cube: number, partition: Partition): Promise<TermPostings> {
    const live = partition === 'live' ? 1 : 0;
    const row = await this.#db.get<{ lines: string | null }>(ALL_POSTINGS, cube, cube, live);
    return parseTermPostings(row?.lines ?? '');
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
