import type { MemoryKind, MemoryState } from '../../model/memory.js';
import type { Layer, Reach } from '../../model/scope.js';
import type { Stats } from '../../model/stats.js';
import { formatInstant, type Instant } from '../../model/time.js';
import type { Connection } from './driver.js';
import { reachCondition } from './reach.js';

const MOST_NAMES = 20;

interface Count {
  name: string;
  memories: number;
}

/** Counts of a reach. `since`: from when on days are counted. */
export function statsOf(db: Connection, tenant: number, reach: Reach, since: Instant): Stats {
  const memory = reachCondition(tenant, reach, 'm');
  const episode = reachCondition(tenant, reach, 'e');
  const from = `FROM memory m JOIN cube c ON c.no = m.cube`;
  const kept = `WHERE m.state <> 'deleted' ${memory.sql}`;
  const all = <Row>(sql: string, ...more: (string | number)[]) =>
    db.all<Row>(sql, ...memory.parameters, ...more);
  const by = (column: string, where = kept) =>
    all<Count>(`SELECT ${column} AS name, count(*) AS memories ${from} ${where} GROUP BY 1`);
  const most = (join: string, name: string) =>
    all<Count>(
      `SELECT ${name} AS name, count(*) AS memories ${from} ${join} ${kept} AND ${name} IS NOT NULL
       GROUP BY 1 ORDER BY memories DESC, name LIMIT ?`,
      MOST_NAMES,
    );
  const [totals] = all<{
    users: number;
    superseded: number;
    expiring: number;
    first: number | null;
    last: number | null;
  }>(
    `SELECT count(DISTINCT m.user_id) AS users, count(m.expires_at) AS expiring,
       min(m.created_at) AS first, max(m.created_at) AS last,
       coalesce(sum(EXISTS (
         SELECT 1 FROM link l WHERE l."to" = m.no AND l.kind = 'supersedes'
       )), 0) AS superseded
     ${from} ${kept}`,
  );
  const days = all<{ day: string; added: number }>(
    `SELECT strftime('%Y-%m-%d', m.created_at / 1000, 'unixepoch') AS day, count(*) AS added
     ${from} ${kept} AND m.created_at >= ? GROUP BY 1 ORDER BY 1`,
    since,
  );
  const episodes = db.get<{ n: number }>(
    `SELECT count(*) AS n FROM episode e JOIN cube c ON c.no = e.cube WHERE TRUE ${episode.sql}`,
    ...episode.parameters,
  );
  return {
    cubes: by('c.name').map(({ name }) => name),
    states: countsOf<MemoryState>(by('m.state', `WHERE TRUE ${memory.sql}`), {
      active: 0,
      paused: 0,
      archived: 0,
      deleted: 0,
    }),
    kinds: countsOf<MemoryKind>(by('m.kind'), {
      statement: 0,
      fact: 0,
      preference: 0,
      procedure: 0,
      summary: 0,
    }),
    layers: countsOf<Layer>(by('m.layer'), { session: 0, agent: 0, business: 0, user: 0 }),
    categories: most(
      'JOIN memory_category mc ON mc.memory = m.no JOIN category k ON k.no = mc.category',
      'k.name',
    ),
    tags: most('JOIN tag t ON t.memory = m.no', 't.tag'),
    apps: most('', 'm.app_id'),
    agents: most('', 'm.agent_id'),
    user_ids: most('', 'm.user_id'),
    users: totals?.users ?? 0,
    episodes: episodes?.n ?? 0,
    superseded: totals?.superseded ?? 0,
    expiring: totals?.expiring ?? 0,
    first_at: presentInstant(totals?.first),
    last_at: presentInstant(totals?.last),
    days,
  };
}

function countsOf<Name extends string>(
  counts: readonly Count[],
  none: Record<Name, number>,
): Record<Name, number> {
  return { ...none, ...Object.fromEntries(counts.map(({ name, memories }) => [name, memories])) };
}

function presentInstant(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : formatInstant(at);
}
