import type { StoredEpisode, UnextractedQuery } from '../port.js';
import { reachCondition } from './reach.js';
import { EPISODE, type EpisodeRow, storedEpisode } from './episode.js';
import type { Dialect, Statements } from './statements.js';

/** Its parameters: when, ids as a JSON array, the tenant. */
export function markExtracted({ isAmongTexts }: Dialect): string {
  return `UPDATE episode SET extracted_at = ? WHERE ${isAmongTexts('id')}
    AND cube IN (SELECT no FROM cube WHERE tenant = ?)`;
}

/** Of what nobody says, nothing is drawn. */
export async function unextractedOf(
  db: Statements,
  { tenant, reach, since, until, after, limit }: UnextractedQuery,
): Promise<StoredEpisode[]> {
  const { sql, parameters } = reachCondition(tenant, reach, 'e', db.dialect);
  const rows = await db.all<EpisodeRow>(
    `${EPISODE} WHERE e.extracted_at IS NULL AND coalesce(e.role, '') <> 'system' ${sql}
       AND e.recorded_at >= ? AND e.recorded_at < ?
       AND e.no > coalesce((SELECT no FROM episode WHERE id = ?), 0)
     ORDER BY e.no LIMIT ?`,
    ...parameters,
    since,
    until,
    after ?? '',
    limit,
  );
  return rows.map(storedEpisode);
}
