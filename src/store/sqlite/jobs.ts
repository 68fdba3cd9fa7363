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
import type { Connection } from './driver.js';
import type { WriteQueue } from './write-queue.js';

/** So many of a kind are looked at for the user of whom the fewest are running. */
const LOOKED_AT = 64;

/** How many are running of whom, those left out whose worker has died. */
const BUSY = `busy AS MATERIALIZED (
    SELECT kind, tenant, user_id, count(*) AS running FROM job
    WHERE state = 'running' AND leased_until > ? GROUP BY kind, tenant, user_id
  )`;

/** Of each kind those whose turn it is and those whose lease has run out; of these the first. */
const NEXT = `WITH ${BUSY}
  SELECT j.id FROM json_each(?) k JOIN job j ON j.id IN (
    SELECT id FROM (${mostUrgent("j.state = 'waiting' AND j.due_at <= ?")})
    UNION ALL SELECT id FROM (${mostUrgent("j.state = 'running' AND j.leased_until <= ?")})
  )
  LEFT JOIN busy b ON b.kind = j.kind AND b.tenant = j.tenant AND b.user_id IS j.user_id
  ORDER BY j.priority DESC, coalesce(b.running, 0), j.turn, j.due_at, j.id LIMIT 1`;

/** The value of a kind is how many of a user may run at once, or null. */
function mostUrgent(condition: string): string {
  return `SELECT j.id FROM job j WHERE j.kind = k.key AND ${condition} AND ${NOT_PAUSED}
      AND NOT EXISTS (
        SELECT 1 FROM busy WHERE busy.kind = j.kind AND busy.tenant = j.tenant
          AND busy.user_id = j.user_id AND busy.running >= k.value
      )
    ORDER BY j.priority DESC, j.turn, j.due_at, j.id LIMIT ${LOOKED_AT}`;
}

const HASTEN = hasten(dialect, 'payload = ?');
const END_JOINED = endJoined((name) => `(w.payload ->> '$.${name}')`);

export class SqliteJobs extends SqlJobs {
  readonly #writes: WriteQueue;

  constructor(db: Statements, writes: WriteQueue) {
    super(db);
    this.#writes = writes;
  }

  enqueue(job: NewJob, at: Instant): Promise<string> {
    return this.#writes.run((db) => insertJob(db, job, at));
  }

  join(id: string, by: string, others: JobsToJoin): Promise<StoredJob | undefined> {
    return this.#writes.run((db) => {
      const own = db.get<JobRow>(FIND_HELD, id, by);
      if (!own) return undefined;
      const ended = db.all<JobRow>(END_JOINED, ...joinedBy(id, by, others));
      const row = db.get<JobRow>(TAKE_OVER, joinedPayload(own, ended), id, by);
      return row && jobOf(row);
    });
  }

  async lease({ by, at, until, ...ask }: LeaseAsk): Promise<StoredJob | undefined> {
    const asked = [at, mostByKind(ask), at, at, at, at];
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
  db.run(...insertWaiting(dialect, row));
  return row.id;
}
