import type { KeyScope } from '../../model/key.js';
import type { Instant } from '../../model/time.js';
import type { KeyStore, StoredKey } from '../keys.js';
import type { Statements } from './statements.js';

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

export abstract class SqlKeys implements KeyStore {
  protected readonly db: Statements;

  constructor(db: Statements) {
    this.db = db;
  }

  abstract add(key: StoredKey): Promise<void>;

  abstract rotate(tenant: number, id: string, next: StoredKey, oldUntil: Instant): Promise<boolean>;

  /** What tells the order of keys that were made in the same millisecond. */
  protected abstract readonly order: string;

  async find(id: string): Promise<StoredKey | undefined> {
    const row = await this.db.get<KeyRow>(`${KEY} WHERE k.id = ?`, id);
    return row && keyOf(row);
  }

  async list(tenant: number): Promise<StoredKey[]> {
    const sql = `${KEY} WHERE k.tenant = ? ORDER BY k.created_at, ${this.order}`;
    return (await this.db.all<KeyRow>(sql, tenant)).map(keyOf);
  }

  async revoke(tenant: number, id: string, at: Instant): Promise<boolean> {
    const sql = 'UPDATE key SET revoked_at = coalesce(revoked_at, ?) WHERE tenant = ? AND id = ?';
    return (await this.db.run(sql, at, tenant, id)) > 0;
  }

  async touch(id: string, at: Instant): Promise<void> {
    const { greatest } = this.db.dialect;
    const sql = `UPDATE key SET last_used_at = ${greatest}(coalesce(last_used_at, ?), ?) WHERE id = ?`;
    await this.db.run(sql, at, at, id);
  }

  async any(): Promise<boolean> {
    return (await this.db.get('SELECT 1 AS found FROM key LIMIT 1')) !== undefined;
  }

  async clear(): Promise<number> {
    return this.db.run('DELETE FROM key');
  }
}

/** Lets a key end; the conditions stand in the update, so that a revocation that came first wins. */
export function endKey(least: string): string {
  return `UPDATE key SET expires_at = ${least}(coalesce(expires_at, ?), ?)
    WHERE tenant = ? AND id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`;
}

/** @param principal its number */
export function keyRow(key: StoredKey, principal: number | null) {
  return {
    id: key.id,
    tenant: key.tenant,
    hash: key.hash,
    name: key.name,
    scopes: JSON.stringify(key.scopes),
    principal,
    user_id: key.user,
    agent_id: key.agent,
    app: key.app,
    cubes: key.cubes && JSON.stringify(key.cubes),
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
    last_used_at: key.lastUsedAt,
  };
}

export const MAKE_PRINCIPAL = `INSERT INTO principal (tenant, name, kind, role)
  VALUES (?, ?, 'service', 'member') ON CONFLICT DO NOTHING`;
export const FIND_PRINCIPAL = 'SELECT no FROM principal WHERE tenant = ? AND name = ?';

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
