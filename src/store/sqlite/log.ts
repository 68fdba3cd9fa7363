import type { EventReads, StoredEvent } from '../port.js';
import type { Connection } from './driver.js';

export class SqliteLog implements EventReads {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async page(tenant: number, after: number, limit: number): Promise<StoredEvent[]> {
    return this.#db.all(
      `SELECT e.seq, c.name AS cube, e.kind, e.subject, e.version, e.actor, e.app, e.at
       FROM event e JOIN cube c ON c.no = e.cube
       WHERE c.tenant = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`,
      tenant,
      after,
      limit,
    );
  }
}
