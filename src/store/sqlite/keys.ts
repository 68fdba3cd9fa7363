import type { KeyScope } from '../../model/key.js';
import type { Instant } from '../../model/time.js';
import type { KeyStore, StoredKey } from '../keys.js';
import type { Connection } from './driver.js';
import type { WriteQueue } from './write-queue.js';

interface KeyRow {
  id: string;
  tenant: number;
  hash: Uint8Array;
  name: string;
  scopes: string;
  principal: string | null;
  user_id: string | null;
  agent_id: string | null;
  app: string | null;
  cubes: string | null;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
}

const KEY = `
  SELECT k.id, k.tenant, k.hash, k.name, k.scopes, p.name AS principal, k.user_id, k.agent_id,
    k.app, k.cubes, k.created_at, k.expires_at, k.revoked_at, k.last_used_at
  FROM key k LEFT JOIN principal p ON p.no = k.principal`;

export class SqliteKeys implements KeyStore {
  readonly #db: Connection;
  readonly #writes: WriteQueue;

  constructor(db: Connection, writes: WriteQueue) {
    this.#db = db;
    this.#writes = writes;
  }

  async add(key: StoredKey): Promise<void> {
    await this.#writes.run((db) => insertKey(db, key));
  }

  async find(id: string): Promise<StoredKey | undefined> {
    const row = this.#db.get<KeyRow>(`${KEY} WHERE k.id = ?`, id);
    return row && keyOf(row);
  }

  async list(tenant: number): Promise<StoredKey[]> {
    const sql = `${KEY} WHERE k.tenant = ? ORDER BY k.created_at, k.rowid`;
    return this.#db.all<KeyRow>(sql, tenant).map(keyOf);
  }

  async revoke(tenant: number, id: string, at: Instant): Promise<boolean> {
    const sql = 'UPDATE key SET revoked_at = coalesce(revoked_at, ?) WHERE tenant = ? AND id = ?';
    return this.#writes.run((db) => db.run(sql, at, tenant, id).changes > 0);
  }

  async rotate(tenant: number, id: string, next: StoredKey, oldUntil: Instant): Promise<boolean> {
    return this.#writes.run((db) => {
      // The conditions stand in the update, so that a revocation that came first wins.
      const { changes } = db.run(
        `UPDATE key SET expires_at = min(coalesce(expires_at, ?), ?)
         WHERE tenant = ? AND id = ? AND revoked_at IS NULL
           AND (expires_at IS NULL OR expires_at > ?)`,
        oldUntil,
        oldUntil,
        tenant,
        id,
        next.createdAt,
      );
      if (changes === 0) return false;
      insertKey(db, next);
      return true;
    });
  }

  async touch(id: string, at: Instant): Promise<void> {
    const sql = 'UPDATE key SET last_used_at = max(coalesce(last_used_at, ?), ?) WHERE id = ?';
    await this.#writes.run((db) => db.run(sql, at, at, id));
  }

  async any(): Promise<boolean> {
    return (
      this.#db.get<{ found: number }>('SELECT EXISTS (SELECT 1 FROM key) AS found')?.found === 1
    );
  }

  async clear(): Promise<number> {
    return this.#writes.run((db) => db.run('DELETE FROM key').changes);
  }
}

function insertKey(db: Connection, key: StoredKey): void {
  db.run(
    `INSERT INTO key (id, tenant, hash, name, scopes, principal, user_id, agent_id, app, cubes,
       created_at, expires_at, revoked_at, last_used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    key.id,
    key.tenant,
    key.hash,
    key.name,
    JSON.stringify(key.scopes),
    key.principal === null ? null : principalNumber(db, key.tenant, key.principal),
    key.user,
    key.agent,
    key.app,
    key.cubes && JSON.stringify(key.cubes),
    key.createdAt,
    key.expiresAt,
    key.revokedAt,
    key.lastUsedAt,
  );
}

function principalNumber(db: Connection, tenant: number, name: string): number | null {
  db.run(
    `INSERT INTO principal (tenant, name, kind, role) VALUES (?, ?, 'service', 'member')
     ON CONFLICT DO NOTHING`,
    tenant,
    name,
  );
  const find = 'SELECT no FROM principal WHERE tenant = ? AND name = ?';
  return db.get<{ no: number }>(find, tenant, name)?.no ?? null;
}

function keyOf(row: KeyRow): StoredKey {
  const { id, tenant, name, principal, agent_id: agent, user_id: user, app } = row;
  return {
    id,
    tenant,
    // One of the drivers answers a Buffer.
    hash: new Uint8Array(row.hash),
    name,
    scopes: JSON.parse(row.scopes) as KeyScope[],
    principal,
    user,
    agent,
    app,
    cubes: row.cubes === null ? null : (JSON.parse(row.cubes) as string[]),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
