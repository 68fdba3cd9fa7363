import type { Instant } from '../../model/time.js';
import type { StoredKey } from '../keys.js';
import { endKey, FIND_PRINCIPAL, keyRow, MAKE_PRINCIPAL, SqlKeys } from '../sql/keys.js';
import type { Statements } from '../sql/statements.js';
import type { Connection } from './driver.js';
import type { WriteQueue } from './write-queue.js';

export class SqliteKeys extends SqlKeys {
  protected readonly order = 'k.rowid';
  readonly #writes: WriteQueue;

  constructor(db: Statements, writes: WriteQueue) {
    super(db);
    this.#writes = writes;
  }

  async add(key: StoredKey): Promise<void> {
    await this.#writes.run((db) => insertKey(db, key));
  }

  async rotate(tenant: number, id: string, next: StoredKey, oldUntil: Instant): Promise<boolean> {
    const end = endKey(this.db.dialect.least);
    return this.#writes.run((db) => {
      const { changes } = db.run(end, oldUntil, oldUntil, tenant, id, next.createdAt);
      if (changes === 0) return false;
      insertKey(db, next);
      return true;
    });
  }
}

function insertKey(db: Connection, key: StoredKey): void {
  const principal = key.principal === null ? null : principalNumber(db, key.tenant, key.principal);
  db.insert('key', keyRow(key, principal));
}

function principalNumber(db: Connection, tenant: number, name: string): number | null {
  db.run(MAKE_PRINCIPAL, tenant, name);
  return db.get<{ no: number }>(FIND_PRINCIPAL, tenant, name)?.no ?? null;
}
