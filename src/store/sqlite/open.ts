import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fold } from '../../language/terms/fold.js';
import { Connection, type Driver, loadDriver } from './driver.js';
import { hasMoved, isBusy, storeError } from './errors.js';
import { migrate, refuseForeign } from './migrate.js';

export const FILE_NAME = 'tulving.db';

export interface Opened {
  connection: Connection;
  path: string;
  schema: number;
}

export interface OpenOptions {
  /** The data directory; made when it is missing. */
  directory: string;
  /** The database refuses to grow beyond this many pages of 4 KiB. */
  pageLimit?: number | undefined;
}

/** Opens the database of a data directory, and makes or migrates it when that is needed. */
export async function openDatabase({ directory, pageLimit }: OpenOptions): Promise<Opened> {
  const driver = await loadDriver();
  const path = join(directory, FILE_NAME);
  try {
    makePrivate(directory, path);
    return await whenFree(() => openOnce(driver, path, { directory, pageLimit }));
  } catch (error) {
    throw storeError(error, `Opening ${path}`);
  }
}

function openOnce(driver: Driver, path: string, { directory, pageLimit }: OpenOptions): Opened {
  const connection = new Connection(new driver.DatabaseSync(path));
  try {
    // Waiting inside SQLite blocks the event loop: long at start-up, short afterwards (WriteQueue).
    connection.exec('PRAGMA busy_timeout = 5000');
    refuseForeign(connection);
    configure(connection, pageLimit);
    const schema = migrate(connection, directory);
    connection.exec('PRAGMA busy_timeout = 20');
    return { connection, path, schema };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Entering WAL mode answers "busy" at once when another process is just leaving it; and a restore may put another
 * database in the place of the one that was opened.
 */
async function whenFree<Result>(work: () => Result): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return work();
    } catch (error) {
      const isPassing = isBusy(error) || hasMoved(error);
      if (!isPassing || tries === 20) throw error;
      await sleep(25 * tries);
    }
  }
}

/**
 * Directory 0700, file 0600: SQLite gives its -wal and -shm files the mode of the database. A file
 * that was copied here may have lost its mode.
 */
function makePrivate(directory: string, path: string): void {
  makeDirectory(resolve(directory));
  closeSync(openSync(path, 'a', 0o600));
  const { mode, uid } = statSync(path);
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(path, 0o600);
}

/** Step by step: `recursive` never ends where a file system answers that a folder it refuses is missing. */
function makeDirectory(path: string): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return;
    throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
  }
  makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function configure(connection: Connection, pageLimit: number | undefined): void {
  connection.exec('PRAGMA journal_mode = WAL');
  // FULL: an acknowledged write survives a power cut; fullfsync makes macOS mean it.
  connection.exec('PRAGMA synchronous = FULL');
  connection.exec('PRAGMA fullfsync = ON');
  connection.define('fold', fold);
  connection.exec('PRAGMA foreign_keys = ON');
  connection.exec('PRAGMA secure_delete = ON');
  connection.exec('PRAGMA temp_store = MEMORY');
  // 24 MiB: more takes as long to import 50,000 memories, and stays in memory for ever.
  connection.exec('PRAGMA cache_size = -24576');
  // What is mapped counts as memory of the process, and was measured to make no search cheaper: 0, 64 or 256 MiB.
  connection.exec('PRAGMA mmap_size = 0');
  if (pageLimit !== undefined) connection.exec(`PRAGMA max_page_count = ${pageLimit}`);
}
