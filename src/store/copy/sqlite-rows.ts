import type { Connection } from '../sqlite/driver.js';
import type { Cell, CopyReads, CopyTable, Key, Range, Row } from './port.js';
import { namesOf, whereOf } from './range.js';
import { SqliteWordList, wordColumns } from './sqlite-words.js';
import { words } from './tables.js';

/** Columns that PostgreSQL has and SQLite hides: the order in which keys were made. */
const hidden: Readonly<Record<string, Readonly<Record<string, string>>>> = { key: { no: 'rowid' } };

/** The tables of a database as rows; the index of words, too. */
export class SqliteRows implements CopyReads {
  readonly #db: Connection;
  readonly words: SqliteWordList;

  constructor(db: Connection) {
    this.#db = db;
    this.words = new SqliteWordList(db);
  }

  async columns({ name }: CopyTable): Promise<readonly string[]> {
    if (name === words.name) return wordColumns;
    const columns = this.#db.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', name);
    return [...columns.map((column) => column.name), ...Object.keys(hidden[name] ?? {})];
  }

  async count(table: CopyTable): Promise<number> {
    return this.#db.get<{ n: number }>(`SELECT count(*) AS n FROM ${this.#from(table)}`)?.n ?? 0;
  }

  async keyFurther(
    table: CopyTable,
    after: Key | undefined,
    count: number,
  ): Promise<Key | undefined> {
    const { sql, values } = whereOf(table, { after, upto: undefined });
    const key = namesOf(table.key);
    const row = this.#db.get<Row>(
      `SELECT ${key} FROM ${this.#from(table)}${sql} ORDER BY ${key} LIMIT 1 OFFSET ?`,
      ...values,
      count - 1,
    );
    return row && table.key.map((name) => row[name] ?? null);
  }

  async rows(table: CopyTable, columns: readonly string[], range: Range): Promise<Row[]> {
    if (table.name === words.name) return this.words.rows(table, range);
    const { sql, values } = whereOf(table, range);
    const list = columns.map((column) => `${this.stored(table, column)} AS "${column}"`).join(', ');
    return this.#db.all<Row>(`SELECT ${list} FROM ${this.#from(table)}${sql}`, ...values);
  }

  async sequences(): Promise<Readonly<Record<string, number>>> {
    const rows = this.#db.all<{ name: string; seq: number }>(
      'SELECT name, seq FROM sqlite_sequence',
    );
    return Object.fromEntries(rows.map(({ name, seq }) => [name, seq]));
  }

  /** What a column is called inside. */
  stored({ name }: CopyTable, column: string): string {
    return hidden[name]?.[column] ?? `"${column}"`;
  }

  insert(table: CopyTable, columns: readonly string[], rows: readonly Row[]): void {
    const names = columns.map((column) => this.stored(table, column)).join(', ');
    const marks = columns.map(() => '?').join(', ');
    const sql = `INSERT INTO "${table.name}" (${names}) VALUES (${marks})`;
    for (const row of rows) this.#db.run(sql, ...columns.map((name): Cell => row[name] ?? null));
  }

  #from({ name }: CopyTable): string {
    return name === words.name ? this.words.name : `"${name}"`;
  }
}
