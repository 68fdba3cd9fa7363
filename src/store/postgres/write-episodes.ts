import { episodeRow, sessionName } from '../sql/rows.js';
import { jsonRows } from './batch.js';
import type { Ledger } from './ledger.js';

interface Session {
  no: number;
  /** The place of the next of its episodes. */
  next: number;
}

export async function recordEpisodes(ledger: Ledger): Promise<void> {
  const { episodes = [], at } = ledger.changes;
  if (episodes.length === 0) return;
  const sessions = await enlargeSessions(ledger);
  for (const episode of episodes) {
    const cube = ledger.cube(episode.scope.cube);
    const session = sessions.get(keyOf(cube, sessionName(episode)));
    if (!session) throw new Error(`the session of episode ${episode.id} was not made`);
    const place = { cube, session: session.no, ord: session.next++ };
    const no = ledger.draw('episode');
    ledger.batch.add('episode', { no, ...episodeRow(episode, place, at) });
    ledger.knowEpisode(episode.id, no);
    ledger.tally(cube);
    ledger.log({ cube, kind: 'episode.recorded', subject: episode.id, version: 1 });
  }
}

/** Makes room for the new episodes in their sessions, which are made where they are missing. */
async function enlargeSessions(ledger: Ledger): Promise<Map<string, Session>> {
  const wanted = new Map<string, { cube: number; name: string; episodes: number }>();
  for (const episode of ledger.changes.episodes ?? []) {
    const cube = ledger.cube(episode.scope.cube);
    const name = sessionName(episode);
    const key = keyOf(cube, name);
    const episodes = (wanted.get(key)?.episodes ?? 0) + 1;
    wanted.set(key, { cube, name, episodes });
  }
  const rows = await ledger.sql.all<{ no: number; cube: number; name: string; episodes: number }>(
    `INSERT INTO session (cube, name, episodes)
     SELECT cube, name, episodes FROM json_populate_recordset(NULL::session, ?)
     ON CONFLICT (cube, name) DO UPDATE SET episodes = session.episodes + excluded.episodes
     RETURNING no, cube, name, episodes`,
    jsonRows([...wanted.values()]),
  );
  return new Map(
    rows.map(({ no, cube, name, episodes }) => {
      const key = keyOf(cube, name);
      return [key, { no, next: episodes - (wanted.get(key)?.episodes ?? 0) }];
    }),
  );
}

function keyOf(cube: number, name: string): string {
  return `${cube}/${name}`;
}
