import type { EventReads, StoredEvent } from '../port.js';
import type { Statements } from './statements.js';

export class SqlLog implements EventReads {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async page(tenant: number, after: number, limit: number): Promise<StoredEvent[]> {
    return this.#db.all(
      `SELECT e.seq, e.hlc, c.name AS cube, e.kind, e.subject, e.version, e.actor, e.app, e.at
       FROM event e JOIN cube c ON c.no = e.cube
       WHERE c.tenant = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ?`,
      tenant,
      after,
      await this.last(),
      limit,
    );
  }

  /** By halves: the clock grows with the number, and has no index. */
  async lastAt(hlc: number): Promise<number> {
    let low = 0;
    let high = await this.last();
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const event = await this.#at(middle);
      if (event && event.seq > low && event.hlc > hlc) high = event.seq - 1;
      else low = middle;
    }
    return (await this.#at(low))?.seq ?? 0;
  }

  async last(): Promise<number> {
    return (await this.#at(Number.MAX_SAFE_INTEGER))?.seq ?? 0;
  }

  /** The event with this number, or the one before. */
  #at(seq: number): Promise<Pick<StoredEvent, 'seq' | 'hlc'> | undefined> {
    const sql = 'SELECT seq, hlc FROM event WHERE seq <= ? ORDER BY seq DESC LIMIT 1';
    return this.#db.get(sql, seq);
  }
}
