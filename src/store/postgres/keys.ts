import type { Instant } from '../../model/time.js';
import type { StoredKey } from '../keys.js';
import { endKey, FIND_PRINCIPAL, keyRow, MAKE_PRINCIPAL, SqlKeys } from '../sql/keys.js';
import type { Statements } from '../sql/statements.js';
import type { Database, Sql } from './driver.js';
import { insert } from './insert.js';

export class PostgresKeys extends SqlKeys {
  protected readonly order = 'k.no';
  readonly #db: Database;

  constructor(statements: Statements, db: Database) {
    super(statements);
    this.#db = db;
  }

  add(key: StoredKey): Promise<void> {
    return this.#db.transaction((sql) => insertKey(sql, key));
  }

  rotate(tenant: number, id: string, next: StoredKey, oldUntil: Instant): Promise<boolean> {
    const end = endKey(this.db.dialect.least);
    return this.#db.transaction(async (sql) => {
      const ended = await sql.run(end, oldUntil, oldUntil, tenant, id, next.createdAt);
      if (ended > 0) await insertKey(sql, next);
      return ended > 0;
    });
  }
}

async function insertKey(sql: Sql, key: StoredKey): Promise<void> {
  const principal =
    key.principal === null ? null : await principalNumber(sql, key.tenant, key.principal);
  await insert(sql, 'key', keyRow(key, principal));
}

async function principalNumber(sql: Sql, tenant: number, name: string): Promise<number | null> {
  await sql.run(MAKE_PRINCIPAL, tenant, name);
  return (await sql.get<{ no: number }>(FIND_PRINCIPAL, tenant, name))?.no ?? null;
}
