import type { StoredForm } from '../forms.js';
import { formRow, HELD_FORMS, SqlForms } from '../sql/forms.js';
import type { Statements } from '../sql/statements.js';
import { type HeldTrace, whoGoes } from '../sql/traces.js';
import type { ErasedTraces } from '../traces.js';
import type { Connection } from './driver.js';
import type { WriteQueue } from './write-queue.js';

export class SqliteForms extends SqlForms {
  readonly #writes: WriteQueue;

  constructor(db: Statements, writes: WriteQueue) {
    super(db);
    this.#writes = writes;
  }

  /** Writes are done one after the other, erasures among them. */
  async add(form: StoredForm): Promise<void> {
    await this.#writes.run((db) => db.insert('form', formRow(form)));
  }
}

/** Takes out the forms that hold what is being erased. */
export function eraseForms(
  db: Connection,
  tenant: number,
  erased: ErasedTraces & { memories: readonly string[] },
): void {
  const rows = db.all<HeldTrace>(HELD_FORMS, tenant);
  for (const no of whoGoes(rows, erased)) db.run('DELETE FROM form WHERE no = ?', no);
}
