import type { Embedded } from '../change-set.js';
import { WANTED } from '../sql/spaces.js';
import { jsonRows } from './batch.js';
import type { Books } from './books.js';
import type { Ledger } from './ledger.js';
import { indexVectors } from './vectors.js';

/** Has memories wait for a vector where they have none. */
export async function awaitVectors({
  sql,
  batch,
  awaiting: memories,
  vectorsWanted,
}: Books): Promise<void> {
  if (!vectorsWanted || memories.length === 0) return;
  await batch.flush();
  await sql.run(
    `INSERT INTO pending_vector (space, cube, memory)
     SELECT s.no, r.cube, r.no
     FROM (${WANTED}) s CROSS JOIN json_to_recordset(?) AS r (no bigint, cube bigint)
     WHERE NOT EXISTS (SELECT 1 FROM vector_exact x WHERE x.memory = r.no AND x.space = s.no)
     ON CONFLICT (space, cube, memory) DO UPDATE SET tries = 0`,
    jsonRows(memories.map(({ no, cube }) => ({ no, cube }))),
  );
}

export async function forgetPending({ sql }: Ledger, memories: readonly number[]): Promise<void> {
  if (memories.length === 0) return;
  await sql.run('DELETE FROM pending_vector WHERE memory = ANY(?)', memories);
}

interface Current {
  id: string;
  no: number;
  cube: number;
  live: 0 | 1;
  version: number;
  /** Whether the space is searched. */
  ready: boolean;
  /** Of the vectors in its place, the one with the highest number. */
  last: number | null;
}

/** Keeps the vectors that a model has made. Those of other spaces stay. */
export async function keepEmbedded(ledger: Ledger): Promise<void> {
  const { embedded = [] } = ledger.changes;
  for (const space of new Set(embedded.map(({ vector }) => vector.space))) {
    await keepIn(
      ledger,
      space,
      embedded.filter(({ vector }) => vector.space === space),
    );
  }
}

async function keepIn(ledger: Ledger, space: number, made: readonly Embedded[]): Promise<void> {
  const { sql, changes } = ledger;
  const rows = await sql.all<Current>(
    `SELECT m.id, m.no, m.cube, m.live, m.version, s.ready_at IS NOT NULL AS ready,
       (SELECT max(v.memory) FROM vector v
        WHERE v.space = s.no AND v.cube = m.cube AND v.live = m.live) AS last
     FROM memory m JOIN cube c ON c.no = m.cube JOIN space s ON s.no = ?
     WHERE m.id = ANY(?) AND c.tenant = ?`,
    space,
    made.map(({ memory }) => memory),
    changes.tenant,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kept = made.flatMap(({ memory, expectVersion, vector }) => {
    const current = byId.get(memory);
    return current?.version === expectVersion ? [{ ...current, vector }] : [];
  });
  const numbers = kept.map(({ no }) => no);
  for (const table of ['vector', 'vector_exact', 'pending_vector']) {
    await sql.run(`DELETE FROM ${table} WHERE space = ? AND memory = ANY(?)`, space, numbers);
  }
  for (const { no, cube, live, ready, last, vector } of kept) {
    // What is held in memory is only added to at its end; nobody holds what is not searched yet.
    if (ready) ledger.tally(cube).removals += (last ?? 0) >= no ? 1 : 0;
    indexVectors(ledger, { cube, live, memory: no }, [vector]);
  }
  await ledger.batch.flush();
}
