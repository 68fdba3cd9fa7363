import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Backup } from '../model/backups.js';
import { readName, shortNode } from './names.js';
import { isAlive } from '../processes.js';

const DAY = 86_400_000;
/** What comes about is called so, with the process that makes it; see `make.ts` and `write-archive.ts`. */
const UNFINISHED = [/^making-(\d+)-/, /^restoring-(\d+)-/, /^tulving-.*\.(\d+)\.part$/];

/** Archives in a folder, newest first; of all stores that put theirs there. */
export function archivesIn(folder: string, node: string): Backup[] {
  return namesIn(folder)
    .flatMap((name): Backup[] => {
      const read = readName(name);
      if (!read) return [];
      const stat = statSync(join(folder, name), { throwIfNoEntry: false });
      if (!stat?.isFile()) return [];
      const { made_at, encrypted } = read;
      return [{ name, made_at, bytes: stat.size, encrypted, own: read.node === shortNode(node) }];
    })
    .toSorted((one, other) => (one.made_at < other.made_at ? 1 : -1));
}

/** Makes a folder of our own; what is there keeps its mode. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Of a folder and those that it lies in, what is not there yet; the innermost first. */
export function missingFolders(folder: string): string[] {
  return existsSync(folder) ? [] : [folder, ...missingFolders(dirname(folder))];
}

/** Takes away folders that were made for what has failed, as far as nobody has put anything there since. */
export function dropEmpty(folders: readonly string[]): void {
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
}

/** Takes away what processes have left that were killed meanwhile: it may hold everything in the clear. */
export function sweep(folder: string): void {
  for (const name of namesIn(folder)) {
    const owner = UNFINISHED.map((pattern) => pattern.exec(name)?.[1]).find(Boolean);
    if (owner === undefined || (isAlive(Number(owner)) && !isOld(join(folder, name)))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Then its number has become that of another process. */
function isOld(path: string): boolean {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > DAY;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
