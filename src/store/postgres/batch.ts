import type { Sql, Value } from './driver.js';

export type Cell = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, Cell>>;

/** In the order in which they refer to each other. */
const TABLES = [
  'session',
  'episode',
  'memory',
  'event',
  'version',
  'source',
  'tag',
  'field',
  'word',
  'vector',
  'vector_exact',
  'link',
  'tombstone',
  'entity',
  'mention',
  'alias',
  'relation',
] as const;

type Table = (typeof TABLES)[number];

/**
 * Rows that a commit adds, kept until all of them are known: however many there are, one statement
 * writes them.
 */
export class Batch {
  readonly #sql: Sql;
  readonly #rows = new Map<Table, Row[]>();
  /** Those that are written anew as long as they wait. */
  readonly #replaceable = new Map<string, { rows: Row[]; at: number }>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  add(table: Table, ...rows: readonly Row[]): void {
    const known = this.#rows.get(table);
    if (known) for (const row of rows) known.push(row);
    else if (rows.length > 0) this.#rows.set(table, [...rows]);
  }

  /** A row in place of the one that waits under the same key. */
  put(table: Table, key: string, row: Row): void {
    const place = this.#replaceable.get(`${table}/${key}`);
    if (place) {
      place.rows[place.at] = row;
      return;
    }
    this.add(table, row);
    const rows = this.#rows.get(table) as Row[];
    this.#replaceable.set(`${table}/${key}`, { rows, at: rows.length - 1 });
  }

  /**
   * Writes what waits, so that later statements see it.
   *
   * @param last done in the same statement
   */
  async flush(last = 'SELECT 1', ...more: Value[]): Promise<void> {
    const tables = TABLES.filter((table) => this.#rows.has(table));
    if (tables.length === 0) {
      if (more.length > 0) await this.#sql.run(last, ...more);
      return;
    }
    const inserts = tables.map(
      (table) => `in_${table} AS (${insertInto(table, this.#rows.get(table)?.[0] ?? {})})`,
    );
    const parameters = tables.map((table) => jsonRows(this.#rows.get(table) ?? []));
    this.#rows.clear();
    this.#replaceable.clear();
    await this.#sql.run(`WITH ${inserts.join(', ')} ${last}`, ...parameters, ...more);
  }
}

const ON_CONFLICT: Partial<Record<Table, string>> = {
  // It has grown.
  session: 'ON CONFLICT (no) DO UPDATE SET episodes = excluded.episodes',
  // A quote may be evidence already.
  source: 'ON CONFLICT DO NOTHING',
  // Said again it stays as it is.
  link: 'ON CONFLICT DO NOTHING',
  mention: 'ON CONFLICT DO NOTHING',
  alias: 'ON CONFLICT DO NOTHING',
  relation: 'ON CONFLICT DO NOTHING',
};

function insertInto(table: Table, row: Row): string {
  const columns = Object.keys(row)
    .map((column) => `"${column}"`)
    .join(', ');
  return `INSERT INTO ${table} (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::${table}, ?)
    ${ON_CONFLICT[table] ?? ''}`;
}

/** Rows as one parameter; the columns of the table tell their types. */
export function jsonRows(rows: readonly Row[]): string {
  // By `this`, because a Buffer has made JSON of itself before it comes as a value.
  return JSON.stringify(rows, function (this: Row, column, value: unknown) {
    const cell = this[column];
    return cell instanceof Uint8Array ? hexOf(cell) : value;
  });
}

/** https://www.postgresql.org/docs/current/datatype-binary.html: the hex format. */
function hexOf(bytes: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = bytes;
  return `\\x${Buffer.from(buffer, byteOffset, byteLength).toString('hex')}`;
}
