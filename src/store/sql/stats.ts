import type { MemoryKind, MemoryState } from '../../model/memory.js';
import type { Layer, Reach } from '../../model/scope.js';
import type { Stats } from '../../model/stats.js';
import { formatInstant, type Instant } from '../../model/time.js';
import { reachCondition } from './reach.js';
import type { Statements } from './statements.js';

const MOST_NAMES = 20;
const DAY = 86_400_000;

interface Count {
  name: string;
  memories: number;
}

/** Memories that are alike in all that is counted. */
interface Group {
  cube: string;
  state: MemoryState;
  kind: MemoryKind;
  layer: Layer;
  user: string | null;
  agent: string | null;
  app: string | null;
  /** Since 1970. */
  day: number;
  memories: number;
  expiring: number;
  first: Instant;
  last: Instant;
}

/** Read once and counted many ways: each way by itself took as long as all together. */
const GROUPS = `
  SELECT c.name AS cube, m.state, m.kind, m.layer, m.user_id AS "user", m.agent_id AS agent,
    m.app_id AS app, m.created_at / ${DAY} AS day, count(*) AS memories,
    count(m.expires_at) AS expiring, min(m.created_at) AS first, max(m.created_at) AS last
  FROM memory m JOIN cube c ON c.no = m.cube WHERE TRUE`;

/** Counts of a reach. `since`: from when on days are counted. */
export async function statsOf(
  db: Statements,
  tenant: number,
  reach: Reach,
  since: Instant,
): Promise<Stats> {
  const memory = reachCondition(tenant, reach, 'm', db.dialect);
  const episode = reachCondition(tenant, reach, 'e', db.dialect);
  const all = <Row>(sql: string) => db.all<Row>(sql, ...memory.parameters);
  const groups = await all<Group>(`${GROUPS} ${memory.sql} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`);
  const kept = groups.filter(({ state }) => state !== 'deleted');
  const labels = async (join: string, name: string) =>
    most(
      await all<Count>(
        `SELECT ${name} AS name, count(*) AS memories FROM memory m JOIN cube c ON c.no = m.cube
         ${join} WHERE m.state <> 'deleted' ${memory.sql} GROUP BY 1`,
      ),
    );
  const [superseded] = await all<{ n: number }>(
    `SELECT count(DISTINCT l."to") AS n FROM link l JOIN memory m ON m.no = l."to"
     JOIN cube c ON c.no = m.cube
     WHERE l.kind = 'supersedes' AND m.state <> 'deleted' ${memory.sql}`,
  );
  const episodes = await db.get<{ n: number }>(
    `SELECT count(*) AS n FROM episode e JOIN cube c ON c.no = e.cube WHERE TRUE ${episode.sql}`,
    ...episode.parameters,
  );
  const users = countBy(kept, ({ user }) => user);
  const apps = countBy(kept, ({ app }) => app);
  return {
    cubes: countBy(kept, ({ cube }) => cube)
      .map(({ name }) => name)
      .toSorted(),
    states: { active: 0, paused: 0, archived: 0, deleted: 0, ...byName(groups, 'state') },
    kinds: {
      statement: 0,
      fact: 0,
      preference: 0,
      procedure: 0,
      summary: 0,
      ...byName(kept, 'kind'),
    },
    layers: { session: 0, agent: 0, business: 0, user: 0, ...byName(kept, 'layer') },
    categories: await labels(
      'JOIN memory_category mc ON mc.memory = m.no JOIN category k ON k.no = mc.category',
      'k.name',
    ),
    tags: await labels('JOIN tag t ON t.memory = m.no', 't.tag'),
    apps: most(apps),
    app_count: apps.length,
    agents: most(countBy(kept, ({ agent }) => agent)),
    user_ids: most(users),
    users: users.length,
    episodes: episodes?.n ?? 0,
    superseded: superseded?.n ?? 0,
    expiring: kept.reduce((sum, { expiring }) => sum + expiring, 0),
    first_at: presentInstant(
      kept.map(({ first }) => first),
      Math.min,
    ),
    last_at: presentInstant(
      kept.map(({ last }) => last),
      Math.max,
    ),
    days: daysOf(kept, since),
  };
}

function daysOf(groups: readonly Group[], since: Instant): Stats['days'] {
  const recent = groups.filter(({ day }) => day >= Math.floor(since / DAY));
  return countBy(recent, ({ day }) => formatInstant(day * DAY).slice(0, 10))
    .map(({ name, memories }) => ({ day: name, added: memories }))
    .toSorted((a, b) => compare(a.day, b.day));
}

function countBy(groups: readonly Group[], nameOf: (group: Group) => string | null): Count[] {
  const counts = new Map<string, number>();
  for (const group of groups) {
    const name = nameOf(group);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + group.memories);
  }
  return [...counts].map(([name, memories]) => ({ name, memories }));
}

function byName<Field extends 'state' | 'kind' | 'layer'>(
  groups: readonly Group[],
  field: Field,
): Partial<Record<Group[Field], number>> {
  const counts = countBy(groups, (group) => group[field]);
  return Object.fromEntries(counts.map(({ name, memories }) => [name, memories])) as Partial<
    Record<Group[Field], number>
  >;
}

function most(counts: readonly Count[]): Count[] {
  return counts
    .toSorted((a, b) => b.memories - a.memories || compare(a.name, b.name))
    .slice(0, MOST_NAMES);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function presentInstant(
  instants: readonly Instant[],
  choose: (a: Instant, b: Instant) => Instant,
): string | null {
  return instants.length === 0 ? null : formatInstant(instants.reduce((a, b) => choose(a, b)));
}
