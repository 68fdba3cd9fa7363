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

function nextInSession(db: Connection, cube: number, name: string) {
  const row = db.get<{ no: number; episodes: number }>(
    `INSERT INTO session (cube, name, episodes) VALUES (?, ?, 1)
     ON CONFLICT (cube, name) DO UPDATE SET episodes = episodes + 1
     RETURNING no, episodes`,
    cube,
    name,
  );
  if (!row) throw new Error(`session ${name} was neither found nor made`);
  return { cube, session: row.no, ord: row.episodes - 1 };
}
