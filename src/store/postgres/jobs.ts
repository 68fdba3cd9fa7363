import type { Instant } from '../../model/time.js';
import type { LeaseAsk, NewJob, StoredJob } from '../jobs.js';
import { hasten, hastenBy, JOB_COLUMNS, jobRow, SqlJobs } from '../sql/jobs.js';
import type { Statements } from '../sql/statements.js';
import { dialect } from './dialect.js';
import type { Database, Sql } from './driver.js';
import { insert } from './insert.js';

/** So many workers can look for the next job of a kind at once and each finds one. */
const LOOKED_AT = 32;

const DUE = "(state = 'waiting' AND due_at <= ? OR state = 'running' AND leased_until <= ?)";

/** Of each kind the most urgent ones that wait, and those whose lease has run out. */
const CANDIDATES = `SELECT c.id FROM json_array_elements_text(?::json) AS k (kind)
  CROSS JOIN LATERAL (
    (${mostUrgent("state = 'waiting' AND due_at <= ?")})
    UNION ALL (${mostUrgent("state = 'running' AND leased_until <= ?")})
  ) c`;

/** What another worker is just taking is passed over. */
const TAKE = `UPDATE job SET state = 'running', leased_by = ?, leased_until = ?, tries = tries + 1,
    progress = NULL, updated_at = ?
  WHERE id = (
    SELECT id FROM job WHERE id IN (${CANDIDATES}) AND ${DUE}
    ORDER BY priority DESC, due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
  ) RETURNING ${JOB_COLUMNS}`;

const HASTEN = hasten(dialect, 'md5(payload) = md5(?) AND payload = ?');

function mostUrgent(condition: string): string {
  return `SELECT id FROM job WHERE kind = k.kind AND ${condition}
    ORDER BY priority DESC, due_at, id LIMIT ${LOOKED_AT}`;
}

export class PostgresJobs extends SqlJobs {
  readonly #db: Database;

  constructor(statements: Statements, db: Database) {
    super(statements);
    this.#db = db;
  }

  enqueue(job: NewJob, at: Instant): Promise<string> {
    return this.#db.transaction((sql) => insertJob(sql, job, at));
  }

  async lease({ kinds, by, at, until }: LeaseAsk): Promise<StoredJob | undefined> {
    const asked = [JSON.stringify(kinds), at, at];
    // Workers ask again and again; only one that will get something should write.
    if (!(await this.#db.get(`${CANDIDATES} LIMIT 1`, ...asked))) return undefined;
    return this.change(TAKE, by, until, at, ...asked, at, at);
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
  await insert(sql, 'job', row);
  return row.id;
}
