import type { Compaction } from '../port.js';
import type { Database, Sql } from './driver.js';

/**
 * VACUUM lets the space of deleted rows be written over; FULL writes the tables anew, so that no byte
 * of them is left in their files. What lies in the write-ahead log and in backups is the operator's.
 */
export function compact(db: Database, { whole }: { whole: boolean }): Promise<Compaction> {
  return db.maintain(async (sql) => {
    const before = await bytesOf(sql);
    for (const table of await tablesOf(sql)) {
      await sql.script(`VACUUM (${whole ? 'FULL, ' : ''}ANALYZE) ${table}`);
    }
    return { before, after: await bytesOf(sql), copies: [] };
  });
}

/** Tables of our schema with their indexes, as they are named in statements. */
async function tablesOf(sql: Sql): Promise<string[]> {
  const rows = await sql.all<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname = current_schema() ORDER BY tablename`,
  );
  return rows.map(({ name }) => name);
}

/** On the disk of the server. */
export async function bytesOf(sql: Sql): Promise<number> {
  const row = await sql.get<{ bytes: number | null }>(
    `SELECT sum(pg_total_relation_size(format('%I.%I', schemaname, tablename)::regclass)) AS bytes
     FROM pg_tables WHERE schemaname = current_schema()`,
  );
  return row?.bytes ?? 0;
}
