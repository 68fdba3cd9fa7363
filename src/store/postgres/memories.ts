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
import { countOf, cubesHolding, isIndexedByCube, orderOf, pageRest, STUBS } from '../sql/page.js';
import type { Statements } from '../sql/statements.js';
import { keptNamesOf } from '../sql/kept-names.js';
import { scopeNamesOf } from '../sql/scope-names.js';
import { statsOf } from '../sql/stats.js';
import { dialect } from './dialect.js';
import type { Database } from './driver.js';
import { ReadsTogether } from './reads-together.js';
import { readMemories } from './stored-memory.js';

/** Of more cubes than that, sorting all memories takes less than asking each cube. */
const MOST_MERGED = 200;

export class PostgresMemories implements MemoryReads {
  readonly #db: Database;
  readonly #statements: Statements;
  readonly #byId = new ReadsTogether((tenant, ids) => this.#readByIds(tenant, ids));
  /** The key of hashes that must not tell what was hashed. */
  readonly #secret: Uint8Array;

  constructor(db: Database, statements: Statements, secret: Uint8Array) {
    this.#db = db;
    this.#statements = statements;
    this.#secret = secret;
  }

  async byIds(tenant: number, ids: readonly string[]): Promise<StoredMemory[]> {
    if (ids.length === 0) return [];
    const byId = await this.#byId.ask(tenant, ids);
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async byNumbers(numbers: readonly number[]): Promise<StoredMemory[]> {
    if (numbers.length === 0) return [];
    const found = await readMemories(this.#db, 'WHERE m.no = ANY(?)', numbers);
    const byNumber = new Map(found.map((memory) => [memory.no, memory]));
    return numbers.flatMap((no) => byNumber.get(no) ?? []);
  }

  async texts(numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (numbers.length === 0) return new Map();
    const rows = await this.#db.all<{ no: number; text: string }>(
      'SELECT no, text FROM memory WHERE no = ANY(?)',
      numbers,
    );
    return new Map(rows.map(({ no, text }) => [no, text]));
  }

  async page(query: PageQuery): Promise<StoredMemory[]> {
    const cubes = await this.#cubesOf(query);
    if (cubes !== 'all') return this.#pageOfCubes(query, cubes);
    const { sql, parameters } = pageRest(query, null, dialect);
    return readMemories(this.#db, sql, ...parameters);
  }

  async stubs(query: StubQuery): Promise<MemoryStub[]> {
    const { cubes: names } = query.reach;
    const cubes = names === 'all' ? [null] : await this.#numbersOf(query.tenant, names);
    if (cubes.length === 0) return [];
    const pages = cubes.map((cube) => pageRest(query, cube, dialect));
    const all = pages.map(({ sql }) => `(${STUBS} ${sql})`).join(' UNION ALL ');
    return this.#db.all<MemoryStub>(
      `SELECT * FROM (${all}) AS found ORDER BY no DESC LIMIT ?`,
      ...pages.flatMap(({ parameters }) => parameters),
      query.limit,
    );
  }

  async cubesHolding(query: Pick<PageQuery, 'tenant' | 'reach' | 'state'>): Promise<string[]> {
    const { sql, parameters } = cubesHolding(query, dialect);
    return (await this.#db.all<{ name: string }>(sql, ...parameters)).map(({ name }) => name);
  }

  async count(query: CountQuery): Promise<number> {
    const ask = ({ sql, parameters }: Condition) => this.#db.all<{ n: number }>(sql, ...parameters);
    return countOf(ask, query, dialect);
  }

  async once(owner: string, key: string, at: Instant): Promise<StoredOnce | undefined> {
    const row = await this.#db.get<OnceRow>(FIND_ONCE, owner, key, at);
    return row && storedOnce(row, this.#secret);
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
    // One value crosses from the server instead of a row for each.
    const row = await this.#db.get<{ numbers: Uint8Array | null }>(
      `SELECT string_agg(int4send(m.no::int), '' ORDER BY m.no) AS numbers
       FROM memory m WHERE m.cube = ? AND (${sql})`,
      cube,
      ...parameters,
    );
    return numbersOf(row?.numbers ?? new Uint8Array());
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

  async #readByIds(tenant: number, ids: readonly string[]): Promise<Map<string, StoredMemory>> {
    const where = 'WHERE m.id = ANY(?) AND c.tenant = ?';
    const found = await readMemories(this.#db, where, ids, tenant);
    return new Map(found.map((memory) => [memory.id, memory]));
  }

  /** By number the table itself is in order, by date an index of each cube, by letters nothing is. */
  async #cubesOf({ tenant, reach, order }: PageQuery): Promise<readonly string[] | 'all'> {
    if (reach.cubes !== 'all' || !isIndexedByCube(order)) return reach.cubes;
    const sql = 'SELECT name FROM cube WHERE tenant = ? LIMIT ?';
    const cubes = await this.#db.all<{ name: string }>(sql, tenant, MOST_MERGED + 1);
    return cubes.length > MOST_MERGED ? 'all' : cubes.map(({ name }) => name);
  }

  /** A page of each cube, merged: sorting all memories of all cubes would cost more with each page. */
  async #pageOfCubes(query: PageQuery, names: readonly string[]): Promise<StoredMemory[]> {
    const cubes = await this.#numbersOf(query.tenant, names);
    if (cubes.length === 0) return [];
    const pages = cubes.map((cube) => pageRest(query, cube, dialect));
    const all = pages.map(({ sql }) => `(SELECT m.no FROM memory m ${sql})`).join(' UNION ALL ');
    return readMemories(
      this.#db,
      `WHERE m.no IN (${all}) ${orderOf(query)} LIMIT ?`,
      ...pages.flatMap(({ parameters }) => parameters),
      query.limit,
    );
  }

  /** Of the cubes that exist. */
  async #numbersOf(tenant: number, names: readonly string[]): Promise<number[]> {
    const sql = 'SELECT no FROM cube WHERE tenant = ? AND name = ANY(?)';
    const cubes = await this.#db.all<{ no: number }>(sql, tenant, names);
    return cubes.map(({ no }) => no);
  }
}

/** Numbers of 32 bits, the highest byte first. */
function numbersOf(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.byteLength / 4 }, (_, at) => view.getInt32(at * 4));
}
