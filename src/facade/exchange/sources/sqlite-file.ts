import { statSync } from 'node:fs';
import { TulvingError } from '../../../errors.js';
import { type Database, loadDriver } from '../../../store/sqlite/driver.js';

type ReadOnly = new (path: string, options: { readOnly: boolean }) => Database;

/** A SQLite file of somebody else's: nothing is written into it. */
export async function openForeign(path: string): Promise<Database> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new TulvingError('not_found', `There is no file ${path}.`, {
      remedy:
        'Name the SQLite file itself; mem0 keeps them in ~/.mem0 unless it is told otherwise.',
    });
  const { DatabaseSync } = await loadDriver();
  try {
    const database = new (DatabaseSync as unknown as ReadOnly)(path, { readOnly: true });
    tablesOf(database);
    return database;
  } catch (error) {
    throw new TulvingError('document_broken', `${path} cannot be read as a SQLite file.`, {
      cause: error,
      remedy:
        'Close the program that writes it, and name the file of the vector store or of the history.',
    });
  }
}

/** Columns of each table by its name. */
export function tablesOf(database: Database): Map<string, Set<string>> {
  const rows = database
    .prepare(
      `SELECT m.name AS name, c.name AS held
       FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`,
    )
    .all() as { name: string; held: string }[];
  const tables = new Map<string, Set<string>>();
  for (const { name, held } of rows) tables.set(name, (tables.get(name) ?? new Set()).add(held));
  return tables;
}
