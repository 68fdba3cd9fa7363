import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TulvingError } from '../errors.js';

/** For files of the user alone, and for those of a project, which everybody may read. */
export interface Modes {
  file: number;
  folder: number;
}

export const privateModes: Modes = { file: 0o600, folder: 0o700 };
export const sharedModes: Modes = { file: 0o644, folder: 0o755 };

/** The text with its byte order mark; undefined: there is no such file. */
export function readConfigFile(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    throw untouched(path, error instanceof TypeError ? 'it is not UTF-8' : reasonOf(error), error);
  }
}

/**
 * Writes all or nothing, by a file beside it. A link stays a link, and a file keeps its mode and
 * owner.
 *
 * @returns the folders that had to be made, the outermost first
 */
export function writeConfigFile(path: string, text: string, modes: Modes): string[] {
  const target = targetOf(path);
  try {
    const before = existsSync(target) ? statSync(target) : undefined;
    // Root may write it all the same; but somebody took the permission away on purpose.
    if (before && (before.mode & 0o222) === 0) throw untouched(path, 'it may only be read');
    const made = makeFolders(dirname(target), modes.folder);
    replace(target, text, before, modes.file);
    return made;
  } catch (error) {
    if (TulvingError.isInstance(error)) throw error;
    throw untouched(path, reasonOf(error), error);
  }
}

/** Removes a file and those of the folders, outermost first, that are empty then. */
export function removeConfigFile(path: string, folders: readonly string[]): void {
  try {
    rmSync(targetOf(path), { force: true });
    removeEmptyFolders(folders);
  } catch (error) {
    throw untouched(path, reasonOf(error), error);
  }
}

export function removeEmptyFolders(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
      if (code !== 'ENOENT') throw error;
    }
  }
}

/** Follows links, also one whose target is not there yet. */
function targetOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? targetOf(resolve(dirname(path), readlinkSync(path))) : path;
}

function makeFolders(folder: string, mode: number): string[] {
  if (existsSync(folder)) return [];
  const made = makeFolders(dirname(folder), mode);
  mkdirSync(folder, { mode });
  return [...made, folder];
}

function replace(target: string, text: string, before: Stats | undefined, mode: number): void {
  const beside = `${target}.tulving-${randomBytes(6).toString('hex')}`;
  try {
    const file = openSync(beside, 'wx', before ? 0o600 : mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (before) keepOwner(beside, before);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function keepOwner(path: string, { uid, gid, mode }: Stats): void {
  const now = statSync(path);
  if (now.uid !== uid || now.gid !== gid) chownSync(path, uid, gid);
  chmodSync(path, mode & 0o7777);
}

function untouched(path: string, reason: string, cause?: unknown): TulvingError {
  return new TulvingError('config_not_edited', `${path} was left as it is: ${reason}.`, {
    cause,
    remedy: 'Mend that, or put the entry in by hand: `tulving install <client> --print` shows it.',
  });
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, string>> = {
    EACCES: 'this user has no permission for it',
    EPERM: 'this user has no permission for it',
    EROFS: 'the file system may only be read',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full',
  };
  return known[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}
