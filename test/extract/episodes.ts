import type { StoredEpisode } from '../../src/store/port.js';

/** An episode as the store tells of it. */
export function episodeOf(
  id: string,
  text: string,
  more: Partial<StoredEpisode> = {},
): StoredEpisode {
  const at = Date.parse('2024-05-08T10:00:00Z');
  return {
    id,
    scope: { cube: 'user:ada', user: 'ada', agent: null, app: null, run: null },
    session: 'one',
    kind: 'peers',
    ord: 0,
    speaker: 'Ada',
    role: null,
    text,
    occurredAt: at,
    recordedAt: at,
    trust: 'user',
    extractedAt: null,
    ...more,
  };
}
