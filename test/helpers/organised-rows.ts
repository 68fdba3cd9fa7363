import { newId } from '../../src/model/ids.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { Connection, loadDriver } from '../../src/store/sqlite/driver.js';
import { changeSet } from '../../src/testing/index.js';
import { join } from 'node:path';

/** Puts a row into each table of what is drawn, decided and counted beside memories, in a closed data directory. */
export async function organiseFiles(data: string, memory: string): Promise<void> {
  const store = await openSqliteStore({ directory: data });
  const ref = (name: string) => ({ name, kind: null, aliases: [`${name}!`] });
  const [ada, oslo] = [ref('Ünal'), ref('Oslo')];
  const relations = [{ from: ada, kind: 'lives_in', to: oslo, validFrom: 5, validTo: null }];
  const of = { cube: 'user:Ünal', user: 'Ünal', note: { share: 0.5 } };
  await store.commit(
    changeSet({
      graph: [{ memory, mentions: [ada], relations }],
      batch: { id: newId(), kind: 'extract', ...of },
    }),
  );
  await store.close();
  await withFile(data, (db) => {
    const no = db.get<{ no: number }>('SELECT no FROM memory WHERE id = ?', memory)?.no ?? 0;
    const row = { tenant: 1, memory: no, at: 7 };
    db.insert('review', { id: newId(), ...row, kind: 'quarantine', other: null, reasons: 'junk' });
    db.insert('feedback', { id: newId(), ...row, verdict: 'wrong', reason: 'Nobody said so.' });
    db.insert('profile', { tenant: 1, user_id: 'Ünal', cube: 1, body: '{}', change_seq: 3, at: 7 });
    db.insert('cube_setting', { cube: 1, name: 'instructions', value: '"Kurz."' });
    const day = { tenant: 1, day: 20_000, role: 'llm', model: 'fake' };
    db.insert('model_usage', { ...day, calls: 2, failures: 1, input: 30, output: 4 });
    db.insert('job_pause', { tenant: 1, kind: '', cause: 'budget', until: 9, at: 7 });
    const file = { sha256: 'ab'.repeat(32), media_type: 'image/png', name: 'Café.png', bytes: 12 };
    db.insert('attachment', { id: newId(), episode: 1, ...file });
  });
}

export async function withFile(data: string, work: (db: Connection) => void): Promise<void> {
  const { DatabaseSync } = await loadDriver();
  const db = new Connection(new DatabaseSync(join(data, 'tulving.db')));
  work(db);
  db.close();
}
