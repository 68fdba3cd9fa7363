import type {
  HistoryEntry,
  HistoryEvent,
  MemoryKind,
  MemoryState,
  Metadata,
  Role,
} from '../../model/memory.js';
import type { Reach } from '../../model/scope.js';
import { formatInstant } from '../../model/time.js';
import type { FullScope, SourceKind } from '../change-set.js';
import type { MemoryReads, PageQuery, StoredEpisode, StoredMemory, StoredSource } from '../port.js';
import type { Bindable, Connection } from './driver.js';

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

interface VersionRow {
  n: number;
  event: HistoryEvent;
  state: MemoryState;
  text: string | null;
  metadata: string | null;
  actor: string | null;
  app: string | null;
  at: number;
}

const MEMORY = `
  SELECT m.no, m.id, c.name AS cube, m.kind, m.state, m.user_id, m.agent_id, m.app_id, m.run_id,
    m.version, m.text, m.metadata, m.occurred_at, m.valid_from, m.valid_to, m.created_at,
    m.updated_at
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
    const rows = this.#db.all<VersionRow>(
      `SELECT n, event, state, text, metadata, actor, app, at FROM version
       WHERE memory = ? ORDER BY seq`,
      memory,
    );
    const current = this.#db.get<{ text: string; metadata: string }>(
      'SELECT text, metadata FROM memory WHERE no = ?',
      memory,
    );
    return current ? historyOf(rows, current) : [];
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

  #pageOfTenant({ tenant, reach, state, limit, before }: PageQuery): MemoryRow[] {
    const filter = scopeFilter(reach);
    return this.#db.all(
      `${MEMORY} WHERE c.tenant = ? AND m.state = ? AND m.no < ? ${filter.sql}
       ORDER BY m.no DESC LIMIT ?`,
      tenant,
      state,
      before ?? Number.MAX_SAFE_INTEGER,
      ...filter.parameters,
      limit,
    );
  }

  /** A page of each cube, merged: sorting all memories of all cubes would cost more with each page. */
  #pageOfCubes(query: PageQuery, cubes: readonly string[]): MemoryRow[] {
    const { tenant, reach, state, limit, before } = query;
    const filter = scopeFilter(reach);
    const rows = cubes.flatMap((name) =>
      this.#db.all<MemoryRow>(
        `${MEMORY} WHERE m.cube = (SELECT no FROM cube WHERE tenant = ? AND name = ?)
           AND m.state = ? AND m.no < ? ${filter.sql}
         ORDER BY m.no DESC LIMIT ?`,
        tenant,
        name,
        state,
        before ?? Number.MAX_SAFE_INTEGER,
        ...filter.parameters,
        limit,
      ),
    );
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
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      sources: this.#sources(row.no),
    }));
  }

  #labels(sql: string, memory: number): string[] {
    return this.#db.all<{ name: string }>(sql, memory).map(({ name }) => name);
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

function scopeFilter(reach: Reach): { sql: string; parameters: Bindable[] } {
  const parts: [string, string | undefined][] = [
    [reach.user?.orNone ? '(m.user_id = ? OR m.user_id IS NULL)' : 'm.user_id = ?', reach.user?.id],
    ['m.agent_id = ?', reach.agent],
    ['m.app_id = ?', reach.app],
    ['m.run_id = ?', reach.run],
  ];
  const given = parts.filter((part): part is [string, string] => part[1] !== undefined);
  return {
    sql: given.map(([condition]) => `AND ${condition}`).join(' '),
    parameters: given.map(([, value]) => value),
  };
}

/** A row without a text has that of the next row that has one, and the last that of the memory. */
function historyOf(
  rows: readonly VersionRow[],
  current: { text: string; metadata: string },
): HistoryEntry[] {
  let { text, metadata } = current;
  const entries = rows.toReversed().map((row): HistoryEntry => {
    text = row.text ?? text;
    metadata = row.metadata ?? metadata;
    return {
      event: row.event,
      version: row.n,
      text,
      metadata: JSON.parse(metadata) as Metadata,
      state: row.state,
      actor: row.actor,
      app: row.app,
      at: formatInstant(row.at),
    };
  });
  return entries.toReversed();
}
