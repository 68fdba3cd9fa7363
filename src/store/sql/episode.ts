import type { Role } from '../../model/memory.js';
import type { Trust } from '../../model/trust.js';
import type { SourceKind } from '../change-set.js';
import type { Around, StoredEpisode } from '../port.js';
import { SESSION_OWNER } from './rows.js';
import type { Statements } from './statements.js';
import { type ScopeRow, scopeOf } from './stored-memory.js';

export interface EpisodeRow extends ScopeRow {
  id: string;
  session: string;
  session_no: number;
  kind: SourceKind;
  ord: number;
  speaker: string | null;
  role: Role | null;
  text: string;
  occurred_at: number;
  recorded_at: number;
  trust: Trust;
  extracted_at: number | null;
}

export const EPISODE = `
  SELECT e.id, c.name AS cube, e.user_id, e.agent_id, e.app_id, e.run_id, s.name AS session,
    e.session AS session_no, e.kind, e.ord, e.speaker, e.role, e.text, e.occurred_at, e.recorded_at,
    e.trust, e.extracted_at
  FROM episode e JOIN cube c ON c.no = e.cube JOIN session s ON s.no = e.session`;

export async function findEpisode(
  db: Statements,
  tenant: number,
  id: string,
): Promise<StoredEpisode | undefined> {
  const row = await rowOf(db, tenant, id);
  return row && storedEpisode(row);
}

/** Numbers of a session may have gaps, where episodes were erased, so that they are counted off. */
export async function conversationOf(
  db: Statements,
  tenant: number,
  id: string,
  { before, after }: Around,
): Promise<StoredEpisode[]> {
  const row = await rowOf(db, tenant, id);
  if (!row) return [];
  const beside = (sql: string, most: number) =>
    db.all<EpisodeRow>(
      `${EPISODE} WHERE e.session = ? AND ${sql} LIMIT ?`,
      row.session_no,
      row.ord,
      most,
    );
  const earlier = await beside('e.ord < ? ORDER BY e.ord DESC', before);
  const later = await beside('e.ord > ? ORDER BY e.ord', after);
  return [...earlier.toReversed(), row, ...later].map(storedEpisode);
}

function rowOf(db: Statements, tenant: number, id: string): Promise<EpisodeRow | undefined> {
  return db.get<EpisodeRow>(`${EPISODE} WHERE e.id = ? AND c.tenant = ?`, id, tenant);
}

export function storedEpisode(row: EpisodeRow): StoredEpisode {
  const { id, kind, ord, speaker, role, text, trust } = row;
  const [session = ''] = row.session.split(SESSION_OWNER);
  return {
    id,
    scope: scopeOf(row),
    session,
    kind,
    ord,
    speaker,
    role,
    text,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    trust,
    extractedAt: row.extracted_at,
  };
}
