import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { TulvingError } from '../errors.js';

/** For files of the user alone, and for those of a project, which everybody may read. */
export interface Modes {
  file: number;
  folder: number;
}

export const privateModes: Modes = { file: 0o600, folder: 0o700 };
export const sharedModes: Modes = { file: 0o644, folder: 0o755 };

/** As Linux has it. */
const MOST_LINKS = 40;

/** The text with its byte order mark; undefined: there is no such file. */
export function readConfigFile(path: string): string | undefined {
  return orUntouched(path, () => {
    if (!isThere(path)) return undefined;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  });
}

/** Writes all or nothing, by a file beside it. A link stays a link, and a file keeps its mode and owner. */
export function writeConfigFile(path: string, text: string, modes: Modes): void {
  orUntouched(path, () => {
    const before = isThere(path) ? statSync(path) : undefined;
    // Root may write it all the same; but somebody took the permission away on purpose.
    if (before && (before.mode & 0o222) === 0) throw untouched(path, 'it may only be read');
    const target = targetOf(path);
    mkdirSync(dirname(target), { recursive: true, mode: modes.folder });
    replace(target, text, before, modes.file);
  });
}

/** Folders that a write has to make, the outermost first. */
export function missingFolders(path: string): string[] {
  return orUntouched(path, () => missingFrom(dirname(targetOf(path))));
}

/** Removes a file and those of the folders, outermost first, that are empty then. */
export function removeConfigFile(path: string, folders: readonly string[]): void {
  orUntouched(path, () => {
    if (isThere(path)) rmSync(targetOf(path));
    removeEmptyFolders(folders);
  });
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

/** Takes away what a process that was killed had written beside the file; it may hold a key. */
export function sweepBeside(path: string): void {
  const [target] = attempted(() => [targetOf(path)]);
  if (target === undefined) return;
  const start = `${basename(target)}.tulving-`;
  const left = attempted(() => readdirSync(dirname(target))).filter((name) =>
    name.startsWith(start),
  );
  for (const name of left) rmSync(join(dirname(target), name), { force: true });
}

/** Whether others than the owner may read it. */
export function isOpenToOthers(path: string): boolean {
  return process.platform !== 'win32' && isThere(path) && (statSync(path).mode & 0o044) !== 0;
}

/** Says of every error of the file system which file was left as it is, and why. */
export function orUntouched<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (TulvingError.isInstance(error)) throw error;
    throw untouched(path, reasonOf(error), error);
  }
}

/** A folder that cannot be listed now is swept another time. */
function attempted<Item>(work: () => Item[]): Item[] {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined && !TulvingError.isInstance(error))
      throw error;
    return [];
  }
}

/** Devices and pipes are no files: to read from one may wait for ever. */
function isThere(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) {
    throw untouched(path, found.isDirectory() ? 'it is a folder' : 'it is no regular file');
  }
  return found !== undefined;
}

/** Follows links, also one whose target is not there yet. */
function targetOf(path: string, left = MOST_LINKS): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (!isLink) return path;
  if (left === 0) throw untouched(path, reasons['ELOOP'] ?? '');
  return targetOf(resolve(dirname(path), readlinkSync(path)), left - 1);
}

function missingFrom(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })) return [];
  return [...missingFrom(dirname(folder)), folder];
}

function replace(target: string, text: string, before: Stats | undefined, mode: number): void {
  const beside = `${target}.tulving-${randomBytes(6).toString('hex')}`;
  try {
    writeWhole(beside, 'wx', text, before ? 0o600 : mode);
    // Where a new file would not be the same one, the old one is written anew.
    if (before && (before.nlink > 1 || !takesOver(beside, before))) {
      writeWhole(target, 'r+', text, mode);
      rmSync(beside);
    } else renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeWhole(path: string, flag: string, text: string, mode: number): void {
  const file = openSync(path, flag, mode);
  try {
    const bytes = Buffer.from(text);
    writeFileSync(file, bytes);
    if (flag === 'r+') ftruncateSync(file, bytes.length);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Gives it the owner and mode of another. False: this user may not. */
function takesOver(path: string, { uid, gid, mode }: Stats): boolean {
  const now = statSync(path);
  try {
    if (now.uid !== uid || now.gid !== gid) chownSync(path, uid, gid);
    chmodSync(path, mode & 0o7777);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return false;
    throw error;
  }
}

function untouched(path: string, reason: string, cause?: unknown): TulvingError {
  return new TulvingError('config_not_edited', `${path}: ${reason}.`, {
    cause,
    remedy: 'Mend that, or put the entry in by hand: `tulving install <client> --print` shows it.',
  });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no permission for it',
  EPERM: 'this user has no permission for it',
  EROFS: 'the file system may only be read',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ELOOP: 'its links lead in a circle',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8';
  return reasons[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}
