import type { Bindable } from './condition.js';
import { JOB_COLUMNS, type JobRow } from './jobs.js';
import type { JobsToJoin } from '../jobs.js';

/**
 * Ends the jobs that another one does. None that has failed is among them: it may have done a part.
 *
 * @param field of the payload, as text
 */
export function endJoined(field: (name: 'joins' | 'tokens') => string): string {
  return `UPDATE job SET state = 'done', result = ?, updated_at = ?
    WHERE state = 'waiting' AND id IN (
      SELECT id FROM (
        SELECT w.id, sum(CAST(${field('tokens')} AS integer)) OVER (ORDER BY w.id) AS total
        FROM job j JOIN job w ON w.state = 'waiting' AND w.tries = 0 AND w.tenant = j.tenant
          AND w.kind = j.kind AND w.user_id IS NOT DISTINCT FROM j.user_id
          AND ${field('joins')} = ?
        WHERE j.id = ? AND j.leased_by = ? AND j.state = 'running'
      ) AS waiting WHERE total <= ?
    ) RETURNING ${JOB_COLUMNS}`;
}

/** The parameters of `endJoined`. */
export function joinedBy(id: string, by: string, { at, joins, most }: JobsToJoin): Bindable[] {
  return [JSON.stringify({ joined: id }), at, joins, id, by, most];
}

export const FIND_HELD = `SELECT ${JOB_COLUMNS} FROM job
  WHERE id = ? AND leased_by = ? AND state = 'running'`;

export const TAKE_OVER = `UPDATE job SET payload = ?
  WHERE id = ? AND leased_by = ? AND state = 'running' RETURNING ${JOB_COLUMNS}`;

/** The same work with the episodes of all. */
export function joinedPayload(own: JobRow, ended: readonly JobRow[]): string {
  // RETURNING tells them in no order.
  const others = ended.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const payloads = [own, ...others].map(({ payload }) => {
    return JSON.parse(payload) as Record<string, unknown>;
  });
  const sum = (values: unknown[]) =>
    values.reduce((total: number, value) => total + Number(value), 0);
  return JSON.stringify({
    ...payloads[0],
    episodes: payloads.flatMap(({ episodes }) => episodes as string[]),
    tokens: sum(payloads.map(({ tokens }) => tokens)),
  });
}
