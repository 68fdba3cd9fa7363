import type { JobProgress, JobState } from '../../model/job.js';
import type { Instant } from '../../model/time.js';
import type {
  JobFailure,
  JobOutcome,
  JobQuery,
  JobStore,
  LeaseAsk,
  LeaseRenewal,
  NewJob,
  StoredJob,
} from '../jobs.js';
import type { Bindable, Connection } from './driver.js';
import type { WriteQueue } from './write-queue.js';

interface JobRow {
  id: string;
  kind: string;
  tenant: number;
  user: string | null;
  payload: string;
  state: JobState;
  priority: number;
  dueAt: number;
  leasedBy: string | null;
  leasedUntil: number | null;
  tries: number;
  cause: string | null;
  progress: string | null;
  result: string | null;
  createdAt: number;
  updatedAt: number;
}

const COLUMNS = `id, kind, tenant, user_id AS user, payload, state, priority, due_at AS dueAt,
  leased_by AS leasedBy, leased_until AS leasedUntil, tries, cause, progress, result,
  created_at AS createdAt, updated_at AS updatedAt`;

/** Of each kind the most urgent one that waits and the one whose lease has run out; of these the first. */
const NEXT = `SELECT j.id FROM json_each(?) k JOIN job j ON j.id IN (
    (${mostUrgent("state = 'waiting' AND due_at <= ?")}),
    (${mostUrgent("state = 'running' AND leased_until <= ?")})
  ) ORDER BY j.priority DESC, j.due_at, j.id LIMIT 1`;

const HELD = "id = ? AND leased_by = ? AND state = 'running'";
const NO_LEASE = 'leased_by = NULL, leased_until = NULL';

function mostUrgent(condition: string): string {
  return `SELECT id FROM job WHERE kind = k.value AND ${condition}
    ORDER BY priority DESC, due_at, id LIMIT 1`;
}

/** Every change of state is one UPDATE that says what must be true before it. */
export class SqliteJobs implements JobStore {
  readonly #db: Connection;
  readonly #writes: WriteQueue;

  constructor(db: Connection, writes: WriteQueue) {
    this.#db = db;
    this.#writes = writes;
  }

  enqueue(job: NewJob, at: Instant): Promise<string> {
    return this.#writes.run((db) => insertJob(db, job, at));
  }

  async lease({ kinds, by, at, until }: LeaseAsk): Promise<StoredJob | undefined> {
    const asked = [JSON.stringify(kinds), at, at];
    // Workers ask again and again; only one that will get something should hold up other writers.
    if (!this.#db.get(NEXT, ...asked)) return undefined;
    return this.#change(
      `UPDATE job SET state = 'running', leased_by = ?, leased_until = ?, tries = tries + 1,
         progress = NULL, updated_at = ?
       WHERE id = (${NEXT}) RETURNING ${COLUMNS}`,
      by,
      until,
      at,
      ...asked,
    );
  }

  renew(id: string, by: string, { at, until, progress }: LeaseRenewal): Promise<boolean> {
    return this.#whenHeld(
      `leased_until = ?, progress = coalesce(?, progress), updated_at = ?`,
      [until, jsonOf(progress), at],
      [id, by],
    );
  }

  done(id: string, by: string, { at, result, progress }: JobOutcome): Promise<boolean> {
    return this.#whenHeld(
      `state = 'done', ${NO_LEASE}, cause = NULL, result = ?, progress = coalesce(?, progress),
       updated_at = ?`,
      [jsonOf(result), jsonOf(progress), at],
      [id, by],
    );
  }

  retry(id: string, by: string, { at, cause, dueAt }: JobFailure): Promise<boolean> {
    return this.#whenHeld(
      `state = 'waiting', ${NO_LEASE}, cause = ?, due_at = ?, updated_at = ?`,
      [cause, dueAt, at],
      [id, by],
    );
  }

  park(id: string, by: string, { at, cause }: Omit<JobFailure, 'dueAt'>): Promise<boolean> {
    return this.#whenHeld(
      `state = 'parked', ${NO_LEASE}, cause = ?, updated_at = ?`,
      [cause, at],
      [id, by],
    );
  }

  release(id: string, by: string, at: Instant): Promise<boolean> {
    return this.#whenHeld(
      `state = 'waiting', ${NO_LEASE}, tries = tries - 1, updated_at = ?`,
      [at],
      [id, by],
    );
  }

  async cancel(tenant: number, id: string, at: Instant): Promise<StoredJob | undefined> {
    const cancelled = await this.#change(
      `UPDATE job SET state = 'cancelled', ${NO_LEASE}, updated_at = ?
       WHERE tenant = ? AND id = ? AND state IN ('waiting', 'running', 'parked')
       RETURNING ${COLUMNS}`,
      at,
      tenant,
      id,
    );
    return cancelled ?? this.get(tenant, id);
  }

  async rerun(tenant: number, id: string, at: Instant): Promise<StoredJob | undefined> {
    const waiting = await this.#change(
      `UPDATE job SET state = 'waiting', due_at = ?, tries = 0, cause = NULL, progress = NULL,
         updated_at = ?
       WHERE tenant = ? AND id = ? AND state IN ('parked', 'cancelled')
       RETURNING ${COLUMNS}`,
      at,
      at,
      tenant,
      id,
    );
    return waiting ?? this.get(tenant, id);
  }

  async get(tenant: number, id: string): Promise<StoredJob | undefined> {
    const row = this.#db.get<JobRow>(
      `SELECT ${COLUMNS} FROM job WHERE id = ? AND tenant = ?`,
      id,
      tenant,
    );
    return row && jobOf(row);
  }

  async list({ tenant, state, kind, limit, before }: JobQuery): Promise<StoredJob[]> {
    const parts: [string, Bindable | undefined][] = [
      ['tenant = ?', tenant],
      ['state = ?', state],
      ['kind = ?', kind],
      ['id < ?', before],
    ];
    const given = parts.filter((part): part is [string, Bindable] => part[1] !== undefined);
    const rows = this.#db.all<JobRow>(
      `SELECT ${COLUMNS} FROM job WHERE ${given.map(([condition]) => condition).join(' AND ')}
       ORDER BY id DESC LIMIT ?`,
      ...given.map(([, value]) => value),
      limit,
    );
    return rows.map((row) => jobOf(row));
  }

  async counts(tenant: number): Promise<Record<JobState, number>> {
    const counts = { waiting: 0, running: 0, done: 0, parked: 0, cancelled: 0 };
    const rows = this.#db.all<{ state: JobState; n: number }>(
      'SELECT state, count(*) AS n FROM job WHERE tenant = ? GROUP BY state',
      tenant,
    );
    for (const { state, n } of rows) counts[state] = n;
    return counts;
  }

  async nextDue(kinds: readonly string[]): Promise<Instant | undefined> {
    const row = this.#db.get<{ due: number | null }>(
      `SELECT min(CASE state WHEN 'running' THEN leased_until ELSE due_at END) AS due FROM job
       WHERE state IN ('waiting', 'running') AND kind IN (SELECT value FROM json_each(?))`,
      JSON.stringify(kinds),
    );
    return row?.due ?? undefined;
  }

  forget(before: Instant, kind?: string): Promise<number> {
    return this.#writes.run(
      (db) =>
        db.run(
          `DELETE FROM job WHERE state IN ('done', 'cancelled') AND updated_at < ?1
             AND (?2 IS NULL OR kind = ?2)`,
          before,
          kind ?? null,
        ).changes,
    );
  }

  #change(sql: string, ...parameters: Bindable[]): Promise<StoredJob | undefined> {
    return this.#writes.run((db) => {
      const row = db.get<JobRow>(sql, ...parameters);
      return row && jobOf(row);
    });
  }

  #whenHeld(
    assignments: string,
    values: readonly Bindable[],
    lease: readonly [id: string, by: string],
  ): Promise<boolean> {
    const sql = `UPDATE job SET ${assignments} WHERE ${HELD}`;
    return this.#writes.run((db) => db.run(sql, ...values, ...lease).changes === 1);
  }
}

/**
 * Adds a job inside the transaction that the caller has begun, so that a write and the work that
 * follows from it are kept together or not at all. @returns as `enqueue` does
 */
export function insertJob(db: Connection, job: NewJob, at: Instant): string {
  const { id, kind, tenant, user, priority = 0, dueAt = at } = job;
  const payload = JSON.stringify(job.payload);
  if (job.onlyOne) {
    const waiting = hasten(db, { kind, tenant, user, payload, priority, dueAt }, at);
    if (waiting !== undefined) return waiting;
  }
  db.run(
    `INSERT INTO job (id, kind, tenant, user_id, payload, state, priority, due_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)`,
    id,
    kind,
    tenant,
    user,
    payload,
    priority,
    dueAt,
    at,
    at,
  );
  return id;
}

/**
 * Makes the job that waits for the same as urgent as the one that is asked for. One that has failed
 * keeps its due time: else every further wish would undo the back-off.
 */
function hasten(
  db: Connection,
  job: Pick<JobRow, 'kind' | 'tenant' | 'user' | 'payload' | 'priority' | 'dueAt'>,
  at: Instant,
): string | undefined {
  return db.get<{ id: string }>(
    `UPDATE job SET priority = max(priority, ?), due_at = iif(tries = 0, min(due_at, ?), due_at),
       updated_at = ?
     WHERE id = (
       SELECT id FROM job
       WHERE state = 'waiting' AND tenant = ? AND kind = ? AND user_id IS ? AND payload = ?
       ORDER BY id LIMIT 1
     ) RETURNING id`,
    job.priority,
    job.dueAt,
    at,
    job.tenant,
    job.kind,
    job.user,
    job.payload,
  )?.id;
}

function jobOf({ payload, progress, result, ...row }: JobRow): StoredJob {
  return {
    ...row,
    payload: JSON.parse(payload) as Record<string, unknown>,
    progress: progress === null ? null : (JSON.parse(progress) as JobProgress),
    result: result === null ? null : (JSON.parse(result) as unknown),
  };
}

/** What has no form in JSON, such as undefined, is null. */
function jsonOf(value: unknown): string | null {
  return value === null ? null : (JSON.stringify(value) ?? null);
}
