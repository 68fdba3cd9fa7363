import type { PolicyAction, PolicyCriteria } from '../../model/policies.js';
import type { Instant } from '../../model/time.js';
import type { PolicyStore, StoredPolicy } from '../policies.js';
import type { Bindable } from './condition.js';
import type { Statements } from './statements.js';

interface PolicyRow extends Omit<StoredPolicy, 'criteria' | 'enabled'> {
  criteria: string;
  action: PolicyAction;
  enabled: number;
}

const POLICIES = `SELECT id, tenant, name, criteria, action, enabled, created_at AS "createdAt",
  ran_at AS "ranAt", changed, batch FROM policy`;

const columns = ['name', 'criteria', 'action', 'enabled', 'ran_at', 'changed', 'batch'];

/** Nobody else has the name. */
const IS_FREE = `NOT EXISTS (SELECT 1 FROM policy other
  WHERE other.tenant = ? AND other.name = ? AND other.id <> ?)`;

/** Each is one statement, so that both engines have it in common. */
export class SqlPolicies implements PolicyStore {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async list(tenant: number): Promise<StoredPolicy[]> {
    const sql = `${POLICIES} WHERE tenant = ? ORDER BY created_at, id`;
    const rows = await this.#db.all<PolicyRow>(sql, tenant);
    return rows.map(({ criteria, enabled, ...row }) => ({
      ...row,
      criteria: JSON.parse(criteria) as PolicyCriteria,
      enabled: enabled === 1,
    }));
  }

  async add(policy: StoredPolicy): Promise<boolean> {
    const { id, tenant, createdAt } = policy;
    const made = await this.#db.run(
      `INSERT INTO policy (id, tenant, created_at, ${columns.join(', ')})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      id,
      tenant,
      createdAt,
      ...valuesOf(policy),
    );
    return made > 0;
  }

  async change(policy: StoredPolicy): Promise<boolean> {
    const { id, tenant, name } = policy;
    const changed = await this.#db.run(
      `UPDATE policy SET ${columns.map((column) => `${column} = ?`).join(', ')}
       WHERE id = ? AND tenant = ? AND ${IS_FREE}`,
      ...valuesOf(policy),
      id,
      tenant,
      tenant,
      name,
      id,
    );
    return changed > 0;
  }

  async remove(tenant: number, id: string): Promise<boolean> {
    const sql = 'DELETE FROM policy WHERE tenant = ? AND id = ?';
    return (await this.#db.run(sql, tenant, id)) > 0;
  }

  async noteRecalled(memories: readonly number[], at: Instant): Promise<void> {
    const { greatest, isAmongNumbers } = this.#db.dialect;
    await this.#db.run(
      `INSERT INTO recalled (memory, at) SELECT no, ? FROM memory WHERE ${isAmongNumbers('no')}
       ON CONFLICT (memory) DO UPDATE SET at = ${greatest}(recalled.at, excluded.at)`,
      at,
      JSON.stringify(memories),
    );
  }

  async lastRecalled(memories: readonly number[]): Promise<ReadonlyMap<number, Instant>> {
    const rows = await this.#db.all<{ memory: number; at: number }>(
      `SELECT memory, at FROM recalled WHERE ${this.#db.dialect.isAmongNumbers('memory')}`,
      JSON.stringify(memories),
    );
    return new Map(rows.map(({ memory, at }) => [memory, at]));
  }

  async recalledSince(): Promise<Instant> {
    const sql = `SELECT value FROM setting WHERE name = 'recalled_since'`;
    return Number((await this.#db.get<{ value: string }>(sql))?.value ?? 0);
  }
}

function valuesOf(policy: StoredPolicy): Bindable[] {
  const { name, criteria, action, enabled, ranAt, changed, batch } = policy;
  return [name, JSON.stringify(criteria), action, Number(enabled), ranAt, changed, batch];
}
