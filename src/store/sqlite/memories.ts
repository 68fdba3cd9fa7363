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
import type { Condition } from '../sql/condition.js';
import { conversationOf, findEpisode } from '../sql/episode.js';
import { compileFilter } from '../sql/filter.js';
import { FIND_ONCE, type OnceRow, storedOnce } from '../sql/once.js';
import { countOf, inOrder, pageRest } from '../sql/page.js';
import type { Statements } from '../sql/statements.js';
import { statsOf } from '../sql/stats.js';
import type { MemoryRow } from '../sql/stored-memory.js';
import { dialect } from './dialect.js';
import type { Connection } from './driver.js';
import { secretOf } from './erase.js';
import { complete, readMemories, readRows } from './stored-memory.js';

/** Of more cubes than that, sorting all memories takes less than asking each cube. */
const MOST_MERGED = 500;

export class SqliteMemories implements MemoryReads {
  readonly #db: Connection;
  readonly #statements: Statements;

  constructor(db: Connection, statements: Statements) {
    this.#db = db;
    this.#statements = statements;
  }

  async byIds(tenant: number, ids: readonly string[]): Promise<StoredMemory[]> {
    const where = 'WHERE m.id = ? AND c.tenant = ?';
    return ids.flatMap((id) => readMemories(this.#db, where, id, tenant));
  }

  async byNumbers(numbers: readonly number[]): Promise<StoredMemory[]> {
    const where = `WHERE ${dialect.isAmongNumbers('m.no')}`;
    const found = readMemories(this.#db, where, JSON.stringify(numbers));
    const byNumber = new Map(found.map((memory) => [memory.no, memory]));
    return numbers.flatMap((no) => byNumber.get(no) ?? []);
  }

  async texts(numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const sql = `SELECT no, text FROM memory WHERE ${dialect.isAmongNumbers('no')}`;
    const rows = this.#db.all<{ no: number; text: string }>(sql, JSON.stringify(numbers));
    return new Map(rows.map(({ no, text }) => [no, text]));
  }

  async page(query: PageQuery): Promise<StoredMemory[]> {
    const cubes = this.#cubesOf(query);
    const rows = cubes === 'all' ? this.#pageOf(query, null) : this.#pageOfCubes(query, cubes);
    return complete(this.#db, rows);
  }

  async count(query: CountQuery): Promise<number> {
    const ask = async ({ sql, parameters }: Condition) =>
      this.#db.allOnce<{ n: number }>(sql, ...parameters);
    return countOf(ask, query, dialect);
  }

  async once(owner: string, key: string, at: Instant): Promise<StoredOnce | undefined> {
    const row = this.#db.get<OnceRow>(FIND_ONCE, owner, key, at);
    return row && storedOnce(row, secretOf(this.#db));
  }

  stats(tenant: number, reach: Reach, since: Instant): Promise<Stats> {
    return statsOf(this.#statements, tenant, reach, since);
  }

  async matching(cube: number, filter: Filter): Promise<Int32Array> {
    const { sql, parameters } = compileFilter(filter, cube, dialect.filter);
    // One text crosses from SQLite to JavaScript instead of a row for each.
    const [row] = this.#db.allOnce<{ numbers: string | null }>(
      `SELECT group_concat(m.no) AS numbers FROM memory m WHERE m.cube = ? AND (${sql})`,
      cube,
      ...parameters,
    );
    return row?.numbers ? Int32Array.from(row.numbers.split(','), Number).sort() : new Int32Array();
  }

  async episode(tenant: number, id: string): Promise<StoredEpisode | undefined> {
    return findEpisode(this.#statements, tenant, id);
  }

  conversation(tenant: number, id: string, around: Around): Promise<StoredEpisode[]> {
    return conversationOf(this.#statements, tenant, id, around);
  }

  /** By number the table itself is in order; by date there is an index for each cube. */
  #cubesOf({ tenant, reach, order }: PageQuery): readonly string[] | 'all' {
    if (reach.cubes !== 'all' || order === undefined || order.by === 'createdAt')
      return reach.cubes;
    const sql = 'SELECT name FROM cube WHERE tenant = ? LIMIT ?';
    const cubes = this.#db.all<{ name: string }>(sql, tenant, MOST_MERGED + 1);
    return cubes.length > MOST_MERGED ? 'all' : cubes.map(({ name }) => name);
  }

  #pageOf(query: PageQuery, cube: number | null): MemoryRow[] {
    const { sql, parameters } = pageRest(query, cube, dialect);
    return readRows(this.#db, sql, ...parameters);
  }

  /** A page of each cube, merged: sorting all memories of all cubes would cost more with each page. */
  #pageOfCubes(query: PageQuery, cubes: readonly string[]): MemoryRow[] {
    const find = 'SELECT no FROM cube WHERE tenant = ? AND name = ?';
    const rows = cubes.flatMap((name) => {
      const cube = this.#db.get<{ no: number }>(find, query.tenant, name);
      return cube ? this.#pageOf(query, cube.no) : [];
    });
    rows.sort(inOrder(query));
    return rows.slice(0, query.limit);
  }
}
