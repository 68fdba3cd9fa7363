import type { Reach } from '../../model/scope.js';
import type { Instant } from '../../model/time.js';
import type { ErasedWords, RemovalReads, StoredMemory, StoredTexts } from '../port.js';
import { type Bindable } from './condition.js';
import { reachCondition } from './reach.js';
import type { Statements } from './statements.js';
import { tombstoneOf } from './tombstones.js';

/** What engines read in their own ways. */
interface Reads {
  /** Memories with their labels, links and sources. `rest` follows FROM. */
  memories(rest: string, ...parameters: Bindable[]): Promise<StoredMemory[]>;
  /** The key of tombstones. */
  secret(): Promise<Uint8Array>;
}

export class SqlRemovals implements RemovalReads {
  readonly #db: Statements;
  readonly #read: Reads;

  constructor(db: Statements, read: Reads) {
    this.#db = db;
    this.#read = read;
  }

  async citing(tenant: number, episodes: readonly string[]): Promise<StoredMemory[]> {
    return this.#read.memories(
      `WHERE m.no IN (
         SELECT s.memory FROM source s JOIN episode e ON e.no = s.episode
         JOIN cube d ON d.no = e.cube WHERE ${this.#db.dialect.isAmongTexts('e.id')} AND d.tenant = ?
       ) ORDER BY m.no`,
      JSON.stringify(episodes),
      tenant,
    );
  }

  async partsOf(memories: readonly number[]): Promise<StoredMemory[]> {
    return this.#read.memories(
      `WHERE ${this.#db.dialect.isAmongNumbers('m.merged_into')} ORDER BY m.no`,
      JSON.stringify(memories),
    );
  }

  async allWithin(tenant: number, reach: Reach, limit: number): Promise<StoredMemory[]> {
    const { sql, parameters } = reachCondition(tenant, reach, 'm', this.#db.dialect);
    return this.#read.memories(`WHERE TRUE ${sql} ORDER BY m.no LIMIT ?`, ...parameters, limit);
  }

  async episodesWithin(tenant: number, reach: Reach, limit: number): Promise<string[]> {
    const { sql, parameters } = reachCondition(tenant, reach, 'e', this.#db.dialect);
    const rows = await this.#db.all<{ id: string }>(
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
    const rows = await this.#db.all<Omit<StoredTexts, 'more'>>(
      `SELECT t.no, t.id, t.text FROM ${of} t JOIN cube c ON c.no = t.cube
       WHERE c.tenant = ? AND t.no > ? ORDER BY t.no LIMIT ?`,
      tenant,
      after,
      limit,
    );
    const written = of === 'memory' ? await this.#writtenOf(rows.map(({ no }) => no)) : undefined;
    return rows.map((row) => ({ ...row, more: written?.get(row.no) ?? [] }));
  }

  async expiredBy(tenant: number, at: Instant, limit: number): Promise<StoredMemory[]> {
    return this.#read.memories(
      `WHERE m.expires_at <= ? AND m.state <> 'deleted' AND c.tenant = ?
         ORDER BY m.expires_at LIMIT ?`,
      at,
      tenant,
      limit,
    );
  }

  async deletedBefore(tenant: number, at: Instant, limit: number): Promise<StoredMemory[]> {
    return this.#read.memories(
      `WHERE m.deleted_at <= ? AND c.tenant = ? ORDER BY m.deleted_at LIMIT ?`,
      at,
      tenant,
      limit,
    );
  }

  async retention(
    tenant: number,
  ): Promise<{ nextExpiry: Instant | null; oldestDeletion: Instant | null }> {
    const first = async (column: 'expires_at' | 'deleted_at', comparison: '=' | '<>') => {
      const row = await this.#db.get<{ at: number }>(
        `SELECT m.${column} AS at FROM memory m JOIN cube c ON c.no = m.cube
         WHERE m.${column} IS NOT NULL AND m.state ${comparison} 'deleted' AND c.tenant = ?
         ORDER BY m.${column} LIMIT 1`,
        tenant,
      );
      return row?.at ?? null;
    };
    return {
      nextExpiry: await first('expires_at', '<>'),
      oldestDeletion: await first('deleted_at', '='),
    };
  }

  async wasErased(tenant: number, words: readonly ErasedWords[]): Promise<boolean> {
    const any = 'SELECT 1 AS found FROM tombstone WHERE tenant = ? LIMIT 1';
    if (words.length === 0 || !(await this.#db.get(any, tenant))) return false;
    const secret = await this.#read.secret();
    for (const one of words) {
      const found = await this.#db.get(
        'SELECT 1 AS found FROM tombstone WHERE hmac = ? AND tenant = ?',
        tombstoneOf(secret, one),
        tenant,
      );
      if (found) return true;
    }
    return false;
  }

  /** What is written to memories besides their texts. */
  async #writtenOf(memories: readonly number[]): Promise<Map<number, string[]>> {
    const among = this.#db.dialect.isAmongNumbers;
    const parts = [
      `SELECT no, metadata AS text, 1 AS place FROM memory WHERE ${among('no')}`,
      `SELECT memory, tag, 2 FROM tag WHERE ${among('memory')}`,
      `SELECT mc.memory, c.name, 3 FROM memory_category mc JOIN category c ON c.no = mc.category
       WHERE ${among('mc.memory')}`,
      `SELECT memory, text, 4 FROM version WHERE ${among('memory')} AND text IS NOT NULL`,
      `SELECT memory, metadata, 5 FROM version WHERE ${among('memory')} AND metadata IS NOT NULL`,
    ];
    const numbers = JSON.stringify(memories);
    const rows = await this.#db.all<{ no: number; text: string }>(
      `${parts.join(' UNION ALL ')} ORDER BY 1, 3`,
      ...parts.map(() => numbers),
    );
    const written = new Map<number, string[]>();
    for (const { no, text } of rows) written.set(no, [...(written.get(no) ?? []), text]);
    return written;
  }
}
