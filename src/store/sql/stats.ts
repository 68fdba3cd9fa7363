import type { MemoryKind, MemoryState } from '../../model/memory.js';
import type { Layer, Reach } from '../../model/scope.js';
import type { Stats } from '../../model/stats.js';
import { formatInstant, type Instant } from '../../model/time.js';
import { type Bindable, reachCondition } from './condition.js';
import type { Statements } from './statements.js';

const MOST_NAMES = 20;

interface Count {
  name: string;
  memories: number;
}

/** Counts of a reach. `since`: from when on days are counted. */
export async function statsOf(
  db: Statements,
  tenant: number,
  reach: Reach,
  since: Instant,
): Promise<Stats> {
  const memory = reachCondition(tenant, reach, 'm');
  const episode = reachCondition(tenant, reach, 'e');
  const from = `FROM memory m JOIN cube c ON c.no = m.cube`;
  const kept = `WHERE m.state <> 'deleted' ${memory.sql}`;
  const all = <Row>(sql: string, ...more: Bindable[]) =>
    db.all<Row>(sql, ...memory.parameters, ...more);
  const by = (column: string, where = kept) =>
    all<Count>(`SELECT ${column} AS name, count(*) AS memories ${from} ${where} GROUP BY 1`);
  const most = (join: string, name: string) =>
    all<Count>(
      `SELECT ${name} AS name, count(*) AS memories ${from} ${join} ${kept} AND ${name} IS NOT NULL
       GROUP BY 1 ORDER BY memories DESC, name LIMIT ?`,
      MOST_NAMES,
    );
  const [totals] = await all<{
    users: number;
    superseded: number;
    expiring: number;
    first: number | null;
    last: number | null;
  }>(
    `SELECT count(DISTINCT m.user_id) AS users, count(m.expires_at) AS expiring,
       min(m.created_at) AS first, max(m.created_at) AS last,
       count(CASE WHEN EXISTS (
         SELECT 1 FROM link l WHERE l."to" = m.no AND l.kind = 'supersedes'
       ) THEN 1 END) AS superseded
     ${from} ${kept}`,
  );
  const days = await all<{ day: string; added: number }>(
    `SELECT ${db.dialect.dayOf('m.created_at')} AS day, count(*) AS added
     ${from} ${kept} AND m.created_at >= ? GROUP BY 1 ORDER BY 1`,
    since,
  );
  const episodes = await db.get<{ n: number }>(
    `SELECT count(*) AS n FROM episode e JOIN cube c ON c.no = e.cube WHERE TRUE ${episode.sql}`,
    ...episode.parameters,
  );
  return {
    cubes: (await by('c.name')).map(({ name }) => name),
    states: countsOf<MemoryState>(await by('m.state', `WHERE TRUE ${memory.sql}`), {
      active: 0,
      paused: 0,
      archived: 0,
      deleted: 0,
    }),
    kinds: countsOf<MemoryKind>(await by('m.kind'), {
      statement: 0,
      fact: 0,
      preference: 0,
      procedure: 0,
      summary: 0,
    }),
    layers: countsOf<Layer>(await by('m.layer'), { session: 0, agent: 0, business: 0, user: 0 }),
    categories: await most(
      'JOIN memory_category mc ON mc.memory = m.no JOIN category k ON k.no = mc.category',
      'k.name',
    ),
    tags: await most('JOIN tag t ON t.memory = m.no', 't.tag'),
    apps: await most('', 'm.app_id'),
    agents: await most('', 'm.agent_id'),
    user_ids: await most('', 'm.user_id'),
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
