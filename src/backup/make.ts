import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MadeBackup, Manifest } from '../model/backups.js';
import { formatInstant, type Instant } from '../model/time.js';
import { storeError } from '../store/sqlite/errors.js';
import { readVersion } from '../version.js';
import { makeFolder, sweep } from './folder.js';
import { ATTACHMENTS, BACKUPS, backupName, CONFIG, DATABASE } from './names.js';
import { ARCHIVE_VERSION, beginsSealed, readArchive } from './read-archive.js';
import { describeDatabase, snapshotSqlite } from './snapshot.js';
import { type Source, writeArchive } from './write-archive.js';

/** One thing to be done in a thread of its own. */
export type BackupTask = MakeTask | VerifyTask;

export interface MakeTask {
  doing: 'make';
  /** The data directory. */
  data: string;
  /** A database that was copied out of PostgreSQL. Default: that of the data directory. */
  database?: string;
  /** A folder, where it gets a name of its own; or the name of a file that is not there. */
  to: { folder: string } | { file: string };
  at: Instant;
  /** Encrypts. */
  passphrase: string | undefined;
}

export interface VerifyTask {
  doing: 'verify';
  path: string;
  passphrase: string | undefined;
}

/** A backup as it was made, and whose it is. */
export type Done = Omit<MadeBackup, 'own'> & { node: string };

export function perform(task: BackupTask): Promise<Done> {
  return task.doing === 'make' ? make(task) : verify(task);
}

/** What comes about in the clear lies in the data directory, never where the archive goes. */
async function make({ data, database, to, at, passphrase }: MakeTask): Promise<Done> {
  const folder = 'folder' in to ? to.folder : dirname(to.file);
  const staging = stagingIn(data, 'making');
  try {
    making(folder, () => {
      if ('folder' in to) makeFolder(folder);
      sweep(folder);
    });
    const snapshot = database ?? join(staging, DATABASE);
    if (database === undefined) await snapshotSqlite(data, snapshot);
    const { node, schema, rows, files } = await describeDatabase(snapshot);
    const encrypted = passphrase !== undefined;
    const path =
      'file' in to ? to.file : join(folder, backupName(node, new Date(at), { encrypted }));
    const manifest = await writeArchive(path, {
      sources: sourcesOf(data, snapshot, files),
      about: {
        format: 'tulving-backup',
        version: ARCHIVE_VERSION,
        made_at: formatInstant(at),
        tulving: readVersion(),
        engine: database === undefined ? 'sqlite' : 'postgres',
        node,
        schema,
        rows,
      },
      passphrase,
    });
    return presented(path, manifest, encrypted);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** @param kind as `sweep` knows it */
export function stagingIn(data: string, kind: 'making' | 'restoring'): string {
  const folder = join(data, BACKUPS);
  return making(folder, () => {
    makeFolder(folder);
    sweep(folder);
    return mkdtempSync(join(folder, `${kind}-${process.pid}-`));
  });
}

async function verify({ path, passphrase }: VerifyTask): Promise<Done> {
  return presented(path, await readArchive(path, { passphrase }), await beginsSealed(path));
}

/** A file of an attachment that was erased after the snapshot is left out. */
function sourcesOf(data: string, snapshot: string, files: readonly string[]): Source[] {
  const beside = [CONFIG, ...files.map((file) => `${ATTACHMENTS}/${file}`)];
  return [
    { name: DATABASE, path: snapshot },
    ...beside
      .map((name) => ({ name, path: join(data, name) }))
      .filter(({ path }) => existsSync(path)),
  ];
}

function presented(path: string, manifest: Manifest, encrypted: boolean): Done {
  const { made_at, rows, schema, tulving, node, parts } = manifest;
  const files = parts.filter(({ name }) => name.startsWith(ATTACHMENTS)).length;
  const bytes = statSync(path).size;
  const name = basename(path);
  return { name, path, made_at, bytes, encrypted, rows, files, schema, tulving, node };
}

function making<Result>(folder: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw storeError(error, `Making ${folder}`);
  }
}
