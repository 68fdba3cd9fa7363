import type { NewEpisode } from '../change-set.js';
import { episodeRow, sessionName } from '../sql/rows.js';
import type { Connection } from './driver.js';
import type { Ledger } from './ledger.js';

export function recordEpisode(ledger: Ledger, episode: NewEpisode): void {
  const cube = ledger.cube(episode.scope.cube);
  const place = nextInSession(ledger.db, cube, sessionName(episode));
  const no = ledger.db.insert('episode', episodeRow(episode, place, ledger.changes.at));
  ledger.knowEpisode(episode.id, no);
  ledger.tally(cube);
  ledger.log({ cube, kind: 'episode.recorded', subject: episode.id, version: 1 });
}

/**
 * Plain statements. One with RETURNING has a savepoint of its own in SQLite, and at each of those FTS5
 * writes what it has gathered in memory: docs/benchmarks.md, "Where the time of a write goes".
 */
function nextInSession(db: Connection, cube: number, name: string) {
  const row = db.get<{ no: number; episodes: number }>(
    'SELECT no, episodes FROM session WHERE cube = ? AND name = ?',
    cube,
    name,
  );
  if (row) {
    db.run('UPDATE session SET episodes = episodes + 1 WHERE no = ?', row.no);
    return { cube, session: row.no, ord: row.episodes };
  }
  const insert = 'INSERT INTO session (cube, name, episodes) VALUES (?, ?, 1)';
  return { cube, session: db.run(insert, cube, name).lastInsertRowid, ord: 0 };
}
