import type { NewEpisode } from '../change-set.js';
import type { Connection } from './driver.js';
import type { Ledger } from './ledger.js';

export function recordEpisode(ledger: Ledger, episode: NewEpisode): void {
  const { scope } = episode;
  const cube = ledger.cube(scope.cube);
  const session = nextInSession(ledger.db, cube, episode.session);
  const { lastInsertRowid } = ledger.db.run(
    `INSERT INTO episode (id, cube, session, ord, kind, user_id, agent_id, app_id, run_id,
       speaker, role, text, occurred_at, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    episode.id,
    cube,
    session.no,
    session.ord,
    episode.kind,
    scope.user,
    scope.agent,
    scope.app,
    scope.run,
    episode.speaker,
    episode.role,
    episode.text,
    episode.occurredAt,
    ledger.changes.at,
  );
  ledger.knowEpisode(episode.id, lastInsertRowid);
  ledger.tally(cube);
  ledger.log(cube, 'episode.recorded', episode.id, 1);
}

function nextInSession(db: Connection, cube: number, name: string): { no: number; ord: number } {
  const row = db.get<{ no: number; episodes: number }>(
    `INSERT INTO session (cube, name, episodes) VALUES (?, ?, 1)
     ON CONFLICT (cube, name) DO UPDATE SET episodes = episodes + 1
     RETURNING no, episodes`,
    cube,
    name,
  );
  if (!row) throw new Error(`session ${name} was neither found nor made`);
  return { no: row.no, ord: row.episodes - 1 };
}
