import { SqlLog } from '../sql/log.js';
import type { Statements } from '../sql/statements.js';
import { EVENT_LOCK } from './turn.js';

/**
 * Transactions draw the numbers of their events and commit later, in any order. Each tells by a shared
 * advisory lock after which number its own will come, and readers stop at the lowest: whoever reads on
 * from there misses nothing. What other programs do in the same database does not hold readers up.
 */
export class PostgresLog extends SqlLog {
  readonly #db: Statements;

  constructor(db: Statements) {
    super(db);
    this.#db = db;
  }

  /** Two statements, in this order: who draws a number after the first draws a higher one. */
  override async last(): Promise<number> {
    const drawn = await this.#db.get<{ last: number }>(
      'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM event_seq_seq',
    );
    const last = drawn?.last ?? 0;
    const writers = await this.#db.all<{ low: number }>(
      `SELECT objid::bigint AS low FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND objsubid = 2
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND classid::bigint = ${EVENT_LOCK}::bigint & 4294967295`,
    );
    return Math.min(last, ...writers.map(({ low }) => before(last, low)));
  }
}

/** Of a number that is not far from `last`, the lower 32 bits are told. */
function before(last: number, low: number): number {
  const behind = (((last - low) % 2 ** 32) + 2 ** 32) % 2 ** 32;
  return behind < 2 ** 31 ? last - behind : last;
}
