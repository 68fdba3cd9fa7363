import type { ErasedTraces, StoredTrace } from '../traces.js';
import type { Statements } from '../sql/statements.js';
import {
  HELD_TRACES,
  type HeldTrace,
  needsBodies,
  pauseOf,
  SET_PAUSE,
  SqlTraces,
  traceRow,
  whoGoes,
} from '../sql/traces.js';
import type { Database, Sql } from './driver.js';
import { insert } from './insert.js';

export class PostgresTraces extends SqlTraces {
  readonly #db: Database;

  constructor(statements: Statements, db: Database) {
    super(statements);
    this.#db = db;
  }

  async add(traces: readonly StoredTrace[], mostBytes: number): Promise<void> {
    await this.#db.transaction(async (sql) => {
      // It is not worth a flush to the disk: a power cut may take it away, and damages nothing.
      await sql.script('SET LOCAL synchronous_commit = off');
      await waitForErasures(sql);
      for (const trace of traces) {
        if (!(await mayHoldErased(sql, trace))) await insert(sql, 'trace', traceRow(trace));
      }
      await dropOldest(sql, mostBytes);
    });
  }
}

/** One after the other, so that nothing is kept of what another process is just erasing. */
export async function waitForErasures(sql: Sql): Promise<void> {
  await sql.all("SELECT pg_advisory_xact_lock(hashtext('traces of ' || current_schema()), 0)");
}

/** Takes out the traces that hold what is being erased. */
export async function eraseTraces(
  sql: Sql,
  tenant: number,
  erased: ErasedTraces & { memories: readonly string[] },
): Promise<void> {
  await waitForErasures(sql);
  const rows = await sql.all<HeldTrace>(HELD_TRACES, needsBodies(erased), tenant);
  await sql.run('DELETE FROM trace WHERE no = ANY(?)', whoGoes(rows, erased));
  const { pauseUntil } = erased;
  if (pauseUntil !== null) await sql.run(SET_PAUSE, pauseOf(tenant), String(pauseUntil));
}

/** Whether what it holds was erased since, perhaps by another process, or just before it was asked. */
async function mayHoldErased(sql: Sql, { tenant, at, holds }: StoredTrace): Promise<boolean> {
  const row = await sql.get<{ erased: boolean; until: string | null }>(
    `SELECT (SELECT value FROM setting WHERE name = ?) AS until,
       EXISTS (SELECT 1 FROM tombstone WHERE tenant = ? AND at >= ?)
         OR EXISTS (SELECT 1 FROM tombstone WHERE id = ANY(?)) AS erased`,
    pauseOf(tenant),
    tenant,
    at,
    holds.memories,
  );
  return row === undefined || row.erased || at < Number(row.until ?? 0);
}

/** All but the newest that fit. */
async function dropOldest(sql: Sql, mostBytes: number): Promise<void> {
  await sql.run(
    `DELETE FROM trace WHERE no IN (
       SELECT no FROM (SELECT no, sum(bytes) OVER (ORDER BY no DESC) AS newer FROM trace) t
       WHERE newer > ?
     )`,
    mostBytes,
  );
}
