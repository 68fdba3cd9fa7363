import type { ErasedTraces, StoredTrace } from '../traces.js';
import {
  HELD_TRACES,
  type HeldTrace,
  needsBodies,
  pauseOf,
  SET_PAUSE,
  SqlTraces,
  traceRow,
  whoGoes,
} from '../sql/traces.js';
import type { Statements } from '../sql/statements.js';
import type { Connection } from './driver.js';
import { rollBack, type WriteQueue } from './write-queue.js';

/** How long a batch waits for another process, in ms: it is not worth more. */
const PATIENCE = 1_000;
/** How many of the oldest are looked at in one step. */
const STEP = 256;

export class SqliteTraces extends SqlTraces {
  readonly #writes: WriteQueue;

  constructor(db: Statements, writes: WriteQueue) {
    super(db);
    this.#writes = writes;
  }

  async add(traces: readonly StoredTrace[], mostBytes: number): Promise<void> {
    await this.#writes.alone((db) => {
      withoutSync(db, () => {
        for (const trace of traces) {
          if (!mayHoldErased(db, trace)) db.insert('trace', traceRow(trace));
        }
        dropOldest(db, mostBytes);
      });
    }, PATIENCE);
  }
}

/** Takes out the traces that hold what is being erased. */
export function eraseTraces(
  db: Connection,
  tenant: number,
  erased: ErasedTraces & { memories: readonly string[] },
): void {
  const rows = db.all<HeldTrace>(HELD_TRACES, needsBodies(erased), tenant);
  for (const no of whoGoes(rows, erased)) db.run('DELETE FROM trace WHERE no = ?', no);
  const { pauseUntil } = erased;
  if (pauseUntil !== null) db.run(SET_PAUSE, pauseOf(tenant), String(pauseUntil));
}

/**
 * A transaction that is not flushed to the disk by itself, but with the next one that is. In WAL mode
 * a power cut may take it away, and damages nothing: https://sqlite.org/pragma.html#pragma_synchronous
 */
export function withoutSync<Result>(db: Connection, work: () => Result): Result {
  db.exec('PRAGMA synchronous = NORMAL');
  try {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(db);
      throw error;
    }
  } finally {
    db.exec('PRAGMA synchronous = FULL');
  }
}

/** Whether what it holds was erased since, perhaps by another process, or just before it was asked. */
function mayHoldErased(db: Connection, { tenant, at, holds }: StoredTrace): boolean {
  const since = 'SELECT 1 AS found FROM tombstone WHERE tenant = ? AND at >= ?';
  const answered = 'SELECT 1 AS found FROM tombstone WHERE id = ?';
  const pause = 'SELECT value FROM setting WHERE name = ?';
  const until = Number(db.get<{ value: string }>(pause, pauseOf(tenant))?.value ?? 0);
  return (
    at < until ||
    db.get(since, tenant, at) !== undefined ||
    holds.memories.some((id) => db.get(answered, id) !== undefined)
  );
}

function dropOldest(db: Connection, mostBytes: number): void {
  const sum = db.get<{ bytes: number | null }>('SELECT sum(bytes) AS bytes FROM trace');
  let over = (sum?.bytes ?? 0) - mostBytes;
  while (over > 0) {
    const oldest = db.all<{ no: number; bytes: number }>(
      'SELECT no, bytes FROM trace ORDER BY no LIMIT ?',
      STEP,
    );
    for (const { no, bytes } of oldest) {
      if (over <= 0) return;
      db.run('DELETE FROM trace WHERE no = ?', no);
      over -= bytes;
    }
  }
}
