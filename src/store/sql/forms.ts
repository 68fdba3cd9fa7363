import type { Instant } from '../../model/time.js';
import type { FormQuery, FormStore, StoredForm } from '../forms.js';
import { join } from './condition.js';
import type { Statements } from './statements.js';

interface FormRow extends Omit<StoredForm, 'holds' | 'body'> {
  holds: string;
  body: string;
}

const FORM = 'SELECT id, tenant, batch, at, holds, body FROM form';

/** The forms of a tenant, for `whoGoes`. */
export const HELD_FORMS = 'SELECT no, holds, body FROM form WHERE tenant = ?';

export abstract class SqlForms implements FormStore {
  protected readonly db: Statements;

  constructor(db: Statements) {
    this.db = db;
  }

  abstract add(form: StoredForm): Promise<void>;

  async get(tenant: number, id: string): Promise<StoredForm | undefined> {
    const row = await this.db.get<FormRow>(`${FORM} WHERE tenant = ? AND id = ?`, tenant, id);
    return row && formOf(row);
  }

  async list({ tenant, batch, limit }: FormQuery): Promise<StoredForm[]> {
    const { sql, parameters } = join([['batch = ?', batch]]);
    const rows = await this.db.all<FormRow>(
      `${FORM} WHERE tenant = ? ${sql} ORDER BY no DESC LIMIT ?`,
      tenant,
      ...parameters,
      limit,
    );
    return rows.map(formOf);
  }

  async fill({ tenant, id, body }: Pick<StoredForm, 'tenant' | 'id' | 'body'>): Promise<boolean> {
    const sql = 'UPDATE form SET body = ? WHERE tenant = ? AND id = ?';
    return (await this.db.run(sql, JSON.stringify(body), tenant, id)) > 0;
  }

  forget(before: Instant): Promise<number> {
    return this.db.run('DELETE FROM form WHERE at < ?', before);
  }
}

export function formRow({ holds, body, ...row }: StoredForm) {
  return { ...row, holds: JSON.stringify(holds), body: JSON.stringify(body) };
}

function formOf({ holds, body, ...row }: FormRow): StoredForm {
  return {
    ...row,
    holds: JSON.parse(holds) as StoredForm['holds'],
    body: JSON.parse(body) as object,
  };
}
