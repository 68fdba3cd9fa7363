import type { Database, Sql, Value } from '../postgres/driver.js';
import type { Cell, CopyReads, CopyTable, Key, Range, Row } from './port.js';
import { namesOf, whereOf } from './range.js';

interface Counter {
  name: string;
  table: string;
  column: string;
  /** Null before the first. */
  last: number | null;
}

/** The tables of a schema as rows. */
export class PostgresRows implements CopyReads {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async columns({ name }: CopyTable): Promise<readonly string[]> {
    const rows = await this.#sql.all<{ attname: string }>(
      `SELECT attname FROM pg_attribute
       WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      `"${name}"`,
    );
    return rows.map(({ attname }) => attname);
  }

  async count({ name }: CopyTable): Promise<number> {
    const row = await this.#sql.get<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`);
    return row?.n ?? 0;
  }

  async keyFurther(
    table: CopyTable,
    after: Key | undefined,
    count: number,
  ): Promise<Key | undefined> {
    const { sql, values } = whereOf(table, { after, upto: undefined });
    const key = namesOf(table.key);
    const row = await this.#sql.get<Row>(
      `SELECT ${key} FROM "${table.name}"${sql} ORDER BY ${key} LIMIT 1 OFFSET ${count - 1}`,
      ...values,
    );
    return row && table.key.map((name) => row[name] ?? null);
  }

  async rows(table: CopyTable, columns: readonly string[], range: Range): Promise<Row[]> {
    const { sql, values } = whereOf(table, range);
    return this.#sql.all<Row>(`SELECT ${namesOf(columns)} FROM "${table.name}"${sql}`, ...values);
  }

  async sequences(): Promise<Readonly<Record<string, number>>> {
    // The clock of events is no count of rows.
    const rows = (await this.counters()).filter(({ column }) => column !== 'hlc');
    return Object.fromEntries(rows.map(({ table, last }) => [table, last ?? 0]));
  }

  /** PostgreSQL names a sequence after its table and column. */
  async counters(): Promise<Counter[]> {
    const rows = await this.#sql.all<{ name: string; last: number | null }>(
      `SELECT sequencename AS name, last_value AS last FROM pg_sequences
       WHERE schemaname = current_schema()`,
    );
    return rows.map(({ name, last }) => {
      const [, table = name, column = ''] = /^(.+)_(no|seq|hlc)_seq$/.exec(name) ?? [];
      return { name, table, column, last };
    });
  }
}

/** Puts rows where a range is, in one transaction and two statements. */
export async function replaceRows(
  db: Database,
  table: CopyTable,
  columns: readonly string[],
  range: Range,
  rows: readonly Row[],
): Promise<void> {
  const { sql: where, values } = whereOf(table, range);
  const names = namesOf(columns);
  const json = JSON.stringify(rows.map((row) => writable(row)));
  await db.transaction(async (sql) => {
    await sql.run(`DELETE FROM "${table.name}"${where}`, ...(values as Value[]));
    await sql.run(
      `INSERT INTO "${table.name}" (${names})
       SELECT ${names} FROM json_populate_recordset(NULL::"${table.name}", ?::json)`,
      json,
    );
  });
}

/** Bytes as PostgreSQL reads them out of a text. */
function writable(row: Row): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      cell instanceof Uint8Array ? `\\x${Buffer.from(cell).toString('hex')}` : cell,
    ]),
  );
}
