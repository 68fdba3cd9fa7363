import type { IndexIdentity } from '../../model/index-identity.js';
import type { Metadata } from '../../model/memory.js';
import type { IndexCount, IndexedMemory, IndexReads } from '../indexing.js';
import type { Bindable } from './condition.js';
import type { Statements } from './statements.js';

const COLUMNS = 'm.no, m.id, m.cube, m.version, m.text, m.metadata';

export class SqlIndexing implements IndexReads {
  readonly #db: Statements;
  readonly #outdated: string;

  /**
   * @param outdated what follows SELECT for memories `m` of cubes `c` that are outdated; its parameters
   *   are analyser, space and tenant
   */
  constructor(db: Statements, outdated: string) {
    this.#db = db;
    this.#outdated = outdated;
  }

  async count(tenant: number, { analyser, space }: IndexIdentity): Promise<IndexCount> {
    const count = async (sql: string, ...parameters: Bindable[]) =>
      (await this.#db.get<{ n: number }>(`SELECT count(*) AS n ${sql}`, ...parameters))?.n ?? 0;
    return {
      memories: await count(
        'FROM cube c JOIN memory m ON m.cube = c.no WHERE c.tenant = ?',
        tenant,
      ),
      outdated: await count(this.#outdated, analyser, space, tenant),
    };
  }

  async outdated(
    tenant: number,
    { analyser, space }: IndexIdentity,
    fromCube: number,
    limit: number,
  ): Promise<IndexedMemory[]> {
    const sql = `SELECT ${COLUMNS} ${this.#outdated} AND c.no >= ? ORDER BY c.no LIMIT ?`;
    return this.#read(sql, analyser, space, tenant, fromCube, limit);
  }

  async all(tenant: number, after: number, limit: number): Promise<IndexedMemory[]> {
    const sql = `SELECT ${COLUMNS} FROM memory m JOIN cube c ON c.no = m.cube
      WHERE c.tenant = ? AND m.no > ? ORDER BY m.no LIMIT ?`;
    return this.#read(sql, tenant, after, limit);
  }

  async #read(sql: string, ...parameters: Bindable[]): Promise<IndexedMemory[]> {
    const rows = await this.#db.all<IndexedMemory & { metadata: string }>(sql, ...parameters);
    return rows.map((row) => ({ ...row, metadata: JSON.parse(row.metadata) as Metadata }));
  }
}
