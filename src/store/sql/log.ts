import type { EventReads, StoredEvent } from '../port.js';
import type { Statements } from './statements.js';

export class SqlLog implements EventReads {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async page(tenant: number, after: number, limit: number): Promise<StoredEvent[]> {
    return this.#db.all(
      `SELECT e.seq, c.name AS cube, e.kind, e.subject, e.version, e.actor, e.app, e.at
       FROM event e JOIN cube c ON c.no = e.cube
       WHERE c.tenant = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ?`,
      tenant,
      after,
      await this.newest(),
      limit,
    );
  }

  /** Up to this number nothing will be added any more. */
  protected async newest(): Promise<number> {
    return Number.MAX_SAFE_INTEGER;
  }
}
