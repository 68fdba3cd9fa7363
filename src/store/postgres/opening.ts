import type { Trust } from '../../model/trust.js';
import { canonical, leastClock, sessionName } from '../sql/rows.js';
import { WANTED } from '../sql/spaces.js';
import type { ChangeSet, NewMemory } from '../change-set.js';
import { jsonRows } from './batch.js';
import type { Sql } from './driver.js';
import type { Named } from './named.js';

/** A memory that says the same as a new one. */
export interface SameMemory {
  no: number;
  id: string;
  version: number;
  expiresAt: number | null;
  validFrom: number | null;
  validTo: number | null;
  trust: Trust;
}

/** What a transaction must know before it writes. All of it is read in one statement, after its turn has come. */
export interface Opening {
  transaction: string;
  node: string;
  secret: string;
  /** The space of a model that memories wait in. */
  wanted: number | null;
  cubes: [name: string, no: number][] | null;
  sessions: [cube: string, name: string, no: number, episodes: number][] | null;
  episodes: [id: string, no: number][] | null;
  /** By place among the new memories of all change sets. */
  same: (SameMemory & { place: number })[] | null;
  newSessions: number[] | null;
  newEpisodes: number[] | null;
  newMemories: number[] | null;
  newEvents: [seq: number, hlc: number][] | null;
}

/**
 * Metadata that says something else would be lost in the memory that is there. `no + 0` keeps the
 * planner from walking all memories by number.
 */
const SAME = `SELECT g.place, s.* FROM json_to_recordset(?) AS g (place int, cube text, fingerprint text,
    kind text, "user" text, agent text, app text, run text, metadata text, at bigint)
  JOIN cube c ON c.tenant = ? AND c.name = g.cube
  CROSS JOIN LATERAL (
    SELECT no, id, version, expires_at AS "expiresAt", valid_from AS "validFrom", valid_to AS "validTo",
      trust
    FROM memory m
    WHERE m.cube = c.no AND left(m.fingerprint, 64) = left(g.fingerprint, 64)
      AND m.fingerprint = g.fingerprint AND m.kind = g.kind AND state = 'active'
      AND merged_into IS NULL AND user_id IS NOT DISTINCT FROM g."user"
      AND agent_id IS NOT DISTINCT FROM g.agent AND app_id IS NOT DISTINCT FROM g.app
      AND run_id IS NOT DISTINCT FROM g.run
      AND (valid_from IS NULL OR valid_from <= g.at) AND (valid_to IS NULL OR valid_to > g.at)
      AND (expires_at IS NULL OR expires_at > g.at)
      AND (g.metadata = '{}' OR m.metadata = g.metadata)
    ORDER BY m.no + 0 LIMIT 1
  ) s`;

const numbersOf = (sequence: string) =>
  `(SELECT json_agg(nextval('${sequence}')) FROM generate_series(1, ?::bigint))`;

const OPENING = `SELECT pg_current_xact_id()::text AS transaction,
  (SELECT value FROM setting WHERE name = 'node') AS node,
  (SELECT value FROM setting WHERE name = 'tombstone_key') AS secret,
  (${WANTED}) AS wanted,
  (SELECT json_agg(json_build_array(name, no)) FROM cube
    WHERE tenant = ? AND name IN (SELECT json_array_elements_text(?::json))) AS cubes,
  (SELECT json_agg(json_build_array(c.name, s.name, s.no, s.episodes))
    FROM json_to_recordset(?) AS w (cube text, name text)
    JOIN cube c ON c.tenant = ? AND c.name = w.cube
    JOIN session s ON s.cube = c.no AND s.name = w.name) AS sessions,
  (SELECT json_agg(json_build_array(e.id, e.no)) FROM episode e JOIN cube c ON c.no = e.cube
    WHERE c.tenant = ? AND e.id IN (SELECT json_array_elements_text(?::json))) AS episodes,
  (SELECT json_agg(same) FROM (${SAME}) same) AS same,
  ${numbersOf('session_no_seq')} AS "newSessions",
  ${numbersOf('episode_no_seq')} AS "newEpisodes",
  ${numbersOf('memory_no_seq')} AS "newMemories",
  next_events(?::bigint, ?::bigint) AS "newEvents"`;

export async function open(
  sql: Sql,
  changeSets: readonly ChangeSet[],
  { tenant, ...names }: Named & { tenant: number },
): Promise<Opening> {
  const sessions = sessionsIn(changeSets);
  const opening = await sql.get<Opening>(
    OPENING,
    tenant,
    JSON.stringify(names.newIn),
    jsonRows(sessions),
    tenant,
    tenant,
    JSON.stringify(names.episodes),
    jsonRows(samenessIn(changeSets)),
    tenant,
    sessions.length,
    countOf(changeSets, 'episodes'),
    countOf(changeSets, 'memories'),
    names.events,
    Math.max(...changeSets.map(({ at }) => leastClock(at))),
  );
  if (!opening) throw new Error('a commit could not be opened');
  return opening;
}

function sessionsIn(changeSets: readonly ChangeSet[]): { cube: string; name: string }[] {
  const sessions = changeSets
    .flatMap(({ episodes = [] }) => episodes)
    .map((episode) => ({ cube: episode.scope.cube, name: sessionName(episode) }));
  return [...new Map(sessions.map((one) => [JSON.stringify(one), one])).values()];
}

function samenessIn(changeSets: readonly ChangeSet[]) {
  const memories = changeSets.flatMap(({ memories: made = [], at }) =>
    made.map((memory) => ({ memory, at })),
  );
  return memories.flatMap(({ memory, at }, place) =>
    memory.unlessSame ? [{ place, at, ...sameness(memory) }] : [],
  );
}

function sameness({ scope, kind, index, metadata }: NewMemory) {
  const { fingerprint } = index;
  return { ...scope, fingerprint, kind, metadata: canonical(metadata) };
}

function countOf(changeSets: readonly ChangeSet[], what: 'episodes' | 'memories'): number {
  return changeSets.reduce((sum, changes) => sum + (changes[what]?.length ?? 0), 0);
}
