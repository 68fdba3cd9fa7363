import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, loadDriver } from './driver.js';
import { storeError } from './errors.js';
import { migrate } from './migrate.js';

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
  const { DatabaseSync } = await loadDriver();
  const path = join(directory, FILE_NAME);
  const doing = `Opening ${path}`;
  let connection: Connection | undefined;
  try {
    makePrivate(directory, path);
    connection = new Connection(new DatabaseSync(path));
    // Waiting here blocks the event loop, so only start-up waits long; see WriteQueue.
    connection.exec('PRAGMA busy_timeout = 10000');
    configure(connection, pageLimit);
    const schema = migrate(connection, directory);
    connection.exec('PRAGMA busy_timeout = 20');
    return { connection, path, schema };
  } catch (error) {
    connection?.close();
    throw storeError(error, doing);
  }
}

/** Directory 0700, file 0600: SQLite gives its -wal and -shm files the mode of the database. */
function makePrivate(directory: string, path: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}

function configure(connection: Connection, pageLimit: number | undefined): void {
  connection.exec('PRAGMA journal_mode = WAL');
  // FULL: an acknowledged write survives a power cut; fullfsync makes macOS mean it.
  connection.exec('PRAGMA synchronous = FULL');
  connection.exec('PRAGMA fullfsync = ON');
  connection.exec('PRAGMA foreign_keys = ON');
  connection.exec('PRAGMA secure_delete = ON');
  connection.exec('PRAGMA temp_store = MEMORY');
  connection.exec('PRAGMA cache_size = -65536');
  connection.exec('PRAGMA mmap_size = 268435456');
  if (pageLimit !== undefined) connection.exec(`PRAGMA max_page_count = ${pageLimit}`);
}
