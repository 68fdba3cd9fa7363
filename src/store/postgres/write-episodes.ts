import { episodeRow, sessionName } from '../sql/rows.js';
import type { Ledger } from './ledger.js';

export function recordEpisodes(ledger: Ledger): void {
  const { books, changes } = ledger;
  for (const episode of changes.episodes ?? []) {
    const cube = ledger.cube(episode.scope.cube);
    const place = { cube, ...books.enlargeSession(cube, sessionName(episode)) };
    const no = books.draw('episode');
    books.batch.add('episode', { no, ...episodeRow(episode, place, changes.at) });
    books.episodes.set(episode.id, no);
    ledger.tally(cube);
    ledger.log({ cube, kind: 'episode.recorded', subject: episode.id, version: 1 });
  }
}
