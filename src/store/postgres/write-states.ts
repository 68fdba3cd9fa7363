import {
  type CubeShare,
  requireAllExpected,
  type RestatedRow,
  restateStatements,
  sharesOf,
} from '../sql/restate.js';
import { dialect } from './dialect.js';
import type { Ledger } from './ledger.js';
import { forgetPending } from './pending-vectors.js';
import { moveVectors } from './vectors.js';
import { logMemory } from './write-memories.js';

/** Gives many memories a state: one statement for each table, and none for the words. */
export async function restate(ledger: Ledger): Promise<void> {
  const { sql, changes } = ledger;
  const { restated, tenant, at } = changes;
  if (!restated || restated.memories.length === 0) return;
  const { state, event, reason } = restated;
  const numbers = restated.memories.map(({ no }) => no);
  const asJson = JSON.stringify(numbers);
  const { read, update } = restateStatements(state, at, dialect);
  const rows = await sql.all<RestatedRow>(read.sql, ...read.parameters, tenant, asJson);
  requireAllExpected(rows, restated);
  await sql.run(update.sql, ...update.parameters, asJson);
  for (const share of sharesOf(rows)) await settleCube(ledger, share, state === 'active' ? 1 : 0);
  for (const row of rows) {
    logMemory(ledger, { ...row, version: row.version + 1, state, event, reason });
  }
  if (state === 'deleted') await forgetPending(ledger, numbers);
  else ledger.books.awaiting.push(...rows.map(({ no, cube }) => ({ no, cube })));
  await ledger.batch.flush();
}

async function settleCube(
  ledger: Ledger,
  { cube, gained, moved }: CubeShare,
  live: 0 | 1,
): Promise<void> {
  const tally = ledger.tally(cube);
  tally.live += gained;
  // Whoever holds the cube in memory reads it anew: once is enough.
  tally.removals += 1;
  await moveVectors(
    ledger,
    moved.map((memory) => ({ memory, cube, live })),
  );
}
