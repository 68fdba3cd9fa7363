import type { Role } from '../../model/memory.js';
import type { SourceKind } from '../change-set.js';
import type { StoredEpisode } from '../port.js';
import { SESSION_OWNER } from './rows.js';
import { type ScopeRow, scopeOf } from './stored-memory.js';

export interface EpisodeRow extends ScopeRow {
  id: string;
  session: string;
  kind: SourceKind;
  ord: number;
  speaker: string | null;
  role: Role | null;
  text: string;
  occurred_at: number;
  recorded_at: number;
}

/** Asked with id and tenant. */
export const EPISODE = `
  SELECT e.id, c.name AS cube, e.user_id, e.agent_id, e.app_id, e.run_id, s.name AS session,
    e.kind, e.ord, e.speaker, e.role, e.text, e.occurred_at, e.recorded_at
  FROM episode e JOIN cube c ON c.no = e.cube JOIN session s ON s.no = e.session
  WHERE e.id = ? AND c.tenant = ?`;

export function storedEpisode(row: EpisodeRow): StoredEpisode {
  const { id, kind, ord, speaker, role, text } = row;
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
  };
}
