import type { Instant } from '../../model/time.js';
import type { NewAccess } from '../access-log.js';
import {
  accessRow,
  accessTouched,
  HELD_ACCESS,
  type HeldAccess,
  hitsWithout,
  SqlAccessLog,
} from '../sql/access-log.js';
import type { Statements } from '../sql/statements.js';
import { pauseOf } from '../sql/traces.js';
import type { ErasedTraces } from '../traces.js';
import { jsonRows } from './batch.js';
import type { Database, Sql } from './driver.js';
import { waitForErasures } from './traces.js';

export class PostgresAccessLog extends SqlAccessLog {
  readonly #db: Database;

  constructor(statements: Statements, db: Database) {
    super(statements);
    this.#db = db;
  }

  async append(rows: readonly NewAccess[]): Promise<number> {
    return this.#db.transaction(async (sql) => {
      // It is not worth a flush to the disk: a power cut may take it away, and damages nothing.
      await sql.script('SET LOCAL synchronous_commit = off');
      await waitForErasures(sql);
      const there = await memoriesAmong(sql, rows);
      const told = await toldAmong(sql, rows);
      const made = rows.map((access, at) => accessRow(access, { isTold: told.has(at), there }));
      await insertAll(sql, made);
      return made.reduce((sum, { row }) => sum + row.bytes, 0);
    });
  }

  async trim({ before, mostBytes }: { before: Instant; mostBytes: number }): Promise<void> {
    await this.#db.transaction(async (sql) => {
      const rows = await sql.all<{ no: number }>(
        `SELECT no FROM (
           SELECT no, at, sum(bytes) OVER (ORDER BY no DESC) AS newer FROM access_log
         ) l WHERE newer > ? OR at < ?`,
        mostBytes,
        before,
      );
      await drop(
        sql,
        rows.map(({ no }) => no),
      );
    });
  }
}

/** Takes the words and the memories that are being erased out of the log. */
export async function eraseAccess(
  sql: Sql,
  tenant: number,
  erased: Pick<ErasedTraces, 'said' | 'named'> & { memories: readonly number[] },
): Promise<void> {
  await waitForErasures(sql);
  const { blank, gone } = accessTouched(await sql.all<HeldAccess>(HELD_ACCESS, tenant), erased);
  await drop(sql, gone);
  const numbers = new Set(erased.memories);
  const rows = await sql.all<{ no: number; hits: string }>(
    `SELECT no, hits FROM access_log
     WHERE no IN (SELECT log FROM access_hit WHERE memory = ANY(?))`,
    erased.memories,
  );
  for (const { no, hits } of rows) {
    await sql.run('UPDATE access_log SET hits = ? WHERE no = ?', hitsWithout(hits, numbers), no);
  }
  await sql.run('DELETE FROM access_hit WHERE memory = ANY(?)', erased.memories);
  await sql.run("UPDATE access_log SET query = NULL, terms = '[]' WHERE no = ANY(?)", [
    ...blank,
    ...rows.map(({ no }) => no),
  ]);
}

type Made = ReturnType<typeof accessRow>;

async function insertAll(sql: Sql, made: readonly Made[]): Promise<void> {
  const numbers = await sql.all<{ no: number }>(
    `INSERT INTO access_log (tenant, at, kind, app, proven, principal, user_id, query, hits, found,
       score, terms, names, bytes)
     SELECT tenant, at, kind, app, proven, principal, user_id, query, hits, found, score, terms, names,
       bytes
     FROM json_to_recordset(?) AS r (tenant bigint, at bigint, kind text, app text, proven bigint,
       principal text, user_id text, query text, hits text, found bigint, score double precision,
       terms text, names text, bytes bigint)
     RETURNING no`,
    jsonRows(made.map(({ row }) => row)),
  );
  const hits = made.flatMap(({ memories }, at) =>
    memories.map((memory) => ({ memory, log: numbers[at]?.no ?? 0 })),
  );
  if (hits.length === 0) return;
  await sql.run(
    `INSERT INTO access_hit (memory, log)
     SELECT memory, log FROM json_to_recordset(?) AS r (memory bigint, log bigint)`,
    jsonRows(hits),
  );
}

async function memoriesAmong(sql: Sql, rows: readonly NewAccess[]): Promise<Set<number>> {
  const asked = [...new Set(rows.flatMap(({ hits }) => hits.map(({ memory }) => memory)))];
  const found = await sql.all<{ no: number }>('SELECT no FROM memory WHERE no = ANY(?)', asked);
  return new Set(found.map(({ no }) => no));
}

/** Places of the rows since which nothing was erased, and for which searches do not pause. */
async function toldAmong(sql: Sql, rows: readonly NewAccess[]): Promise<Set<number>> {
  const told = new Set<number>();
  const tenants = new Map<number, { last: number; until: number }>();
  for (const [place, { tenant, at }] of rows.entries()) {
    let erased = tenants.get(tenant);
    if (!erased) {
      const row = await sql.get<{ last: number; until: string | null }>(
        `SELECT coalesce((SELECT max(at) FROM tombstone WHERE tenant = ?), -1) AS last,
           (SELECT value FROM setting WHERE name = ?) AS until`,
        tenant,
        pauseOf(tenant),
      );
      erased = { last: row?.last ?? -1, until: Number(row?.until ?? 0) };
      tenants.set(tenant, erased);
    }
    if (at > erased.last && at >= erased.until) told.add(place);
  }
  return told;
}

/** What leads to them has no index by their number: the rows tell which memories those are. */
async function drop(sql: Sql, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  await sql.run(
    `DELETE FROM access_hit h USING access_log l, json_array_elements(l.hits::json) AS hit
     WHERE l.no = ANY(?) AND h.log = l.no AND h.memory = (hit->>0)::bigint`,
    numbers,
  );
  await sql.run('DELETE FROM access_log WHERE no = ANY(?)', numbers);
}
