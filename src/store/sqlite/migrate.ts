import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TulvingError } from '../../errors.js';
import type { Connection } from './driver.js';

/** "Tulv" in ASCII: tells our files from other SQLite databases. */
const APPLICATION_ID = 0x54756c76;

/** Folder of copies made before a migration, and what they are called. */
export const BACKUPS = 'backups';
export const COPY_NAME = /^before-migration-from-\d+-.*\.db$/;

export interface Migration {
  number: number;
  name: string;
  sql: string;
}

export interface MigrationStatus {
  /** 0: nothing of ours is there. */
  found: number;
  missing: readonly Migration[];
}

/** The numbered SQL files, oldest first. */
export function readMigrations(): Migration[] {
  const folder = fileURLToPath(new URL('./migrations/', import.meta.url));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => ({
      number: Number.parseInt(file, 10),
      name: file,
      sql: readFileSync(join(folder, file), 'utf8'),
    }));
}

/**
 * Brings the database to the newest schema. Before an older one is changed, a copy is laid into
 * `backups/`.
 *
 * @returns the number of the schema
 */
export function migrate(
  connection: Connection,
  directory: string,
  all: readonly Migration[] = readMigrations(),
): number {
  const newest = all.at(-1)?.number ?? 0;
  const found = schemaNumber(connection);
  if (found === newest) return newest;
  if (found > 0) copyAside(connection, directory, found);
  applyMissing(connection, all);
  return newest;
}

/** What a database has of the schema, and what it lacks; changes nothing. */
export function migrationStatus(
  connection: Connection,
  all: readonly Migration[] = readMigrations(),
): MigrationStatus {
  refuseForeign(connection);
  const found = schemaNumber(connection);
  return { found, missing: all.filter(({ number }) => number > found) };
}

/** Throws before anything is written when the file is not ours or is newer than we are. */
export function refuseForeign(connection: Connection): void {
  const application = connection.get<{ application_id: number }>('PRAGMA application_id');
  const tables = connection.get<{ n: number }>('SELECT count(*) AS n FROM sqlite_schema');
  judge({
    schema: schemaNumber(connection),
    application: application?.application_id,
    isEmpty: (tables?.n ?? 0) === 0,
  });
}

/**
 * The same by the header of a file (https://sqlite.org/fileformat2.html#the_database_header), without SQLite:
 * one of the drivers keeps a database open for a while once a statement was prepared. What has a log is not judged,
 * since its newest header may lie there.
 */
export function refuseForeignFile(path: string): void {
  // Of what is no file SQLite tells.
  if (existsSync(`${path}-wal`) || !statSync(path).isFile()) return;
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header) < HEADER_BYTES) return;
  } finally {
    closeSync(file);
  }
  judge({
    schema: header.readUInt32BE(SCHEMA_AT),
    application: header.readUInt32BE(APPLICATION_AT),
    isEmpty: false,
  });
}

const HEADER_BYTES = 100;
const SCHEMA_AT = 60;
const APPLICATION_AT = 68;

/** What a database says of itself. */
interface Described {
  schema: number;
  application: number | undefined;
  isEmpty: boolean;
}

function judge({ schema, application, isEmpty }: Described): void {
  const newest = readMigrations().at(-1)?.number ?? 0;
  if (schema > newest) {
    const detail = `The database has schema ${schema}; this version of Tulving knows up to ${newest}.`;
    throw new TulvingError('store_newer', detail);
  }
  if (!isEmpty && application !== APPLICATION_ID) {
    throw new TulvingError('store_damaged', 'tulving.db is a database of another program.');
  }
}

function schemaNumber(connection: Connection): number {
  return connection.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

/** `VACUUM INTO` writes a consistent copy while others read and write. */
function copyAside(connection: Connection, directory: string, from: number): void {
  const folder = join(directory, BACKUPS);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const copy = join(folder, `before-migration-from-${from}-${time}.db`);
  connection.run('VACUUM INTO ?', copy);
  chmodSync(copy, 0o600);
}

/** All in one transaction; another process may have been faster, so the number is read again inside. */
function applyMissing(connection: Connection, all: readonly Migration[]): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const done = schemaNumber(connection);
    for (const migration of all.filter(({ number }) => number > done)) {
      connection.exec(migration.sql);
      connection.exec(`PRAGMA user_version = ${migration.number}`);
    }
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    connection.exec('COMMIT');
  } catch (error) {
    connection.exec('ROLLBACK');
    throw error;
  }
}
