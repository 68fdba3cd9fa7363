import type { Instant } from '../../model/time.js';
import type { JobsToJoin, LeaseAsk, NewJob, StoredJob } from '../jobs.js';
import { NOT_PAUSED } from '../sql/job-pauses.js';
import {
  hasten,
  hastenBy,
  insertWaiting,
  JOB_COLUMNS,
  jobOf,
  type JobRow,
  jobRow,
  mostByKind,
  SqlJobs,
} from '../sql/jobs.js';
import { endJoined, FIND_HELD, joinedBy, joinedPayload, TAKE_OVER } from '../sql/join-jobs.js';
import type { Statements } from '../sql/statements.js';
import { dialect } from './dialect.js';
import type { Database, Sql } from './driver.js';

/** So many workers can look for the next job of a kind at once and each finds one. */
const LOOKED_AT = 64;

const DUE =
  "(j.state = 'waiting' AND j.due_at <= ? OR j.state = 'running' AND j.leased_until <= ?)";

/** How many are running of whom, those left out whose worker has died. */
const BUSY = `busy AS MATERIALIZED (
    SELECT kind, tenant, user_id, count(*) AS running FROM job
    WHERE state = 'running' AND leased_until > ? GROUP BY kind, tenant, user_id
  )`;

/** Of each kind those whose turn it is, and those whose lease has run out. */
const CANDIDATES = `SELECT c.* FROM json_each_text(?::json) AS k (kind, most)
  CROSS JOIN LATERAL (
    (${mostUrgent("j.state = 'waiting' AND j.due_at <= ?")})
    UNION ALL (${mostUrgent("j.state = 'running' AND j.leased_until <= ?")})
  ) c`;

const ORDER = 'c.priority DESC, c.running, c.turn, c.due_at, c.id';

/** What another worker is just taking is passed over. */
const TAKE = `WITH ${BUSY}, first AS MATERIALIZED (
    SELECT * FROM (${CANDIDATES}) c ORDER BY ${ORDER} LIMIT ${LOOKED_AT}
  )
  UPDATE job SET state = 'running', leased_by = ?, leased_until = ?, tries = tries + 1,
    progress = NULL, updated_at = ?
  WHERE id = (
    SELECT j.id FROM first c JOIN job j ON j.id = c.id WHERE ${DUE}
    ORDER BY ${ORDER} LIMIT 1 FOR UPDATE OF j SKIP LOCKED
  ) RETURNING ${JOB_COLUMNS}`;

const END_JOINED = endJoined((name) => `(w.payload::json ->> '${name}')`);

/** Two that count what is running of a user do it one after the other. */
const COUNT_ALONE = "SELECT pg_advisory_xact_lock(hashtext('leases of ' || current_schema()), 0)";

/** `most`: how many of a user may run at once, or null. */
function mostUrgent(condition: string): string {
  const busy = (what: string) => `SELECT ${what} FROM busy b
    WHERE b.kind = j.kind AND b.tenant = j.tenant AND b.user_id IS NOT DISTINCT FROM j.user_id`;
  return `SELECT j.id, j.priority, j.turn, j.due_at, coalesce((${busy('b.running')}), 0) AS running
    FROM job j WHERE j.kind = k.kind AND ${condition} AND ${NOT_PAUSED}
      AND coalesce((${busy('b.running < k.most::bigint')} AND j.user_id IS NOT NULL), true)
    ORDER BY j.priority DESC, j.turn, j.due_at, j.id LIMIT ${LOOKED_AT}`;
}

const HASTEN = hasten(dialect, 'md5(payload) = md5(?) AND payload = ?');

export class PostgresJobs extends SqlJobs {
  readonly #db: Database;

  constructor(statements: Statements, db: Database) {
    super(statements);
    this.#db = db;
  }

  enqueue(job: NewJob, at: Instant): Promise<string> {
    return this.#db.transaction((sql) => insertJob(sql, job, at));
  }

  join(id: string, by: string, others: JobsToJoin): Promise<StoredJob | undefined> {
    return this.#db.transaction(async (sql) => {
      const own = await sql.get<JobRow>(FIND_HELD, id, by);
      if (!own) return undefined;
      const ended = await sql.all<JobRow>(END_JOINED, ...joinedBy(id, by, others));
      const row = await sql.get<JobRow>(TAKE_OVER, joinedPayload(own, ended), id, by);
      return row && jobOf(row);
    });
  }

  async lease({ by, at, until, ...ask }: LeaseAsk): Promise<StoredJob | undefined> {
    const candidates = [mostByKind(ask), at, at, at, at];
    // Workers ask again and again; only one that will get something should write.
    const any = await this.#db.get(`WITH ${BUSY} ${CANDIDATES} LIMIT 1`, at, ...candidates);
    if (!any) return undefined;
    return this.#db.transaction(async (sql) => {
      if (ask.mostOfUser) await sql.all(COUNT_ALONE);
      const row = await sql.get<JobRow>(TAKE, at, ...candidates, by, until, at, at, at);
      return row && jobOf(row);
    });
  }
}

/**
 * Adds a job inside the transaction that the caller has begun, so that a write and the work that
 * follows from it are kept together or not at all. @returns as `enqueue` does
 */
export async function insertJob(sql: Sql, job: NewJob, at: Instant): Promise<string> {
  const row = jobRow(job, at);
  if (job.onlyOne) {
    // Two that hand in the same at once: the second waits, and finds that of the first.
    await sql.all(
      "SELECT pg_advisory_xact_lock(hashtext('jobs of ' || current_schema()), hashtext(?))",
      JSON.stringify([row.tenant, row.kind, row.user_id, row.payload]),
    );
    const waiting = await sql.get<{ id: string }>(HASTEN, ...hastenBy(row), row.payload);
    if (waiting) return waiting.id;
  }
  await sql.run(...insertWaiting(dialect, row));
  return row.id;
}
