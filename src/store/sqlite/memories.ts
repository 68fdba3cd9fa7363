import type { Filter } from '../../model/filter.js';
import type { Reach } from '../../model/scope.js';
import type { ScopeName } from '../../model/scope-name.js';
import type { Stats } from '../../model/stats.js';
import type { Instant } from '../../model/time.js';
import type { KeptName } from '../kept-names.js';
import type {
  Around,
  CountQuery,
  MemoryReads,
  MemoryStub,
  PageQuery,
  StoredEpisode,
  StoredMemory,
  StoredOnce,
  StubQuery,
  UnextractedQuery,
} from '../port.js';
import type { Condition } from '../sql/condition.js';
import { conversationOf, findEpisode } from '../sql/episode.js';
import { unextractedOf } from '../sql/extracted.js';
import { compileFilter } from '../sql/filter.js';
import { FIND_ONCE, type OnceRow, storedOnce } from '../sql/once.js';
import {
  countOf,
  cubesHolding,
  inOrder,
  isByLetters,
  isIndexedByCube,
  orderOf,
  pageRest,
  STUBS,
} from '../sql/page.js';
import type { Statements } from '../sql/statements.js';
import { keptNamesOf } from '../sql/kept-names.js';
import { scopeNamesOf } from '../sql/scope-names.js';
import { statsOf } from '../sql/stats.js';
import { MEMORIES, type MemoryRow } from '../sql/stored-memory.js';
import { dialect } from './dialect.js';
import type { Connection } from './driver.js';
import { secretOf } from './erase.js';
import { complete, readMemories, readRows } from './stored-memory.js';

/** So many are found one by one: that takes less than a list of ids. */
const FEW = 4;
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
    if (ids.length <= FEW) {
      const where = 'WHERE m.id = ? AND c.tenant = ?';
      return ids.flatMap((id) => readMemories(this.#db, where, id, tenant));
    }
    const where = `WHERE ${dialect.isAmongTexts('m.id')} AND c.tenant = ?`;
    const found = readMemories(this.#db, where, JSON.stringify(ids), tenant);
    const byId = new Map(found.map((memory) => [memory.id, memory]));
    return ids.flatMap((id) => byId.get(id) ?? []);
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

  async stubs(query: StubQuery): Promise<MemoryStub[]> {
    const { cubes } = query.reach;
    const read = (cube: number | null) => {
      const { sql, parameters } = pageRest(query, cube, dialect);
      return this.#db.allOnce<MemoryStub>(`${STUBS} ${sql}`, ...parameters);
    };
    if (cubes === 'all') return read(null);
    const rows = this.#numbersOf(query.tenant, cubes).flatMap(read);
    return rows.toSorted((a, b) => b.no - a.no).slice(0, query.limit);
  }

  async cubesHolding(query: Pick<PageQuery, 'tenant' | 'reach' | 'state'>): Promise<string[]> {
    const { sql, parameters } = cubesHolding(query, dialect);
    return this.#db.allOnce<{ name: string }>(sql, ...parameters).map(({ name }) => name);
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

  scopeNames(tenant: number, reach: Reach, at: Instant): Promise<ScopeName[]> {
    return scopeNamesOf(this.#statements, tenant, reach, at);
  }

  keptNames(tenant: number, reach: Reach, kind: 'user' | 'cube'): Promise<KeptName[]> {
    return keptNamesOf(this.#statements, tenant, reach, kind);
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

  unextracted(query: UnextractedQuery): Promise<StoredEpisode[]> {
    return unextractedOf(this.#statements, query);
  }

  /** By number the table itself is in order, by date an index of each cube, by letters nothing is. */
  #cubesOf({ tenant, reach, order }: PageQuery): readonly string[] | 'all' {
    if (reach.cubes !== 'all' || !isIndexedByCube(order)) return reach.cubes;
    const sql = 'SELECT name FROM cube WHERE tenant = ? LIMIT ?';
    const cubes = this.#db.all<{ name: string }>(sql, tenant, MOST_MERGED + 1);
    return cubes.length > MOST_MERGED ? 'all' : cubes.map(({ name }) => name);
  }

  #pageOf(query: PageQuery, cube: number | null): MemoryRow[] {
    const { sql, parameters } = pageRest(query, cube, dialect);
    if (!isByLetters(query.order?.by)) return readRows(this.#db, sql, ...parameters);
    // Without an index SQLite would read the whole of every memory that stands before those found so far.
    const found = `SELECT m.no ${MEMORIES} ${sql}`;
    return readRows(this.#db, `WHERE m.no IN (${found}) ${orderOf(query)}`, ...parameters);
  }

  /** A page of each cube, merged: sorting all memories of all cubes would cost more with each page. */
  #pageOfCubes(query: PageQuery, cubes: readonly string[]): MemoryRow[] {
    const numbers = this.#numbersOf(query.tenant, cubes);
    const rows = numbers.flatMap((cube) => this.#pageOf(query, cube));
    rows.sort(inOrder(query));
    return rows.slice(0, query.limit);
  }

  /** Of the cubes that exist. */
  #numbersOf(tenant: number, names: readonly string[]): number[] {
    const find = 'SELECT no FROM cube WHERE tenant = ? AND name = ?';
    return names.flatMap((name) => this.#db.get<{ no: number }>(find, tenant, name)?.no ?? []);
  }
}
