import type { Instant } from '../../model/time.js';
import type { NewAccess } from '../access-log.js';
import {
  accessRow,
  accessTouched,
  HELD_ACCESS,
  type HeldAccess,
  hitNumbers,
  hitsWithout,
  SqlAccessLog,
} from '../sql/access-log.js';
import type { Statements } from '../sql/statements.js';
import { pauseOf } from '../sql/traces.js';
import type { ErasedTraces } from '../traces.js';
import type { Connection } from './driver.js';
import { withoutSync } from './traces.js';
import type { WriteQueue } from './write-queue.js';

/** How long rows wait for another process, in ms. */
const PATIENCE = 1_000;
/** How many of the oldest are looked at in one step. */
const STEP = 256;

export class SqliteAccessLog extends SqlAccessLog {
  readonly #writes: WriteQueue;

  constructor(db: Statements, writes: WriteQueue) {
    super(db);
    this.#writes = writes;
  }

  async append(rows: readonly NewAccess[]): Promise<number> {
    const write = (db: Connection) => {
      let bytes = 0;
      const there = memoriesAmong(db, rows);
      const isTold = toldIn(db);
      const hits: [number, number][] = [];
      for (const access of rows) {
        const { row, memories } = accessRow(access, { isTold: isTold(access), there });
        const no = db.insert('access_log', row);
        bytes += row.bytes;
        for (const memory of memories) hits.push([memory, no]);
      }
      // In the order of the table, all at once: that is faster.
      db.run(ADD_HITS, JSON.stringify(hits.toSorted(([one], [other]) => one - other)));
      return bytes;
    };
    return this.#writes.alone((db) => withoutSync(db, () => write(db)), PATIENCE);
  }

  async trim(limits: { before: Instant; mostBytes: number }): Promise<void> {
    await this.#writes.alone((db) => withoutSync(db, () => dropOldest(db, limits)), PATIENCE);
  }
}

const ADD_HITS =
  'INSERT INTO access_hit (memory, log) SELECT value->>0, value->>1 FROM json_each(?) WHERE TRUE';

/** Takes the words and the memories that are being erased out of the log. */
export function eraseAccess(
  db: Connection,
  tenant: number,
  erased: Pick<ErasedTraces, 'said' | 'named'> & { memories: readonly number[] },
): void {
  const { blank, gone } = accessTouched(db.all<HeldAccess>(HELD_ACCESS, tenant), erased);
  for (const no of gone) drop(db, no);
  const numbers = new Set(erased.memories);
  const rows = db.all<{ no: number; hits: string }>(
    `SELECT no, hits FROM access_log WHERE no IN (
       SELECT log FROM access_hit WHERE memory IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(erased.memories),
  );
  for (const { no, hits } of rows) {
    db.run('UPDATE access_log SET hits = ? WHERE no = ?', hitsWithout(hits, numbers), no);
  }
  for (const memory of numbers) db.run('DELETE FROM access_hit WHERE memory = ?', memory);
  for (const no of [...blank, ...rows.map((row) => row.no)]) {
    db.run("UPDATE access_log SET query = NULL, terms = '[]' WHERE no = ?", no);
  }
}

function memoriesAmong(db: Connection, rows: readonly NewAccess[]): Set<number> {
  const asked = [...new Set(rows.flatMap(({ hits }) => hits.map(({ memory }) => memory)))];
  const found = db.all<{ no: number }>(
    'SELECT no FROM memory WHERE no IN (SELECT value FROM json_each(?))',
    JSON.stringify(asked),
  );
  return new Set(found.map(({ no }) => no));
}

/** Whether nothing was erased since, and searches do not pause. Asked once for each tenant. */
function toldIn(db: Connection): (access: NewAccess) => boolean {
  const from = new Map<number, number>();
  return ({ tenant, at }) => {
    const known = from.get(tenant) ?? toldFrom(db, tenant);
    from.set(tenant, known);
    return at >= known;
  };
}

function toldFrom(db: Connection, tenant: number): Instant {
  const newest = 'SELECT at FROM tombstone WHERE tenant = ? ORDER BY at DESC LIMIT 1';
  const setting = 'SELECT value FROM setting WHERE name = ?';
  const erased = db.get<{ at: number }>(newest, tenant)?.at ?? -1;
  const pause = db.get<{ value: string }>(setting, pauseOf(tenant));
  return Math.max(erased + 1, Number(pause?.value ?? 0));
}

function dropOldest(
  db: Connection,
  { before, mostBytes }: { before: Instant; mostBytes: number },
): void {
  const sum = db.get<{ bytes: number | null }>('SELECT sum(bytes) AS bytes FROM access_log');
  let over = (sum?.bytes ?? 0) - mostBytes;
  for (;;) {
    const oldest = db.all<{ no: number; at: number; bytes: number }>(
      'SELECT no, at, bytes FROM access_log ORDER BY no LIMIT ?',
      STEP,
    );
    for (const { no, at, bytes } of oldest) {
      if (over <= 0 && at >= before) return;
      drop(db, no);
      over -= bytes;
    }
    if (oldest.length < STEP) return;
  }
}

/** What leads to it has no index by its number: the row tells which memories those are. */
function drop(db: Connection, no: number): void {
  const row = db.get<{ hits: string }>('SELECT hits FROM access_log WHERE no = ?', no);
  for (const memory of hitNumbers(row?.hits ?? '[]')) {
    db.run('DELETE FROM access_hit WHERE memory = ? AND log = ?', memory, no);
  }
  db.run('DELETE FROM access_log WHERE no = ?', no);
}
