import type { IndexedVector } from '../change-set.js';
import type { VectorPlace, VectorReads, VectorRow } from '../port.js';
import { bytesOf, float32Of, int8Of } from '../sql/vectors.js';
import { jsonRows } from './batch.js';
import type { Database } from './driver.js';
import type { Ledger } from './ledger.js';
import { PostgresNear } from './near.js';
import type { IndexPlace } from './words.js';

export class PostgresVectors implements VectorReads {
  readonly near: PostgresNear;
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    this.near = new PostgresNear(db);
  }

  async block(
    space: number,
    { cube, partition }: VectorPlace,
    after: number,
    limit: number,
  ): Promise<VectorRow[]> {
    const rows = await this.#db.all<{ memory: number; scale: number; int8: Uint8Array }>(
      `SELECT memory, scale, int8 FROM vector
       WHERE space = ? AND cube = ? AND live = ? AND memory > ? ORDER BY memory LIMIT ?`,
      space,
      cube,
      partition === 'live' ? 1 : 0,
      after,
      limit,
    );
    return rows.map(({ memory, scale, int8 }) => ({ memory, scale, int8: int8Of(int8) }));
  }

  async exact(space: number, memories: readonly number[]): Promise<(Float32Array | undefined)[]> {
    const rows = await this.#db.all<{ memory: number; float32: Uint8Array }>(
      'SELECT memory, float32 FROM vector_exact WHERE memory = ANY(?) AND space = ?',
      memories,
      space,
    );
    const vectors = new Map(rows.map(({ memory, float32 }) => [memory, float32Of(float32)]));
    return memories.map((memory) => vectors.get(memory));
  }
}

export function indexVectors(
  { batch }: Ledger,
  { cube, live, memory }: IndexPlace,
  vectors: readonly IndexedVector[],
): void {
  for (const { space, scale, int8, float32 } of vectors) {
    batch.add('vector', { space, cube, live, memory, scale, int8: bytesOf(int8) });
    batch.add('vector_exact', { memory, space, float32: bytesOf(float32) });
  }
}

/** The rows of `vector` of these memories: by its key, which begins with space and cube. */
const ROWS_OF = `vector v USING vector_exact x, memory m
  WHERE x.memory = ANY(?) AND m.no = x.memory AND v.space = x.space AND v.cube = m.cube
    AND v.live IN (0, 1) AND v.memory = m.no`;

/** Of all spaces, or of these alone. */
export async function unindexVectors(
  { sql }: Ledger,
  memories: readonly number[],
  spaces?: readonly number[],
): Promise<void> {
  if (memories.length === 0) return;
  const within = spaces ? 'AND x.space = ANY(?)' : '';
  const asked = spaces ? [memories, spaces] : [memories];
  await sql.run(`DELETE FROM ${ROWS_OF} ${within}`, ...asked);
  await sql.run(`DELETE FROM vector_exact x WHERE x.memory = ANY(?) ${within}`, ...asked);
}

/** Moves the vectors of memories to the other part of their cube. */
export async function moveVectors({ sql }: Ledger, places: readonly IndexPlace[]): Promise<void> {
  if (places.length === 0) return;
  await sql.run(
    `UPDATE vector v SET live = p.live
     FROM json_to_recordset(?) AS p (cube bigint, live bigint, memory bigint), vector_exact x
     WHERE x.memory = p.memory AND v.space = x.space AND v.cube = p.cube AND v.live IN (0, 1)
       AND v.memory = p.memory`,
    jsonRows(places.map((place) => ({ ...place }))),
  );
}

/** Of each memory the vectors that are kept. */
export async function vectorsOf(
  { sql }: Ledger,
  memories: readonly number[],
): Promise<Map<number, { space: number; float32: Uint8Array }[]>> {
  const rows = await sql.all<{ memory: number; space: number; float32: Uint8Array }>(
    'SELECT memory, space, float32 FROM vector_exact WHERE memory = ANY(?)',
    memories,
  );
  const kept = new Map<number, { space: number; float32: Uint8Array }[]>();
  for (const { memory, ...row } of rows) kept.set(memory, [...(kept.get(memory) ?? []), row]);
  return kept;
}
