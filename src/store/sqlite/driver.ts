import type { Bindable } from '../sql/condition.js';

/** The part of the `node:sqlite` API that the store uses. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  function(name: string, options: { deterministic: boolean }, body: TextFunction): void;
  close(): void;
}

/** A function of SQL that turns one text into another. */
export type TextFunction = (text: string) => string;

export interface Statement {
  run(...parameters: Bindable[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...parameters: Bindable[]): unknown;
  all(...parameters: Bindable[]): unknown[];
}

export interface Driver {
  DatabaseSync: new (path: string) => Database;
}

/** Node's own SQLite where it has one (22.13), else the package with the same API (docs/dependencies.md). */
export async function loadDriver(): Promise<Driver> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const builtIn = major > 22 || (major === 22 && minor >= 13);
  // A variable keeps the compiler from looking for types that Node 20 does not have.
  const name: string = builtIn ? 'node:sqlite' : '@photostructure/sqlite';
  return (await import(name)) as Driver;
}

interface Insert {
  columns: readonly string[];
  more: string;
  statement: Statement;
}

/** Prepares each statement once for as long as the database is open. */
export class Connection {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #inserts = new Map<string, Insert[]>();

  constructor(database: Database) {
    this.#database = database;
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  run(sql: string, ...parameters: Bindable[]): { changes: number; lastInsertRowid: number } {
    const { changes, lastInsertRowid } = this.#statement(sql).run(...parameters);
    return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
  }

  get<Row>(sql: string, ...parameters: Bindable[]): Row | undefined {
    return this.#statement(sql).get(...parameters) as Row | undefined;
  }

  all<Row>(sql: string, ...parameters: Bindable[]): Row[] {
    return this.#statement(sql).all(...parameters) as Row[];
  }

  /** A row by its columns. @returns its number, where the table numbers its rows */
  insert(table: string, row: Readonly<Record<string, Bindable>>, more = ''): number {
    const statement = this.#insertOf(table, Object.keys(row), more);
    return Number(statement.run(...Object.values(row)).lastInsertRowid);
  }

  /** As `insert`, but a row that is there already stays. */
  insertNew(table: string, row: Readonly<Record<string, Bindable>>): void {
    this.insert(table, row, ' ON CONFLICT DO NOTHING');
  }

  /** For statements of endless variety, which would fill the memory if each were kept. */
  allOnce<Row>(sql: string, ...parameters: Bindable[]): Row[] {
    return this.#database.prepare(sql).all(...parameters) as Row[];
  }

  define(name: string, body: TextFunction): void {
    this.#database.function(name, { deterministic: true }, body);
  }

  close(): void {
    this.#statements.clear();
    this.#inserts.clear();
    this.#database.close();
  }

  /** Found by table and columns: putting its text together would take longer than binding the row. */
  #insertOf(table: string, columns: readonly string[], more: string): Statement {
    const known = this.#inserts.get(table) ?? [];
    const same = known.find((one) => one.more === more && areSame(one.columns, columns));
    if (same) return same.statement;
    const marks = columns.map(() => '?').join(', ');
    const sql = `INSERT INTO ${table} ("${columns.join('", "')}") VALUES (${marks})${more}`;
    const statement = this.#statement(sql);
    this.#inserts.set(table, [...known, { columns, more, statement }]);
    return statement;
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, at) => name === others[at]);
}
