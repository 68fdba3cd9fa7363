import type { IndexIdentity } from '../../model/index-identity.js';
import type { Metadata } from '../../model/memory.js';
import type { IndexCount, IndexedMemory, IndexReads } from '../indexing.js';
import type { Bindable, Connection } from './driver.js';

/** Cubes by number, each with one look into the index on cube, analyser and space; nothing is sorted. */
const OUTDATED = `FROM cube c NOT INDEXED CROSS JOIN memory m INDEXED BY memory_index
  ON m.cube = c.no AND (m.analyser, m.space) < (?, ?)
  WHERE c.tenant = ?`;

const COLUMNS = 'm.no, m.id, m.cube, m.version, m.text, m.metadata';

export class SqliteIndexing implements IndexReads {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async count(tenant: number, { analyser, space }: IndexIdentity): Promise<IndexCount> {
    const count = (sql: string, ...parameters: Bindable[]) =>
      this.#db.get<{ n: number }>(`SELECT count(*) AS n ${sql}`, ...parameters)?.n ?? 0;
    return {
      memories: count('FROM cube c JOIN memory m ON m.cube = c.no WHERE c.tenant = ?', tenant),
      outdated: count(OUTDATED, analyser, space, tenant),
    };
  }

  async outdated(
    tenant: number,
    { analyser, space }: IndexIdentity,
    fromCube: number,
    limit: number,
  ): Promise<IndexedMemory[]> {
    const sql = `SELECT ${COLUMNS} ${OUTDATED} AND c.no >= ? ORDER BY c.no LIMIT ?`;
    return this.#read(sql, analyser, space, tenant, fromCube, limit);
  }

  async all(tenant: number, after: number, limit: number): Promise<IndexedMemory[]> {
    const sql = `SELECT ${COLUMNS} FROM memory m JOIN cube c ON c.no = m.cube
      WHERE c.tenant = ? AND m.no > ? ORDER BY m.no LIMIT ?`;
    return this.#read(sql, tenant, after, limit);
  }

  #read(sql: string, ...parameters: Bindable[]): IndexedMemory[] {
    const rows = this.#db.all<IndexedMemory & { metadata: string }>(sql, ...parameters);
    return rows.map((row) => ({ ...row, metadata: JSON.parse(row.metadata) as Metadata }));
  }
}
