import type { Filter } from '../../model/filter.js';
import type { Reach } from '../../model/scope.js';
import type { Stats } from '../../model/stats.js';
import type { Instant } from '../../model/time.js';
import type {
  Around,
  CountQuery,
  MemoryReads,
  PageQuery,
  StoredEpisode,
  StoredMemory,
  StoredOnce,
} from '../port.js';
import type { Connection } from './driver.js';
import { conversationOf, findEpisode } from './episodes.js';
import { compileFilter } from './filter.js';
import { findOnce } from './once.js';
import { countOf, inOrder, orderOf, pageCondition } from './pages.js';
import { statsOf } from './stats.js';
import { complete, type MemoryRow, readMemories, readRows } from './stored-memory.js';

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
    return findEpisode(this.#db, tenant, id);
  }

  async conversation(tenant: number, id: string, around: Around): Promise<StoredEpisode[]> {
    return conversationOf(this.#db, tenant, id, around);
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
