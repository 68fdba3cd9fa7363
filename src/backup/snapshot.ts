import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { copyTables, words } from '../store/copy/tables.js';
import { Connection, loadDriver } from '../store/sqlite/driver.js';
import { storeError } from '../store/sqlite/errors.js';
import { refuseForeign } from '../store/sqlite/migrate.js';
import { DATABASE } from './names.js';

/** What a store says of itself. */
export interface Described {
  node: string;
  schema: number;
  rows: Record<string, number>;
  /** SHA-256 of the files that its attachments name. */
  files: string[];
}

/**
 * Writes one moment of a database into a new file, while others go on writing. It blocks its thread,
 * so it is for a thread of its own.
 */
export async function snapshotSqlite(directory: string, to: string): Promise<void> {
  const db = await connect(join(directory, DATABASE));
  try {
    refuseForeign(db);
    // The copy has no free pages, so nothing of what was deleted.
    db.run('VACUUM INTO ?', to);
    chmodSync(to, 0o600);
  } catch (error) {
    throw storeError(error, `Copying ${directory}`);
  } finally {
    db.close();
  }
}

/** Reads a database that nobody else has open, of any schema that is known. */
export async function describeDatabase(path: string): Promise<Described> {
  const db = await connect(path);
  try {
    refuseForeign(db);
    const node = db.get<{ value: string }>("SELECT value FROM setting WHERE name = 'node'");
    const schema = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
    const rows = rowsOf(db);
    const named = 'SELECT DISTINCT sha256 FROM attachment ORDER BY sha256';
    const files = rows['attachment'] ? db.all<{ sha256: string }>(named) : [];
    return { node: node?.value ?? '', schema, rows, files: files.map(({ sha256 }) => sha256) };
  } catch (error) {
    throw storeError(error, `Reading ${path}`);
  } finally {
    db.close();
  }
}

function rowsOf(db: Connection): Record<string, number> {
  const there = new Set(
    db.all<{ name: string }>('SELECT name FROM sqlite_schema').map(({ name }) => name),
  );
  const rows: Record<string, number> = {};
  for (const { name } of copyTables) {
    if (name === words.name || !there.has(name)) continue;
    const count = db.get<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)?.n ?? 0;
    if (count > 0) rows[name] = count;
  }
  return rows;
}

export async function connect(path: string): Promise<Connection> {
  const { DatabaseSync } = await loadDriver();
  const db = new Connection(new DatabaseSync(path));
  db.exec('PRAGMA busy_timeout = 5000');
  return db;
}
