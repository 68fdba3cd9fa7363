import type { Instant } from '../../model/time.js';
import type { LeaseAsk, NewJob, StoredJob } from '../jobs.js';
import { hasten, hastenBy, JOB_COLUMNS, jobRow, SqlJobs } from '../sql/jobs.js';
import type { Statements } from '../sql/statements.js';
import { dialect } from './dialect.js';
import type { Connection } from './driver.js';
import type { WriteQueue } from './write-queue.js';

/** Of each kind the most urgent one that waits and the one whose lease has run out; of these the first. */
const NEXT = `SELECT j.id FROM json_each(?) k JOIN job j ON j.id IN (
    (${mostUrgent("state = 'waiting' AND due_at <= ?")}),
    (${mostUrgent("state = 'running' AND leased_until <= ?")})
  ) ORDER BY j.priority DESC, j.due_at, j.id LIMIT 1`;

function mostUrgent(condition: string): string {
  return `SELECT id FROM job WHERE kind = k.value AND ${condition}
    ORDER BY priority DESC, due_at, id LIMIT 1`;
}

const HASTEN = hasten(dialect, 'payload = ?');

export class SqliteJobs extends SqlJobs {
  readonly #writes: WriteQueue;

  constructor(db: Statements, writes: WriteQueue) {
    super(db);
    this.#writes = writes;
  }

  enqueue(job: NewJob, at: Instant): Promise<string> {
    return this.#writes.run((db) => insertJob(db, job, at));
  }

  async lease({ kinds, by, at, until }: LeaseAsk): Promise<StoredJob | undefined> {
    const asked = [JSON.stringify(kinds), at, at];
    // Workers ask again and again; only one that will get something should hold up other writers.
    if (!(await this.db.get(NEXT, ...asked))) return undefined;
    return this.change(
      `UPDATE job SET state = 'running', leased_by = ?, leased_until = ?, tries = tries + 1,
         progress = NULL, updated_at = ?
       WHERE id = (${NEXT}) RETURNING ${JOB_COLUMNS}`,
      by,
      until,
      at,
      ...asked,
    );
  }
}

/**
 * Adds a job inside the transaction that the caller has begun, so that a write and the work that
 * follows from it are kept together or not at all. @returns as `enqueue` does
 */
export function insertJob(db: Connection, job: NewJob, at: Instant): string {
  const row = jobRow(job, at);
  const waiting = job.onlyOne ? db.get<{ id: string }>(HASTEN, ...hastenBy(row)) : undefined;
  if (waiting) return waiting.id;
  db.insert('job', row);
  return row.id;
}
