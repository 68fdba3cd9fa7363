import type { Filter } from '../../model/filter.js';
import type { Role } from '../../model/memory.js';
import type { Reach } from '../../model/scope.js';
import type { Stats } from '../../model/stats.js';
import type { Instant } from '../../model/time.js';
import type { SourceKind } from '../change-set.js';
import type {
  CountQuery,
  MemoryReads,
  PageQuery,
  StoredEpisode,
  StoredMemory,
  StoredOnce,
} from '../port.js';
import type { Connection } from './driver.js';
import { compileFilter } from './filter.js';
import { findOnce } from './once.js';
import { countOf, inOrder, orderOf, pageCondition } from './pages.js';
import { statsOf } from './stats.js';
import {
  complete,
  type MemoryRow,
  readMemories,
  readRows,
  type ScopeRow,
  scopeOf,
} from './stored-memory.js';
import { SESSION_OWNER } from './write-episodes.js';

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

/** Of more cubes than that, sorting all memories takes less than asking each cube. */
const MOST_MERGED = 500;

export class SqliteMemories implements MemoryReads {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async byIds(tenant: number, ids: readonly string[]): Promise<StoredMemory[]> {
    const where = 'WHERE m.id = ? AND c.tenant = ?';
    return ids.flatMap((id) => readMemories(this.#db, where, id, tenant));
  }

  async byNumbers(numbers: readonly number[]): Promise<StoredMemory[]> {
    const where = 'WHERE m.no IN (SELECT value FROM json_each(?))';
    const found = readMemories(this.#db, where, JSON.stringify(numbers));
    const byNumber = new Map(found.map((memory) => [memory.no, memory]));
    return numbers.flatMap((no) => byNumber.get(no) ?? []);
  }

  async texts(numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const sql = 'SELECT no, text FROM memory WHERE no IN (SELECT value FROM json_each(?))';
    const rows = this.#db.all<{ no: number; text: string }>(sql, JSON.stringify(numbers));
    return new Map(rows.map(({ no, text }) => [no, text]));
  }

  async page(query: PageQuery): Promise<StoredMemory[]> {
    const cubes = this.#cubesOf(query);
    const rows = cubes === 'all' ? this.#pageOfTenant(query) : this.#pageOfCubes(query, cubes);
    return complete(this.#db, rows);
  }

  async count(query: CountQuery): Promise<number> {
    return countOf(this.#db, query);
  }

  async once(owner: string, key: string, at: Instant): Promise<StoredOnce | undefined> {
    return findOnce(this.#db, owner, key, at);
  }

  async stats(tenant: number, reach: Reach, since: Instant): Promise<Stats> {
    return statsOf(this.#db, tenant, reach, since);
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
    const { id: episode, kind, ord, speaker, role, text } = row;
    const [session = ''] = row.session.split(SESSION_OWNER);
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

  /** By number the table itself is in order; by date there is an index for each cube. */
  #cubesOf({ tenant, reach, order }: PageQuery): readonly string[] | 'all' {
    if (reach.cubes !== 'all' || order === undefined || order.by === 'createdAt')
      return reach.cubes;
    const sql = 'SELECT name FROM cube WHERE tenant = ? LIMIT ?';
    const cubes = this.#db.all<{ name: string }>(sql, tenant, MOST_MERGED + 1);
    return cubes.length > MOST_MERGED ? 'all' : cubes.map(({ name }) => name);
  }

  #pageOfTenant(query: PageQuery): MemoryRow[] {
    const { tenant, state, limit } = query;
    const condition = pageCondition(query, null);
    return readRows(
      this.#db,
      `WHERE c.tenant = ? AND m.state = ? ${condition.sql} ${orderOf(query)} LIMIT ?`,
      tenant,
      state,
      ...condition.parameters,
      limit,
    );
  }

  /** A page of each cube, merged: sorting all memories of all cubes would cost more with each page. */
  #pageOfCubes(query: PageQuery, cubes: readonly string[]): MemoryRow[] {
    const { tenant, state, limit } = query;
    const rows = cubes.flatMap((name) => {
      const cube = this.#db.get<{ no: number }>(
        'SELECT no FROM cube WHERE tenant = ? AND name = ?',
        tenant,
        name,
      )?.no;
      if (cube === undefined) return [];
      const condition = pageCondition(query, cube);
      return readRows(
        this.#db,
        `WHERE m.cube = ? AND m.state = ? ${condition.sql} ${orderOf(query)} LIMIT ?`,
        cube,
        state,
        ...condition.parameters,
        limit,
      );
    });
    rows.sort(inOrder(query));
    return rows.slice(0, limit);
  }
}
