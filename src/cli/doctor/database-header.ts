import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { loadDriver } from '../../store/sqlite/driver.js';
import { storeError } from '../../store/sqlite/errors.js';
import { readMigrations } from '../../store/sqlite/migrate.js';

/** What the first 100 bytes of a database tell (https://sqlite.org/fileformat.html). */
export interface DatabaseHeader {
  isSqlite: boolean;
  /** 0: nothing has been made in it yet. */
  schema: number;
  /** What this version of Tulving makes of it. */
  newest: number;
  /** Write-ahead log while somebody has it open; at rest Tulving leaves one file. */
  journal: 'write-ahead log' | 'rollback';
}

const MAGIC = 'SQLite format 3\0';
const LENGTH = 100;
const WRITE_VERSION = 18;
const USER_VERSION = 60;
const WAL = 2;

/** How long another process may hold the whole database, in ms. */
const PATIENCE = 1_000;

export async function readHeader(path: string): Promise<DatabaseHeader> {
  const newest = readMigrations().at(-1)?.number ?? 0;
  const bytes = Buffer.alloc(LENGTH);
  const file = await open(path);
  try {
    const { bytesRead } = await file.read(bytes, 0, LENGTH, 0);
    const isEmpty = bytesRead === 0;
    const isSqlite = isEmpty || bytes.toString('latin1', 0, MAGIC.length) === MAGIC;
    return {
      isSqlite,
      schema: isSqlite && hasLog(path) ? await askSchema(path) : bytes.readUInt32BE(USER_VERSION),
      newest,
      journal: bytes[WRITE_VERSION] === WAL ? 'write-ahead log' : 'rollback',
    };
  } finally {
    await file.close();
  }
}

/** The header is as of the last checkpoint; a newer one may be in the log. */
function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** @throws TulvingError */
async function askSchema(path: string): Promise<number> {
  const { DatabaseSync } = await loadDriver();
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
    return Number(row.user_version);
  } catch (error) {
    throw storeError(error, `Reading ${path}`);
  } finally {
    database.close();
  }
}
