import type { JobProgress, JobState } from '../../model/job.js';
import type { Instant } from '../../model/time.js';
import type {
  JobFailure,
  JobOutcome,
  JobPause,
  JobQuery,
  JobStore,
  JobsToJoin,
  LeaseAsk,
  LeaseRenewal,
  NewJob,
  StoredJob,
  StoredPause,
  UserJobs,
} from '../jobs.js';
import type { Bindable } from './condition.js';
import { ALL_KINDS, SET_PAUSE, whenFree } from './job-pauses.js';
import { headOf, turnOf } from './job-turns.js';
import type { Dialect, Statements } from './statements.js';

export interface JobRow {
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

export const JOB_COLUMNS = `id, kind, tenant, user_id AS user, payload, state, priority, due_at AS "dueAt",
  leased_by AS "leasedBy", leased_until AS "leasedUntil", tries, cause, progress, result,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const HELD = "id = ? AND leased_by = ? AND state = 'running'";
/** A job that is there already. */
const KEPT = { kind: 'job.kind', tenant: 'job.tenant', user: "coalesce(job.user_id, '')" };
const NO_LEASE = 'leased_by = NULL, leased_until = NULL';

/** Every change of state is one UPDATE that says what must be true before it. */
export abstract class SqlJobs implements JobStore {
  protected readonly db: Statements;

  constructor(db: Statements) {
    this.db = db;
  }

  abstract enqueue(job: NewJob, at: Instant): Promise<string>;

  abstract lease(ask: LeaseAsk): Promise<StoredJob | undefined>;

  abstract join(id: string, by: string, others: JobsToJoin): Promise<StoredJob | undefined>;

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
      `state = 'waiting', ${NO_LEASE}, cause = ?, due_at = ?, updated_at = ?, ${this.#turnAgain()}`,
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
      `state = 'waiting', ${NO_LEASE}, tries = tries - 1, updated_at = ?, ${this.#turnAgain()}`,
      [at],
      [id, by],
    );
  }

  async cancel(tenant: number, id: string, at: Instant): Promise<StoredJob | undefined> {
    const cancelled = await this.change(
      `UPDATE job SET state = 'cancelled', ${NO_LEASE}, updated_at = ?
       WHERE tenant = ? AND id = ? AND state IN ('waiting', 'running', 'parked')
       RETURNING ${JOB_COLUMNS}`,
      at,
      tenant,
      id,
    );
    return cancelled ?? this.get(tenant, id);
  }

  async rerun(tenant: number, id: string, at: Instant): Promise<StoredJob | undefined> {
    const waiting = await this.change(
      `UPDATE job SET state = 'waiting', due_at = ?, tries = 0, cause = NULL, progress = NULL,
         updated_at = ?, turn = ${turnOf(this.db.dialect, KEPT)}
       WHERE tenant = ? AND id = ? AND state IN ('parked', 'cancelled')
       RETURNING ${JOB_COLUMNS}`,
      at,
      at,
      tenant,
      id,
    );
    return waiting ?? this.get(tenant, id);
  }

  async get(tenant: number, id: string): Promise<StoredJob | undefined> {
    const row = await this.db.get<JobRow>(
      `SELECT ${JOB_COLUMNS} FROM job WHERE id = ? AND tenant = ?`,
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
    const rows = await this.db.all<JobRow>(
      `SELECT ${JOB_COLUMNS} FROM job WHERE ${given.map(([condition]) => condition).join(' AND ')}
       ORDER BY id DESC LIMIT ?`,
      ...given.map(([, value]) => value),
      limit,
    );
    return rows.map((row) => jobOf(row));
  }

  async counts(tenant: number): Promise<Record<JobState, number>> {
    const counts = { waiting: 0, running: 0, done: 0, parked: 0, cancelled: 0 };
    const rows = await this.db.all<{ state: JobState; n: number }>(
      'SELECT state, count(*) AS n FROM job WHERE tenant = ? GROUP BY state',
      tenant,
    );
    for (const { state, n } of rows) counts[state] = n;
    return counts;
  }

  async pause(tenant: number, { kind, cause, until }: JobPause, at: Instant): Promise<void> {
    await this.db.run(SET_PAUSE, tenant, kind ?? ALL_KINDS, cause, until, at);
  }

  async resume(tenant: number, kind: string | null): Promise<boolean> {
    const sql = 'DELETE FROM job_pause WHERE tenant = ? AND kind = ?';
    return (await this.db.run(sql, tenant, kind ?? ALL_KINDS)) > 0;
  }

  async pauses(tenant: number, at: Instant): Promise<StoredPause[]> {
    const rows = await this.db.all<StoredPause>(
      `SELECT nullif(kind, '${ALL_KINDS}') AS kind, cause, until, at FROM job_pause
       WHERE tenant = ? AND (until IS NULL OR until > ?) ORDER BY job_pause.kind`,
      tenant,
      at,
    );
    return rows.map((row) => ({ ...row }));
  }

  async byUser(tenant: number, limit: number): Promise<UserJobs[]> {
    const count = (state: JobState) => `count(*) FILTER (WHERE state = '${state}') AS ${state}`;
    const rows = await this.db.all<UserJobs>(
      `SELECT user_id AS "user", ${count('waiting')}, ${count('running')}, ${count('parked')}
       FROM job WHERE tenant = ? AND state IN ('waiting', 'running', 'parked')
       GROUP BY user_id ORDER BY count(*) DESC, user_id LIMIT ?`,
      tenant,
      limit,
    );
    return rows.map((row) => ({ ...row }));
  }

  async nextDue(kinds: readonly string[]): Promise<Instant | undefined> {
    const { greatest, isAmongTexts } = this.db.dialect;
    const row = await this.db.get<{ due: number | null }>(
      `SELECT min(${whenFree(greatest)}) AS due FROM (
         SELECT tenant, kind, min(CASE state WHEN 'running' THEN leased_until ELSE due_at END) AS due
         FROM job WHERE state IN ('waiting', 'running') AND ${isAmongTexts('kind')}
         GROUP BY tenant, kind
       ) j`,
      JSON.stringify(kinds),
    );
    return row?.due ?? undefined;
  }

  forget(before: Instant, kind?: string): Promise<number> {
    const old = "DELETE FROM job WHERE state IN ('done', 'cancelled') AND updated_at < ?";
    return kind === undefined
      ? this.db.run(old, before)
      : this.db.run(`${old} AND kind = ?`, before, kind);
  }

  /** What has waited already does not wait behind all that was handed in meanwhile. */
  #turnAgain(): string {
    const head = headOf(KEPT.kind);
    return `turn = ${this.db.dialect.least}(turn, coalesce(${head}, turn))`;
  }

  /** @param sql tells the columns of a job by RETURNING */
  protected async change(sql: string, ...parameters: Bindable[]): Promise<StoredJob | undefined> {
    const [row] = await this.db.write<JobRow>(sql, ...parameters);
    return row && jobOf(row);
  }

  async #whenHeld(
    assignments: string,
    values: readonly Bindable[],
    lease: readonly [id: string, by: string],
  ): Promise<boolean> {
    const sql = `UPDATE job SET ${assignments} WHERE ${HELD}`;
    return (await this.db.run(sql, ...values, ...lease)) === 1;
  }
}

/** The kinds of an ask as a JSON object; null where any number of a user may run. */
export function mostByKind({ kinds, mostOfUser }: Pick<LeaseAsk, 'kinds' | 'mostOfUser'>): string {
  return JSON.stringify(
    Object.fromEntries(kinds.map((kind) => [kind, mostOfUser?.[kind] ?? null])),
  );
}

/** A new job that waits. */
export function jobRow(job: NewJob, at: Instant) {
  const { id, kind, tenant, user, priority = 0, dueAt = at } = job;
  return {
    id,
    kind,
    tenant,
    user_id: user,
    payload: JSON.stringify(job.payload),
    state: 'waiting',
    priority,
    due_at: dueAt,
    created_at: at,
    updated_at: at,
  };
}

/** @returns a statement and its parameters */
export function insertWaiting(
  dialect: Dialect,
  row: ReturnType<typeof jobRow>,
): [sql: string, ...parameters: Bindable[]] {
  const { kind, tenant, user_id } = row;
  const marks = Object.keys(row).map(() => '?');
  const turn = turnOf(dialect, { kind: '?', tenant: '?', user: '?' });
  return [
    `INSERT INTO job (${Object.keys(row).join(', ')}, turn) VALUES (${marks.join(', ')}, ${turn})`,
    ...Object.values(row),
    kind,
    tenant,
    user_id ?? '',
    kind,
    kind,
  ];
}

/**
 * Makes the job that waits for the same as urgent as the one that is asked for. One that has failed
 * keeps its due time: else every further wish would undo the back-off. Its parameters: `hastenBy`.
 *
 * @param samePayload the condition that the payload is the parameter
 */
export function hasten({ greatest, least }: Dialect, samePayload: string): string {
  return `UPDATE job SET priority = ${greatest}(priority, ?),
      due_at = CASE WHEN tries = 0 THEN ${least}(due_at, ?) ELSE due_at END, updated_at = ?
    WHERE id = (
      SELECT id FROM job
      WHERE state = 'waiting' AND tenant = ? AND kind = ? AND user_id IS NOT DISTINCT FROM ?
        AND ${samePayload}
      ORDER BY id LIMIT 1
    ) AND state = 'waiting' RETURNING id`;
}

export function hastenBy(row: ReturnType<typeof jobRow>): Bindable[] {
  return [row.priority, row.due_at, row.updated_at, row.tenant, row.kind, row.user_id, row.payload];
}

export function jobOf({ payload, progress, result, ...row }: JobRow): StoredJob {
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
