import type { Bindable } from '../sql/condition.js';
import type { Statements } from '../sql/statements.js';
import { dialect } from './dialect.js';
import type { Connection } from './driver.js';
import type { WriteQueue } from './write-queue.js';

/** What writes waits its turn in the queue of writes. */
export class SqliteStatements implements Statements {
  readonly dialect = dialect;
  readonly #db: Connection;
  readonly #writes: WriteQueue;

  constructor(db: Connection, writes: WriteQueue) {
    this.#db = db;
    this.#writes = writes;
  }

  async all<Row>(sql: string, ...parameters: Bindable[]): Promise<Row[]> {
    return this.#db.all(sql, ...parameters);
  }

  async get<Row>(sql: string, ...parameters: Bindable[]): Promise<Row | undefined> {
    return this.#db.get(sql, ...parameters);
  }

  write<Row>(sql: string, ...parameters: Bindable[]): Promise<Row[]> {
    return this.#writes.run((db) => db.all<Row>(sql, ...parameters));
  }

  run(sql: string, ...parameters: Bindable[]): Promise<number> {
    return this.#writes.run((db) => db.run(sql, ...parameters).changes);
  }
}
