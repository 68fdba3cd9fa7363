import type { IndexIdentity } from '../../model/index-identity.js';
import type { Metadata } from '../../model/memory.js';
import type { IndexCount, IndexedMemory, IndexReads } from '../indexing.js';
import type { Bindable } from './condition.js';
import type { Statements } from './statements.js';

/**
 * Whether an index is older than some identity, or its terms lie elsewhere (`restate.ts`) and are not those
 * of a newer one. The first half is what an index on analyser and space answers.
 */
export function isOutdated(memory: string): string {
  const identity = (sign: string) => `(${sign}${memory}.analyser, ${memory}.space)`;
  return `${identity('')} < (?, ?) AND ${identity('-')} <= (?, ?)`;
}

/** Parameters of `isOutdated`. */
export function outdatedFor({ analyser, space }: IndexIdentity): number[] {
  return [analyser, space, analyser, space];
}

const COLUMNS = 'm.no, m.id, m.cube, m.version, m.text, m.metadata, m.analyser, m.space';

export class SqlIndexing implements IndexReads {
  readonly #db: Statements;
  readonly #outdated: string;

  /**
   * @param outdated what follows SELECT for memories `m` of cubes `c` that are outdated; its parameters
   *   are those of `isOutdated`, and the tenant
   */
  constructor(db: Statements, outdated: string) {
    this.#db = db;
    this.#outdated = outdated;
  }

  async count(tenant: number, identity: IndexIdentity): Promise<IndexCount> {
    const { analyser, space } = identity;
    const count = async (sql: string, ...parameters: Bindable[]) =>
      (await this.#db.get<{ n: number }>(`SELECT count(*) AS n ${sql}`, ...parameters))?.n ?? 0;
    const older = [...outdatedFor(identity), tenant];
    const isElsewhere = `${this.#outdated} AND m.analyser = ? AND m.space = ?`;
    const elsewhere = await count(isElsewhere, ...older, -analyser, space);
    return {
      memories: await count(
        'FROM cube c JOIN memory m ON m.cube = c.no WHERE c.tenant = ?',
        tenant,
      ),
      outdated: (await count(this.#outdated, ...older)) - elsewhere,
      elsewhere,
    };
  }

  async outdated(
    tenant: number,
    identity: IndexIdentity,
    fromCube: number,
    limit: number,
  ): Promise<IndexedMemory[]> {
    const sql = `SELECT ${COLUMNS} ${this.#outdated} AND c.no >= ? ORDER BY c.no LIMIT ?`;
    return this.#read(sql, ...outdatedFor(identity), tenant, fromCube, limit);
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
