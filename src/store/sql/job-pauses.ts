/** Stands for every kind in `job_pause`. */
export const ALL_KINDS = '';

/** Its parameters: tenant, kind, cause, until, at. */
export const SET_PAUSE = `INSERT INTO job_pause (tenant, kind, cause, until, at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (tenant, kind) DO UPDATE
    SET cause = excluded.cause, until = excluded.until, at = excluded.at`;

const OF = `FROM job_pause p WHERE p.tenant = j.tenant AND p.kind IN (j.kind, '${ALL_KINDS}')`;

/**
 * Whether nothing holds up job `j`. Its parameter: the present moment. Not NOT EXISTS: PostgreSQL makes a join of
 * that, expects it to leave next to nothing, and then sorts all that waits instead of reading it in order.
 */
export const NOT_PAUSED = `coalesce((SELECT false ${OF} AND (p.until IS NULL OR p.until > ?) LIMIT 1), true)`;

/** When a job of `j.kind` that is due at `j.due` can be leased; null where nobody knows. */
export function whenFree(greatest: string): string {
  return `CASE WHEN EXISTS (SELECT 1 ${OF} AND p.until IS NULL) THEN NULL
    ELSE ${greatest}(j.due, coalesce((SELECT max(p.until) ${OF}), 0)) END`;
}
