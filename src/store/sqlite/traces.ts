import type { ErasedTraces, StoredTrace, TraceQuery, TraceStore } from '../traces.js';
import type { Connection } from './driver.js';
import { rollBack, type WriteQueue } from './write-queue.js';

interface TraceRow {
  id: string;
  tenant: number;
  at: number;
  asker: string | null;
  holds: string;
  body: string;
}

const TRACE = 'SELECT id, tenant, at, asker, holds, body FROM trace';
/** How long a batch waits for another process, in ms: it is not worth more. */
const PATIENCE = 1_000;
/** How many of the oldest are looked at in one step. */
const STEP = 256;
/** Of an id, the other columns and the indexes. */
const ROW_BYTES = 150;

export class SqliteTraces implements TraceStore {
  readonly #db: Connection;
  readonly #writes: WriteQueue;

  constructor(db: Connection, writes: WriteQueue) {
    this.#db = db;
    this.#writes = writes;
  }

  async add(traces: readonly StoredTrace[], mostBytes: number): Promise<void> {
    await this.#writes.alone((db) => {
      withoutSync(db, () => {
        for (const trace of traces) if (!mayHoldErased(db, trace)) insert(db, trace);
        dropOldest(db, mostBytes);
      });
    }, PATIENCE);
  }

  async get(tenant: number, id: string): Promise<StoredTrace | undefined> {
    const row = this.#db.get<TraceRow>(`${TRACE} WHERE tenant = ? AND id = ?`, tenant, id);
    return row && traceOf(row);
  }

  async list({ tenant, asker, limit, before }: TraceQuery): Promise<StoredTrace[]> {
    const parameters = [tenant, before ?? null, before ?? null, asker ?? null, asker ?? null];
    const rows = this.#db.all<TraceRow>(
      `${TRACE} WHERE tenant = ? AND (? IS NULL OR id < ?) AND (? IS NULL OR asker = ?)
       ORDER BY id DESC LIMIT ?`,
      ...parameters,
      limit,
    );
    return rows.map(traceOf);
  }
}

/** Takes out the traces that hold what is being erased. */
export function eraseTraces(
  db: Connection,
  tenant: number,
  { memories, said, named, pauseUntil }: ErasedTraces & { memories: readonly string[] },
): void {
  const ids = new Set(memories);
  const texts = said.map((terms) => new Set(terms));
  const groups = named
    .filter((names) => names.length > 0)
    .map((names) => names.map((name) => JSON.stringify(name)));
  const rows = db.all<Pick<TraceRow, 'holds' | 'body'> & { no: number }>(
    // Most erasures name nobody, and need not read what is long.
    "SELECT no, holds, CASE WHEN ? THEN body ELSE '' END AS body FROM trace WHERE tenant = ?",
    groups.length > 0 ? 1 : 0,
    tenant,
  );
  for (const { no, holds, body } of rows) {
    const { memories: answered, terms } = JSON.parse(holds) as StoredTrace['holds'];
    const goes =
      answered.some((id) => ids.has(id)) ||
      texts.some((text) => speakOfTheSame(new Set(terms), text)) ||
      groups.some((names) => names.every((name) => body.includes(name)));
    if (goes) db.run('DELETE FROM trace WHERE no = ?', no);
  }
  if (pauseUntil !== null) {
    db.run(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      pauseOf(tenant),
      String(pauseUntil),
    );
  }
}

/** Name of the setting that tells until when nothing is kept. */
function pauseOf(tenant: number): string {
  return `traces_paused:${tenant}`;
}

/** Whether two texts share half of the terms of the shorter one. */
function speakOfTheSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const fewer = Math.min(one.size, other.size);
  let shared = 0;
  for (const term of one) if (other.has(term)) shared += 1;
  return fewer > 0 && shared >= fewer / 2;
}

/**
 * A transaction that is not flushed to the disk by itself, but with the next one that is. In WAL mode
 * a power cut may take it away, and damages nothing: https://sqlite.org/pragma.html#pragma_synchronous
 */
function withoutSync(db: Connection, work: () => void): void {
  db.exec('PRAGMA synchronous = NORMAL');
  try {
    db.exec('BEGIN IMMEDIATE');
    try {
      work();
      db.exec('COMMIT');
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

function insert(db: Connection, { id, tenant, at, asker, holds, body }: StoredTrace): void {
  const [held, kept] = [JSON.stringify(holds), JSON.stringify(body)];
  db.run(
    'INSERT INTO trace (id, tenant, at, asker, holds, body, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    tenant,
    at,
    asker,
    held,
    kept,
    Buffer.byteLength(held) + Buffer.byteLength(kept) + ROW_BYTES,
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

function traceOf({ holds, body, ...row }: TraceRow): StoredTrace {
  return {
    ...row,
    holds: JSON.parse(holds) as StoredTrace['holds'],
    body: JSON.parse(body) as object,
  };
}
