import type { Restating } from '../change-set.js';
import {
  type CubeShare,
  requireAllExpected,
  type RestatedRow,
  restateStatements,
  sharesOf,
} from '../sql/restate.js';
import { dialect } from './dialect.js';
import type { Ledger } from './ledger.js';
import { awaitVectors } from './pending-vectors.js';
import { moveAllVectors } from './vectors.js';

/** Gives many memories a state: one statement for each table, and none for the words. */
export function restate(ledger: Ledger, restating: Restating): void {
  const { db, changes } = ledger;
  const { memories, state } = restating;
  const numbers = JSON.stringify(memories.map(({ no }) => no));
  const { read, update } = restateStatements(state, changes.at, dialect);
  const rows = db.all<RestatedRow>(read.sql, ...read.parameters, changes.tenant, numbers);
  requireAllExpected(rows, restating);
  db.run(update.sql, ...update.parameters, numbers);
  for (const share of sharesOf(rows)) settleCube(ledger, share, state === 'active' ? 1 : 0);
  awaitVectors(db, numbers, state);
  logAll(ledger, restating, numbers);
}

function settleCube(ledger: Ledger, { cube, gained, moved }: CubeShare, live: 0 | 1): void {
  const tally = ledger.tally(cube);
  tally.live += gained;
  // Whoever holds the cube in memory reads it anew: once is enough.
  tally.removals += 1;
  moveAllVectors(ledger.db, cube, moved, live);
}

/** One event and one version for each, numbered alike: oldest first. */
function logAll(ledger: Ledger, { memories, event, reason }: Restating, numbers: string): void {
  const { db, changes } = ledger;
  const { actor, at, batch } = changes;
  const { seq, hlc, node } = ledger.drawEvents(memories.length);
  db.run(
    `INSERT INTO event (seq, hlc, node, cube, kind, subject, version, actor, app, at)
     SELECT ?1 + row_number() OVER (ORDER BY no), ?2 + row_number() OVER (ORDER BY no),
       ?3, cube, ?4, id, version, ?5, ?6, ?7
     FROM memory WHERE no IN (SELECT value FROM json_each(?8)) ORDER BY no`,
    seq - 1,
    hlc - 1,
    node,
    `memory.${event}`,
    actor.principal,
    actor.app,
    at,
    numbers,
  );
  db.run(
    `INSERT INTO version (memory, seq, n, event, state, valid_from, valid_to, merged_into, actor, app, at,
       reason, import_batch)
     SELECT no, ?1 + row_number() OVER (ORDER BY no), version, ?2, state, valid_from, valid_to,
       (SELECT id FROM memory WHERE no = m.merged_into), ?3, ?4, ?5, ?6, ?7
     FROM memory m WHERE no IN (SELECT value FROM json_each(?8)) ORDER BY no`,
    seq - 1,
    event,
    actor.principal,
    actor.app,
    at,
    reason ?? null,
    batch?.id ?? null,
    numbers,
  );
}
