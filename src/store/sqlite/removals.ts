import type { Reach } from '../../model/scope.js';
import type { Instant } from '../../model/time.js';
import type { ErasedWords, RemovalReads, StoredMemory, StoredTexts } from '../port.js';
import type { Connection } from './driver.js';
import { tombstoneOf } from './erase.js';
import { reachCondition } from './reach.js';
import { labels, readMemories } from './stored-memory.js';

export class SqliteRemovals implements RemovalReads {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async citing(tenant: number, episodes: readonly string[]): Promise<StoredMemory[]> {
    const numbers = new Set<number>();
    for (const episode of episodes) {
      const rows = this.#db.all<{ memory: number }>(
        `SELECT s.memory FROM source s JOIN episode e ON e.no = s.episode
         JOIN cube c ON c.no = e.cube WHERE e.id = ? AND c.tenant = ?`,
        episode,
        tenant,
      );
      for (const { memory } of rows) numbers.add(memory);
    }
    const inOrder = [...numbers].toSorted((a, b) => a - b);
    return inOrder.flatMap((no) => readMemories(this.#db, 'WHERE m.no = ?', no));
  }

  async partsOf(memory: number): Promise<StoredMemory[]> {
    return readMemories(this.#db, 'WHERE m.merged_into = ? ORDER BY m.no', memory);
  }

  async allWithin(tenant: number, reach: Reach, limit: number): Promise<StoredMemory[]> {
    const { sql, parameters } = reachCondition(tenant, reach, 'm');
    return readMemories(this.#db, `WHERE TRUE ${sql} ORDER BY m.no LIMIT ?`, ...parameters, limit);
  }

  async episodesWithin(tenant: number, reach: Reach, limit: number): Promise<string[]> {
    const { sql, parameters } = reachCondition(tenant, reach, 'e');
    const rows = this.#db.all<{ id: string }>(
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
    const rows = this.#db.all<Omit<StoredTexts, 'more'>>(
      `SELECT t.no, t.id, t.text FROM ${of} t JOIN cube c ON c.no = t.cube
       WHERE c.tenant = ? AND t.no > ? ORDER BY t.no LIMIT ?`,
      tenant,
      after,
      limit,
    );
    return rows.map((row) => ({
      ...row,
      more: of === 'memory' ? writtenOf(this.#db, row.no) : [],
    }));
  }

  async expiredBy(tenant: number, at: Instant, limit: number): Promise<StoredMemory[]> {
    return readMemories(
      this.#db,
      `WHERE m.expires_at <= ? AND m.state <> 'deleted' AND c.tenant = ?
         ORDER BY m.expires_at LIMIT ?`,
      at,
      tenant,
      limit,
    );
  }

  async deletedBefore(tenant: number, at: Instant, limit: number): Promise<StoredMemory[]> {
    return readMemories(
      this.#db,
      `WHERE m.deleted_at <= ? AND c.tenant = ? ORDER BY m.deleted_at LIMIT ?`,
      at,
      tenant,
      limit,
    );
  }

  async retention(
    tenant: number,
  ): Promise<{ nextExpiry: Instant | null; oldestDeletion: Instant | null }> {
    const first = (column: 'expires_at' | 'deleted_at', deleted: 0 | 1) =>
      this.#db.get<{ at: number }>(
        `SELECT m.${column} AS at FROM memory m JOIN cube c ON c.no = m.cube
         WHERE m.${column} IS NOT NULL AND (m.state = 'deleted') = ? AND c.tenant = ?
         ORDER BY m.${column} LIMIT 1`,
        deleted,
        tenant,
      )?.at ?? null;
    return {
      nextExpiry: first('expires_at', 0),
      oldestDeletion: first('deleted_at', 1),
    };
  }

  async wasErased(tenant: number, words: readonly ErasedWords[]): Promise<boolean> {
    return words.some((one) =>
      this.#db.get(
        'SELECT 1 AS found FROM tombstone WHERE hmac = ? AND tenant = ?',
        tombstoneOf(this.#db, one),
        tenant,
      ),
    );
  }
}

/** What is written to a memory besides its text. */
function writtenOf(db: Connection, memory: number): string[] {
  return labels(
    db,
    `SELECT metadata AS name FROM memory WHERE no = ?
       UNION ALL SELECT tag FROM tag WHERE memory = ?
       UNION ALL SELECT c.name FROM memory_category mc JOIN category c ON c.no = mc.category
         WHERE mc.memory = ?
       UNION ALL SELECT text FROM version WHERE memory = ? AND text IS NOT NULL
       UNION ALL SELECT metadata FROM version WHERE memory = ? AND metadata IS NOT NULL`,
    memory,
    memory,
    memory,
    memory,
    memory,
  );
}
