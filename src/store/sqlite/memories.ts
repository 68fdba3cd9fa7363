import type { Filter } from '../../model/filter.js';
import type { HistoryEntry, MemoryKind, MemoryState, Metadata, Role } from '../../model/memory.js';
import type { Reach } from '../../model/scope.js';
import type { Stats } from '../../model/stats.js';
import type { Instant } from '../../model/time.js';
import type { FullScope, LinkKind, LinkUndo, SourceKind } from '../change-set.js';
import type {
  ErasedWords,
  KnownMemory,
  MemoryReads,
  PageQuery,
  StoredEpisode,
  StoredLink,
  StoredMemory,
  StoredOnce,
  StoredSource,
  StoredTexts,
} from '../port.js';
import type { Connection } from './driver.js';
import { tombstoneOf } from './erase.js';
import { compileFilter } from './filter.js';
import { historyOf, knownAt } from './history.js';
import { findOnce } from './once.js';
import { type Condition, reachCondition, scopeCondition } from './reach.js';
import { statsOf } from './stats.js';

interface ScopeRow {
  cube: string;
  user_id: string | null;
  agent_id: string | null;
  app_id: string | null;
  run_id: string | null;
}

interface MemoryRow extends ScopeRow {
  no: number;
  id: string;
  kind: MemoryKind;
  state: MemoryState;
  version: number;
  text: string;
  metadata: string;
  occurred_at: number;
  valid_from: number | null;
  valid_to: number | null;
  expires_at: number | null;
  merged_into: string | null;
  created_at: number;
  updated_at: number;
}

interface SourceRow extends Omit<StoredSource, 'quote'> {
  memory: number;
  text: string;
}

interface EpisodeRow extends ScopeRow {
  id: string;
  session: string;
  kind: SourceKind;
  ord: number;
  speaker: string | null;
  role: Role | null;
  text: string;
  occurred_at: number;
  recorded_at: number;
}

const MEMORY = `
  SELECT m.no, m.id, c.name AS cube, m.kind, m.state, m.user_id, m.agent_id, m.app_id, m.run_id,
    m.version, m.text, m.metadata, m.occurred_at, m.valid_from, m.valid_to, m.expires_at,
    m.created_at, m.updated_at, (SELECT id FROM memory WHERE no = m.merged_into) AS merged_into
  FROM memory m JOIN cube c ON c.no = m.cube`;

export class SqliteMemories implements MemoryReads {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async byIds(tenant: number, ids: readonly string[]): Promise<StoredMemory[]> {
    const sql = `${MEMORY} WHERE m.id = ? AND c.tenant = ?`;
    return this.#complete(ids.flatMap((id) => this.#db.all<MemoryRow>(sql, id, tenant)));
  }

  async byNumbers(numbers: readonly number[]): Promise<StoredMemory[]> {
    const sql = `${MEMORY} WHERE m.no = ?`;
    return this.#complete(numbers.flatMap((no) => this.#db.all<MemoryRow>(sql, no)));
  }

  async page(query: PageQuery): Promise<StoredMemory[]> {
    const { cubes } = query.reach;
    const rows = cubes === 'all' ? this.#pageOfTenant(query) : this.#pageOfCubes(query, cubes);
    return this.#complete(rows);
  }

  async history(memory: number): Promise<HistoryEntry[]> {
    return historyOf(this.#db, memory);
  }

  async citing(tenant: number, episodes: readonly string[]): Promise<StoredMemory[]> {
    const numbers = new Set<number>();
    for (const episode of episodes) {
      const rows = this.#db.all<{ memory: number }>(
        `SELECT s.memory FROM source s JOIN episode e ON e.no = s.episode
         JOIN cube c ON c.no = e.cube WHERE e.id = ? AND c.tenant = ?`,
        episode,
        tenant,
      );
      for (const { memory } of rows) numbers.add(memory);
    }
    return this.byNumbers([...numbers].toSorted((a, b) => a - b));
  }

  async partsOf(memory: number): Promise<StoredMemory[]> {
    return this.#complete(
      this.#db.all<MemoryRow>(`${MEMORY} WHERE m.merged_into = ? ORDER BY m.no`, memory),
    );
  }

  async allWithin(tenant: number, reach: Reach, limit: number): Promise<StoredMemory[]> {
    const { sql, parameters } = reachCondition(tenant, reach, 'm');
    return this.#complete(
      this.#db.all<MemoryRow>(
        `${MEMORY} WHERE TRUE ${sql} ORDER BY m.no LIMIT ?`,
        ...parameters,
        limit,
      ),
    );
  }

  async episodesWithin(tenant: number, reach: Reach, limit: number): Promise<string[]> {
    const { sql, parameters } = reachCondition(tenant, reach, 'e');
    const rows = this.#db.all<{ id: string }>(
      `SELECT e.id FROM episode e JOIN cube c ON c.no = e.cube
       WHERE TRUE ${sql} ORDER BY e.no LIMIT ?`,
      ...parameters,
      limit,
    );
    return rows.map(({ id }) => id);
  }

  async texts(
    tenant: number,
    of: 'episode' | 'memory',
    after: number,
    limit: number,
  ): Promise<StoredTexts[]> {
    const rows = this.#db.all<Omit<StoredTexts, 'more'>>(
      `SELECT t.no, t.id, t.text FROM ${of} t JOIN cube c ON c.no = t.cube
       WHERE c.tenant = ? AND t.no > ? ORDER BY t.no LIMIT ?`,
      tenant,
      after,
      limit,
    );
    return rows.map((row) => ({ ...row, more: of === 'memory' ? this.#written(row.no) : [] }));
  }

  async once(owner: string, key: string, at: Instant): Promise<StoredOnce | undefined> {
    return findOnce(this.#db, owner, key, at);
  }

  async stats(tenant: number, reach: Reach, since: Instant): Promise<Stats> {
    return statsOf(this.#db, tenant, reach, since);
  }

  async expiredBy(tenant: number, at: Instant, limit: number): Promise<StoredMemory[]> {
    return this.#complete(
      this.#db.all<MemoryRow>(
        `${MEMORY} WHERE m.expires_at <= ? AND m.state = 'active' AND c.tenant = ?
         ORDER BY m.expires_at LIMIT ?`,
        at,
        tenant,
        limit,
      ),
    );
  }

  async deletedBefore(tenant: number, at: Instant, limit: number): Promise<StoredMemory[]> {
    return this.#complete(
      this.#db.all<MemoryRow>(
        `${MEMORY} WHERE m.deleted_at <= ? AND c.tenant = ? ORDER BY m.deleted_at LIMIT ?`,
        at,
        tenant,
        limit,
      ),
    );
  }

  async retention(
    tenant: number,
  ): Promise<{ nextExpiry: Instant | null; oldestDeletion: Instant | null }> {
    const first = (column: 'expires_at' | 'deleted_at', state: MemoryState) =>
      this.#db.get<{ at: number }>(
        `SELECT m.${column} AS at FROM memory m JOIN cube c ON c.no = m.cube
         WHERE m.${column} IS NOT NULL AND m.state = ? AND c.tenant = ?
         ORDER BY m.${column} LIMIT 1`,
        state,
        tenant,
      )?.at ?? null;
    return {
      nextExpiry: first('expires_at', 'active'),
      oldestDeletion: first('deleted_at', 'deleted'),
    };
  }

  async matching(cube: number, filter: Filter): Promise<Int32Array> {
    const { sql, parameters } = compileFilter(filter, cube);
    // One text crosses from SQLite to JavaScript instead of a row for each.
    const [row] = this.#db.allOnce<{ numbers: string | null }>(
      `SELECT group_concat(m.no) AS numbers FROM memory m WHERE m.cube = ? AND (${sql})`,
      cube,
      ...parameters,
    );
    return row?.numbers ? Int32Array.from(row.numbers.split(','), Number).sort() : new Int32Array();
  }

  async wasErased(tenant: number, words: readonly ErasedWords[]): Promise<boolean> {
    return words.some((one) =>
      this.#db.get(
        'SELECT 1 AS found FROM tombstone WHERE hmac = ? AND tenant = ?',
        tombstoneOf(this.#db, one),
        tenant,
      ),
    );
  }

  async knownAt(cube: number, at: Instant): Promise<KnownMemory[]> {
    return knownAt(this.#db, cube, at);
  }

  async link(memory: string, kind: LinkKind, end: 'from' | 'to'): Promise<StoredLink | undefined> {
    const other = end === 'from' ? 'to' : 'from';
    const row = this.#db.get<{ other: string; evidence: string }>(
      `SELECT o.id AS other, l.evidence FROM link l
       JOIN memory m ON m.no = l."${end}" JOIN memory o ON o.no = l."${other}"
       WHERE m.id = ? AND l.kind = ? ORDER BY l.at DESC LIMIT 1`,
      memory,
      kind,
    );
    return row && { other: row.other, undo: JSON.parse(row.evidence) as LinkUndo };
  }

  async episode(tenant: number, id: string): Promise<StoredEpisode | undefined> {
    const row = this.#db.get<EpisodeRow>(
      `SELECT e.id, c.name AS cube, e.user_id, e.agent_id, e.app_id, e.run_id, s.name AS session,
         e.kind, e.ord, e.speaker, e.role, e.text, e.occurred_at, e.recorded_at
       FROM episode e JOIN cube c ON c.no = e.cube JOIN session s ON s.no = e.session
       WHERE e.id = ? AND c.tenant = ?`,
      id,
      tenant,
    );
    if (!row) return undefined;
    const { id: episode, session, kind, ord, speaker, role, text } = row;
    return {
      id: episode,
      scope: scopeOf(row),
      session,
      kind,
      ord,
      speaker,
      role,
      text,
      occurredAt: row.occurred_at,
      recordedAt: row.recorded_at,
    };
  }

  #pageOfTenant(query: PageQuery): MemoryRow[] {
    const { tenant, state, limit, before } = query;
    const condition = pageCondition(query, null);
    return this.#db.allOnce(
      `${MEMORY} WHERE c.tenant = ? AND m.state = ? AND m.no < ? ${condition.sql}
       ORDER BY m.no DESC LIMIT ?`,
      tenant,
      state,
      before ?? Number.MAX_SAFE_INTEGER,
      ...condition.parameters,
      limit,
    );
  }

  /** A page of each cube, merged: sorting all memories of all cubes would cost more with each page. */
  #pageOfCubes(query: PageQuery, cubes: readonly string[]): MemoryRow[] {
    const { tenant, state, limit, before } = query;
    const rows = cubes.flatMap((name) => {
      const cube = this.#db.get<{ no: number }>(
        'SELECT no FROM cube WHERE tenant = ? AND name = ?',
        tenant,
        name,
      )?.no;
      if (cube === undefined) return [];
      const condition = pageCondition(query, cube);
      return this.#db.allOnce<MemoryRow>(
        `${MEMORY} WHERE m.cube = ? AND m.state = ? AND m.no < ? ${condition.sql}
         ORDER BY m.no DESC LIMIT ?`,
        cube,
        state,
        before ?? Number.MAX_SAFE_INTEGER,
        ...condition.parameters,
        limit,
      );
    });
    rows.sort((a, b) => b.no - a.no);
    return rows.slice(0, limit);
  }

  #complete(rows: readonly MemoryRow[]): StoredMemory[] {
    return rows.map((row) => ({
      no: row.no,
      id: row.id,
      scope: scopeOf(row),
      kind: row.kind,
      state: row.state,
      version: row.version,
      text: row.text,
      metadata: JSON.parse(row.metadata) as Metadata,
      categories: this.#labels(
        `SELECT c.name FROM memory_category mc JOIN category c ON c.no = mc.category
         WHERE mc.memory = ? ORDER BY c.name`,
        row.no,
      ),
      tags: this.#labels('SELECT tag AS name FROM tag WHERE memory = ? ORDER BY tag', row.no),
      occurredAt: row.occurred_at,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      expiresAt: row.expires_at,
      supersededBy:
        this.#labels(
          `SELECT o.id AS name FROM link l JOIN memory o ON o.no = l."from"
         WHERE l."to" = ? AND l.kind = 'supersedes' ORDER BY l.at DESC`,
          row.no,
        )[0] ?? null,
      supersedes: this.#labels(
        `SELECT o.id AS name FROM link l JOIN memory o ON o.no = l."to"
         WHERE l."from" = ? AND l.kind = 'supersedes' ORDER BY o.no`,
        row.no,
      ),
      mergedInto: row.merged_into,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      sources: this.#sources(row.no),
    }));
  }

  /** What is written to a memory besides its text. */
  #written(memory: number): string[] {
    return this.#labels(
      `SELECT metadata AS name FROM memory WHERE no = ?
       UNION ALL SELECT tag FROM tag WHERE memory = ?
       UNION ALL SELECT c.name FROM memory_category mc JOIN category c ON c.no = mc.category
         WHERE mc.memory = ?
       UNION ALL SELECT text FROM version WHERE memory = ? AND text IS NOT NULL
       UNION ALL SELECT metadata FROM version WHERE memory = ? AND metadata IS NOT NULL`,
      memory,
      memory,
      memory,
      memory,
      memory,
    );
  }

  #labels(sql: string, ...memory: number[]): string[] {
    return this.#db.all<{ name: string }>(sql, ...memory).map(({ name }) => name);
  }

  /** Quotes are cut here and not by SQL: spans count UTF-16 units, SQLite counts code points. */
  #sources(memory: number): StoredSource[] {
    const rows = this.#db.all<SourceRow>(
      `SELECT s.memory, e.id AS episode, s.start, s."end", e.text, e.speaker, e.role,
         e.occurred_at AS occurredAt
       FROM source s JOIN episode e ON e.no = s.episode
       WHERE s.memory = ? ORDER BY e.no, s.start`,
      memory,
    );
    return rows.map(({ episode, start, end, text, speaker, role, occurredAt }) => ({
      episode,
      start,
      end,
      quote: text.slice(start, end),
      speaker,
      role,
      occurredAt,
    }));
  }
}

function scopeOf(row: ScopeRow): FullScope {
  const { cube, user_id: user, agent_id: agent, app_id: app, run_id: run } = row;
  return { cube, user, agent, app, run };
}

/** Scope and filter, and that what has expired is gone though no job has come by yet. */
function pageCondition({ reach, state, at, filter }: PageQuery, cube: number | null): Condition {
  const scope = scopeCondition(reach, 'm');
  const kept: Condition =
    state === 'deleted'
      ? { sql: '', parameters: [] }
      : { sql: 'AND (m.expires_at IS NULL OR m.expires_at > ?)', parameters: [at] };
  const holds = filter ? compileFilter(filter, cube) : undefined;
  return {
    sql: `${scope.sql} ${kept.sql} ${holds ? `AND (${holds.sql})` : ''}`,
    parameters: [...scope.parameters, ...kept.parameters, ...(holds?.parameters ?? [])],
  };
}
