import {
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  closeSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { TulvingError } from '../errors.js';
import { removeEmptyFolders } from './config-file.js';
import { holdersOf, shownHolders } from './holders.js';

const DATABASE = 'tulving.db';

/** What the store itself keeps there. */
const stored: readonly string[] = [
  DATABASE,
  `${DATABASE}-wal`,
  `${DATABASE}-shm`,
  `${DATABASE}-journal`,
  'restore.json',
];
/** Written by a person, for Tulving alone. */
const settings: readonly string[] = ['secrets.env', 'tulving.yaml'];

const BACKUPS = 'backups';
const ATTACHMENTS = 'attachments';
/** Named by what they hold, those too that were being written when the process ended. */
const attachment = /^[0-9a-f]{64}(?:\.\d+\.part)?$/;
const CONNECTIONS = 'connections';
/** Of a process that serves a client, or did when it was killed. */
const presence = /^\d+\.json(?:\.part)?$/;

const folders: readonly string[] = [BACKUPS, ATTACHMENTS, CONNECTIONS];
/** As the store's migrations call their copies. */
const backup = /^before-migration-from-\d+-.*\.db$/;

/** What a data directory holds. */
export interface DataDirectory {
  path: string;
  /** Names of the files that go, from the directory on. */
  files: readonly string[];
  bytes: number;
  /** Those of them that a person wrote. */
  settings: readonly string[];
  /** Names that are not ours: they stay, and the directory with them. */
  others: readonly string[];
}

/**
 * Undefined: there is none.
 *
 * @param archivesOf names of the archives in a folder that this store made, once it is known to be one
 * @throws TulvingError usage where it is not a data directory, or somebody works in it.
 */
export async function inspectData(
  given: string,
  archivesOf: (database: string, folder: string) => Promise<readonly string[]>,
): Promise<DataDirectory | undefined> {
  if (!existsSync(given)) return undefined;
  const path = realpathSync(given);
  if (!isDatabase(join(path, DATABASE))) {
    throw new TulvingError(
      'usage',
      `${path} is no data directory of Tulving: nothing was removed.`,
      {
        remedy: 'Correct --data, or leave out --with-data.',
      },
    );
  }
  await refuseHolders(path);
  const names = readdirSync(path);
  const own = [...stored, ...settings].filter((name) => isFile(join(path, name)));
  const archives = await archivesOf(join(path, DATABASE), join(path, BACKUPS));
  const files = [
    ...own,
    ...ownIn(path, ATTACHMENTS, (name) => attachment.test(name)),
    ...ownIn(path, CONNECTIONS, (name) => presence.test(name)),
    ...ownIn(path, BACKUPS, (name) => backup.test(name) || archives.includes(name)),
  ];
  const sizes = files.map((name) => lstatSync(join(path, name)).size);
  return {
    path,
    files,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    settings: settings.filter((name) => own.includes(name)),
    others: [
      ...names.filter((name) => !folders.includes(name) && !own.includes(name)),
      ...folders.flatMap((folder) => filesOf(path, folder).filter((name) => !files.includes(name))),
    ],
  };
}

/** Takes away the files named, and folders that are empty then. @throws TulvingError where it is open again */
export async function removeData({ path, files }: DataDirectory): Promise<void> {
  await refuseHolders(path);
  for (const name of files) rmSync(join(path, name), { force: true });
  const there = folders
    .map((name) => join(path, name))
    .filter((folder) => lstatSync(folder, { throwIfNoEntry: false })?.isDirectory());
  removeEmptyFolders([path, ...there]);
}

async function refuseHolders(path: string): Promise<void> {
  const holders = await holdersOf(join(path, DATABASE));
  if (holders.length === 0) return;
  throw new TulvingError('store_busy', `${path} is open in ${shownHolders(holders)}.`, {
    remedy: 'Stop these first: the server, and clients that have started Tulving.',
  });
}

function ownIn(path: string, folder: string, isOwn: (name: string) => boolean): string[] {
  return filesOf(path, folder).filter(
    (name) => name !== folder && isOwn(basename(name)) && isFile(join(path, name)),
  );
}

/** Names of what lies in a folder of the directory, with the folder's; links are not followed. */
function filesOf(path: string, folder: string): string[] {
  const found = lstatSync(join(path, folder), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [folder];
  return readdirSync(join(path, folder)).map((name) => join(folder, name));
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** https://www.sqlite.org/fileformat.html#magic_header_string */
function isDatabase(path: string): boolean {
  if (!isFile(path)) return false;
  const header = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    readSync(file, header);
  } finally {
    closeSync(file);
  }
  return header.toString('latin1') === 'SQLite format 3\0';
}
