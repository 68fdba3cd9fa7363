import type { StoredRule } from '../../model/rules.js';
import type { RuleStore } from '../rules.js';
import type { Statements } from './statements.js';

const RULE = `SELECT id, subject_kind AS "subjectKind", subject, object_kind AS "objectKind", object,
  effect, action, created_at AS "createdAt" FROM rule`;

export class SqlRules implements RuleStore {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  /** Numbers are never given twice, so that no two states of the table have both in common. */
  async revision(tenant: number): Promise<string> {
    const sql = 'SELECT count(*) AS n, coalesce(max(no), 0) AS last FROM rule WHERE tenant = ?';
    const row = await this.#db.get<{ n: number; last: number }>(sql, tenant);
    return `${row?.n ?? 0}/${row?.last ?? 0}`;
  }

  async list(tenant: number): Promise<StoredRule[]> {
    const rows = await this.#db.all<StoredRule>(`${RULE} WHERE tenant = ? ORDER BY no`, tenant);
    return rows.map(ruleOf);
  }

  async add(tenant: number, rules: readonly StoredRule[]): Promise<StoredRule[]> {
    const kept: StoredRule[] = [];
    for (const rule of rules) {
      const { id, subjectKind, subject, objectKind, object, effect, action, createdAt } = rule;
      const said = [tenant, subjectKind, subject, objectKind, object ?? '', effect, action];
      await this.#db.run(
        `INSERT INTO rule (id, created_at, tenant, subject_kind, subject, object_kind, object, effect, action)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        id,
        createdAt,
        ...said,
      );
      const row = await this.#db.get<StoredRule>(
        `${RULE} WHERE tenant = ? AND subject_kind = ? AND subject = ? AND object_kind = ?
           AND object = ? AND effect = ? AND action = ?`,
        ...said,
      );
      if (row) kept.push(ruleOf(row));
    }
    return kept;
  }

  async remove(tenant: number, id: string): Promise<boolean> {
    return (await this.#db.run('DELETE FROM rule WHERE tenant = ? AND id = ?', tenant, id)) > 0;
  }
}

function ruleOf(row: StoredRule): StoredRule {
  return { ...row, object: row.object === '' ? null : row.object };
}
