import type { Partition } from '../../model/validity.js';
import type { IndexedVector } from '../change-set.js';
import type { VectorPlace, VectorReads, VectorRow } from '../port.js';
import { areKept, bytesOf, float32Of, int8Of } from '../sql/vectors.js';
import type { Connection } from './driver.js';

export class SqliteVectors implements VectorReads {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async block(
    space: number,
    { cube, partition }: VectorPlace,
    after: number,
    limit: number,
  ): Promise<VectorRow[]> {
    const rows = this.#db.all<{ memory: number; scale: number; int8: Uint8Array }>(
      `SELECT memory, scale, int8 FROM vector
       WHERE space = ? AND cube = ? AND live = ? AND memory > ? ORDER BY memory LIMIT ?`,
      space,
      cube,
      liveOf(partition),
      after,
      limit,
    );
    return rows.map(({ memory, scale, int8 }) => ({ memory, scale, int8: int8Of(int8) }));
  }

  async exact(space: number, memories: readonly number[]): Promise<(Float32Array | undefined)[]> {
    // One statement for all: half the time of one for each.
    const rows = this.#db.all<{ memory: number; float32: Uint8Array }>(
      `SELECT x.memory, x.float32 FROM json_each(?) j
       CROSS JOIN vector_exact x ON x.memory = j.value AND x.space = ?`,
      JSON.stringify(memories),
      space,
    );
    const vectors = new Map(rows.map(({ memory, float32 }) => [memory, float32Of(float32)]));
    return memories.map((memory) => vectors.get(memory));
  }
}

export function indexVectors(
  db: Connection,
  { cube, partition }: VectorPlace,
  memory: number,
  vectors: readonly IndexedVector[],
): void {
  for (const { space, scale, int8, float32 } of vectors) {
    db.run(
      'INSERT INTO vector (space, cube, live, memory, scale, int8) VALUES (?, ?, ?, ?, ?, ?)',
      space,
      cube,
      liveOf(partition),
      memory,
      scale,
      bytesOf(int8),
    );
    db.run(
      'INSERT INTO vector_exact (memory, space, float32) VALUES (?, ?, ?)',
      memory,
      space,
      bytesOf(float32),
    );
  }
}

/** Of all spaces, or of these alone. */
export function unindexVectors(
  db: Connection,
  memory: number,
  spaces: readonly number[] | 'all' = 'all',
): void {
  for (const { space, cube, live } of placesOf(db, memory)) {
    if (spaces !== 'all' && !spaces.includes(space)) continue;
    db.run(
      'DELETE FROM vector WHERE space = ? AND cube = ? AND live = ? AND memory = ?',
      space,
      cube,
      live,
      memory,
    );
    db.run('DELETE FROM vector_exact WHERE memory = ? AND space = ?', memory, space);
  }
  if (spaces === 'all') db.run('DELETE FROM vector_exact WHERE memory = ?', memory);
}

/** Moves the vectors of a memory to the other part of its cube. */
export function moveVectors(db: Connection, memory: number, to: Partition): void {
  for (const place of placesOf(db, memory)) {
    db.run(
      'UPDATE vector SET live = ? WHERE space = ? AND cube = ? AND live = ? AND memory = ?',
      liveOf(to),
      place.space,
      place.cube,
      place.live,
      memory,
    );
  }
}

/** As `moveVectors`, of many memories of a cube to one part of it. */
export function moveAllVectors(
  db: Connection,
  cube: number,
  memories: readonly number[],
  live: 0 | 1,
): void {
  if (memories.length === 0) return;
  const numbers = JSON.stringify(memories);
  for (const { no: space } of db.all<{ no: number }>('SELECT no FROM space')) {
    db.run(
      `UPDATE vector SET live = ? WHERE space = ? AND cube = ? AND live = ?
       AND memory IN (SELECT value FROM json_each(?))`,
      live,
      space,
      cube,
      1 - live,
      numbers,
    );
  }
}

/** Whether of these spaces these and no others are kept already: where they are, nothing need be written. */
export function holdsVectors(
  db: Connection,
  memory: number,
  vectors: readonly IndexedVector[],
  spaces: readonly number[],
): boolean {
  const sql = 'SELECT space, float32 FROM vector_exact WHERE memory = ?';
  const all = db.all<{ space: number; float32: Uint8Array }>(sql, memory);
  return areKept(
    vectors,
    all.filter(({ space }) => spaces.includes(space)),
  );
}

function placesOf(db: Connection, memory: number): { space: number; cube: number; live: number }[] {
  return db.all(
    `SELECT v.space, v.cube, v.live
     FROM vector_exact x
     JOIN memory m ON m.no = x.memory
     JOIN vector v ON v.space = x.space AND v.cube = m.cube AND v.memory = m.no
     WHERE x.memory = ? AND v.live IN (0, 1)`,
    memory,
  );
}

function liveOf(partition: Partition): 0 | 1 {
  return partition === 'live' ? 1 : 0;
}
