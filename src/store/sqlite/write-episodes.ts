import { userCube } from '../../model/scope.js';
import type { NewEpisode } from '../change-set.js';
import type { Connection } from './driver.js';
import type { Ledger } from './ledger.js';

/** Stands between the name of a session and whose it is. */
export const SESSION_OWNER = '\u001f';

export function recordEpisode(ledger: Ledger, episode: NewEpisode): void {
  const { scope } = episode;
  const cube = ledger.cube(scope.cube);
  const session = nextInSession(ledger.db, cube, sessionName(episode));
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

/**
 * Plain statements. One with RETURNING has a savepoint of its own in SQLite, and at each of those FTS5
 * writes what it has gathered in memory: docs/benchmarks.md, "Where the time of a write goes".
 */
function nextInSession(db: Connection, cube: number, name: string): { no: number; ord: number } {
  const row = db.get<{ no: number; episodes: number }>(
    'SELECT no, episodes FROM session WHERE cube = ? AND name = ?',
    cube,
    name,
  );
  if (row) {
    db.run('UPDATE session SET episodes = episodes + 1 WHERE no = ?', row.no);
    return { no: row.no, ord: row.episodes };
  }
  const insert = 'INSERT INTO session (cube, name, episodes) VALUES (?, ?, 1)';
  return { no: db.run(insert, cube, name).lastInsertRowid, ord: 0 };
}

/**
 * In a cube of several users each has sessions of their own: a run of the same name must not tell of
 * another's, nor get turns into it.
 */
function sessionName({ scope, session }: NewEpisode): string {
  const own = scope.user === null || scope.cube === userCube(scope.user);
  return own ? session : `${session}${SESSION_OWNER}${scope.user}`;
}
