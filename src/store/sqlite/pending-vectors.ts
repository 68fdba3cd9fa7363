import type { Partition } from '../../model/validity.js';
import type { Embedded } from '../change-set.js';
import type { Connection } from './driver.js';
import type { Ledger } from './ledger.js';
import { indexVectors } from './vectors.js';

/** The space of a model that memories wait in. */
function wantedSpace(db: Connection): number | undefined {
  return db.get<{ no: number }>(
    'SELECT no FROM space WHERE wanted_at IS NOT NULL ORDER BY wanted_at DESC, no DESC LIMIT 1',
  )?.no;
}

/** Has a memory wait for a vector where it has none, and what is deleted wait no more. */
export function awaitVector(
  db: Connection,
  { no, cube, state }: { no: number; cube: number; state: string },
): void {
  const space = wantedSpace(db);
  if (space === undefined) return;
  if (state === 'deleted') {
    forgetPending(db, no);
    return;
  }
  db.run(
    `INSERT INTO pending_vector (space, cube, memory) SELECT ?1, ?2, ?3
     WHERE NOT EXISTS (SELECT 1 FROM vector_exact WHERE memory = ?3 AND space = ?1)
     ON CONFLICT DO UPDATE SET tries = 0`,
    space,
    cube,
    no,
  );
}

/** As `awaitVector`, of many memories that are in one state now. */
export function awaitVectors(db: Connection, numbers: string, state: string): void {
  const space = wantedSpace(db);
  if (space === undefined) return;
  if (state === 'deleted') {
    db.run('DELETE FROM pending_vector WHERE memory IN (SELECT value FROM json_each(?))', numbers);
    return;
  }
  db.run(
    `INSERT INTO pending_vector (space, cube, memory) SELECT ?1, cube, no FROM memory
     WHERE no IN (SELECT value FROM json_each(?2))
       AND NOT EXISTS (SELECT 1 FROM vector_exact x WHERE x.memory = memory.no AND x.space = ?1)
     ON CONFLICT DO UPDATE SET tries = 0`,
    space,
    numbers,
  );
}

export function forgetPending(db: Connection, memory: number): void {
  db.run('DELETE FROM pending_vector WHERE memory = ?', memory);
}

export function isWaiting(db: Connection, space: number, memory: number): boolean {
  const sql = 'SELECT 1 FROM pending_vector WHERE memory = ? AND space = ?';
  return db.get(sql, memory, space) !== undefined;
}

interface Current {
  no: number;
  cube: number;
  live: 0 | 1;
  version: number;
}

/** Keeps the vectors that a model has made. Those of other spaces stay. */
export function keepEmbedded(ledger: Ledger, embedded: readonly Embedded[]): void {
  const { db, changes } = ledger;
  for (const { memory, expectVersion, vector } of embedded) {
    const current = db.get<Current>(
      `SELECT m.no, m.cube, m.live, m.version FROM memory m JOIN cube c ON c.no = m.cube
       WHERE m.id = ? AND c.tenant = ?`,
      memory,
      changes.tenant,
    );
    if (current?.version !== expectVersion) continue;
    const { no, cube, live } = current;
    const partition: Partition = live ? 'live' : 'past';
    // Nobody holds in memory what is not searched yet.
    if (isReady(db, vector.space)) {
      const last = lastOf(db, vector.space, current);
      ledger.tally(cube).removals += last >= no ? 1 : 0;
    }
    db.run(
      'DELETE FROM vector WHERE space = ? AND cube = ? AND live = ? AND memory = ?',
      vector.space,
      cube,
      live,
      no,
    );
    db.run('DELETE FROM vector_exact WHERE memory = ? AND space = ?', no, vector.space);
    indexVectors(db, { cube, partition }, no, [vector]);
    db.run(
      'DELETE FROM pending_vector WHERE space = ? AND cube = ? AND memory = ?',
      vector.space,
      cube,
      no,
    );
  }
}

function isReady(db: Connection, space: number): boolean {
  return db.get('SELECT 1 FROM space WHERE no = ? AND ready_at IS NOT NULL', space) !== undefined;
}

/** What is held in memory is only added to at its end, so one before it is a change of what is there. */
function lastOf(db: Connection, space: number, { cube, live }: Current): number {
  const row = db.get<{ last: number | null }>(
    'SELECT max(memory) AS last FROM vector WHERE space = ? AND cube = ? AND live = ?',
    space,
    cube,
    live,
  );
  return row?.last ?? 0;
}
