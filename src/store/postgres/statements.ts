import type { Bindable } from '../sql/condition.js';
import type { Statements } from '../sql/statements.js';
import { dialect } from './dialect.js';
import type { Database } from './driver.js';

/** Each write is a transaction, so that none is done twice when a connection is lost. */
export class PostgresStatements implements Statements {
  readonly dialect = dialect;
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  all<Row>(sql: string, ...parameters: Bindable[]): Promise<Row[]> {
    return this.#db.all(sql, ...parameters);
  }

  get<Row>(sql: string, ...parameters: Bindable[]): Promise<Row | undefined> {
    return this.#db.get(sql, ...parameters);
  }

  write<Row>(sql: string, ...parameters: Bindable[]): Promise<Row[]> {
    return this.#db.transaction((on) => on.all<Row>(sql, ...parameters));
  }

  run(sql: string, ...parameters: Bindable[]): Promise<number> {
    return this.#db.transaction((on) => on.run(sql, ...parameters));
  }
}
