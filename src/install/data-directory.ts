import {
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  closeSync,
  realpathSync,
  rmSync,
  rmdirSync,
} from 'node:fs';
import { join } from 'node:path';
import { TulvingError } from '../errors.js';
import { holdersOf, shownHolders } from './holders.js';

const DATABASE = 'tulving.db';

/** Everything that Tulving itself puts there. */
const ours: readonly string[] = [
  DATABASE,
  `${DATABASE}-wal`,
  `${DATABASE}-shm`,
  `${DATABASE}-journal`,
  'backups',
  'exchange',
  'secrets.env',
  'tulving.yaml',
];

/** What a data directory holds. */
export interface DataDirectory {
  path: string;
  files: number;
  bytes: number;
  /** Names that are not ours: they stay, and the directory with them. */
  others: readonly string[];
}

/**
 * Undefined: there is none.
 *
 * @throws TulvingError usage where it is not a data directory, or somebody works in it.
 */
export async function inspectData(path: string): Promise<DataDirectory | undefined> {
  if (!existsSync(path)) return undefined;
  if (!isDatabase(join(path, DATABASE))) {
    throw new TulvingError(
      'usage',
      `${path} is no data directory of Tulving: nothing was removed.`,
      {
        remedy: 'Correct --data, or leave out --with-data.',
      },
    );
  }
  const holders = await holdersOf(realpathSync(join(path, DATABASE)));
  if (holders.length > 0) {
    throw new TulvingError('store_busy', `${path} is open in ${shownHolders(holders)}.`, {
      remedy: 'Stop these first: the server, and clients that have started Tulving.',
    });
  }
  const names = readdirSync(path);
  const sizes = names
    .filter((name) => ours.includes(name))
    .flatMap((name) => sizesBelow(join(path, name)));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const others = names.filter((name) => !ours.includes(name));
  return { path, files: sizes.length, bytes, others };
}

/** Takes away what is ours, by name, and the directory when it is empty then. */
export function removeData({ path }: DataDirectory): void {
  for (const name of ours) rmSync(join(path, name), { recursive: true, force: true });
  if (readdirSync(path).length === 0) rmdirSync(path);
}

/** https://www.sqlite.org/fileformat.html#magic_header_string */
function isDatabase(path: string): boolean {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const header = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    readSync(file, header);
  } finally {
    closeSync(file);
  }
  return header.toString('latin1') === 'SQLite format 3\0';
}

/** In bytes, of every file; links are not followed. */
function sizesBelow(path: string): number[] {
  const found = lstatSync(path);
  if (!found.isDirectory()) return [found.size];
  return readdirSync(path).flatMap((name) => sizesBelow(join(path, name)));
}
