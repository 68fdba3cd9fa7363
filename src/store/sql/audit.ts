import type { Instant } from '../../model/time.js';
import type { AuditQuery, AuditStore, StoredAct } from '../audit.js';
import type { Bindable } from './condition.js';
import type { Statements } from './statements.js';

/** Each is one statement, so that both engines have it in common. */
export class SqlAudit implements AuditStore {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async begin(tenant: number, act: Omit<StoredAct, 'no' | 'outcome'>): Promise<number> {
    const { at, action, subject, detail, principal, app, key } = act;
    const [row] = await this.#db.write<{ no: number }>(
      `INSERT INTO audit (tenant, at, action, subject, detail, outcome, principal, app, key)
       VALUES (?, ?, ?, ?, ?, 'begun', ?, ?, ?) RETURNING no`,
      tenant,
      at,
      action,
      subject,
      JSON.stringify(detail),
      principal,
      app,
      key,
    );
    return Number(row?.no);
  }

  async end(no: number, { outcome, subject, detail }: Parameters<AuditStore['end']>[1]) {
    const sql = 'UPDATE audit SET outcome = ?, subject = ?, detail = ? WHERE no = ?';
    await this.#db.run(sql, outcome, subject, JSON.stringify(detail), no);
  }

  async page({ tenant, limit, action, ...query }: AuditQuery): Promise<StoredAct[]> {
    const asked: readonly [string, Bindable | undefined][] = [
      ['principal = ?', query.principal],
      ['key = ?', query.key],
      ['at >= ?', query.since],
      ['at < ?', query.until],
      ['no < ?', query.before],
      // Letters and points only: nothing of it is a pattern.
      ['action LIKE ?', action === undefined ? undefined : `${action}%`],
    ];
    const given = asked.filter(([, value]) => value !== undefined);
    const where = ['tenant = ?', ...given.map(([sql]) => sql)].join(' AND ');
    const rows = await this.#db.all<Omit<StoredAct, 'detail'> & { detail: string }>(
      `SELECT no, at, action, subject, detail, outcome, principal, app, key FROM audit
       WHERE ${where} ORDER BY no DESC LIMIT ?`,
      tenant,
      ...given.map(([, value]) => value as Bindable),
      limit,
    );
    return rows.map((row) => ({
      ...row,
      detail: JSON.parse(row.detail) as StoredAct['detail'],
    }));
  }

  async forget(before: Instant): Promise<number> {
    return this.#db.run('DELETE FROM audit WHERE at < ?', before);
  }
}
