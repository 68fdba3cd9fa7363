import type { Row } from './batch.js';
import type { Sql } from './driver.js';

/** A row by its columns. */
export async function insert(sql: Sql, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row).map((column) => `"${column}"`);
  const marks = columns.map(() => '?').join(', ');
  await sql.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`,
    ...Object.values(row),
  );
}
