import { open } from 'node:fs/promises';
import { readMigrations } from '../../store/sqlite/migrate.js';

/** What the first 100 bytes of a database tell without opening it (https://sqlite.org/fileformat.html). */
export interface DatabaseHeader {
  isSqlite: boolean;
  /** As of the last checkpoint. 0: nothing has been made in it yet. */
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

export async function readHeader(path: string): Promise<DatabaseHeader> {
  const newest = readMigrations().at(-1)?.number ?? 0;
  const bytes = Buffer.alloc(LENGTH);
  const file = await open(path);
  try {
    const { bytesRead } = await file.read(bytes, 0, LENGTH, 0);
    const isEmpty = bytesRead === 0;
    return {
      isSqlite: isEmpty || bytes.toString('latin1', 0, MAGIC.length) === MAGIC,
      schema: bytes.readUInt32BE(USER_VERSION),
      newest,
      journal: bytes[WRITE_VERSION] === WAL ? 'write-ahead log' : 'rollback',
    };
  } finally {
    await file.close();
  }
}
