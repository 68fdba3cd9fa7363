import type { StoredForm } from '../forms.js';
import { formRow, HELD_FORMS, SqlForms } from '../sql/forms.js';
import type { Statements } from '../sql/statements.js';
import { type HeldTrace, whoGoes } from '../sql/traces.js';
import type { ErasedTraces } from '../traces.js';
import type { Database, Sql } from './driver.js';
import { insert } from './insert.js';
import { waitForErasures } from './traces.js';

export class PostgresForms extends SqlForms {
  readonly #db: Database;

  constructor(statements: Statements, db: Database) {
    super(statements);
    this.#db = db;
  }

  async add(form: StoredForm): Promise<void> {
    await this.#db.transaction(async (sql) => {
      await waitForErasures(sql);
      await insert(sql, 'form', formRow(form));
    });
  }
}

/** Takes out the forms that hold what is being erased; in the turn that `eraseTraces` has waited for. */
export async function eraseForms(
  sql: Sql,
  tenant: number,
  erased: ErasedTraces & { memories: readonly string[] },
): Promise<void> {
  const rows = await sql.all<HeldTrace>(HELD_FORMS, tenant);
  await sql.run('DELETE FROM form WHERE no = ANY(?)', whoGoes(rows, erased));
}
