import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { typeOfName } from '../ingest/read/types.js';
import { unreadable } from './input.js';

/** A file to add. */
export interface FoundFile {
  path: string;
  /** From where the command runs, with `/`; of what lies elsewhere, from the folder that was named. */
  name: string;
  bytes: number;
}

/** What is not looked into: hidden folders, and what programs fetch or make. */
const PASSED_BY = /^(?:\.|node_modules$|__pycache__$|__MACOSX$)/;

/**
 * The files that paths stand for, in order. Of a folder, those whose names promise a type that is
 * read, in all folders below; links are not followed, so that none is met twice.
 */
export async function filesOf(
  paths: readonly string[],
): Promise<{ files: FoundFile[]; passedBy: number }> {
  const files: FoundFile[] = [];
  let passedBy = 0;
  for (const path of paths) {
    const about = await statOf(path);
    if (!about.isDirectory()) {
      files.push({ path, name: nameOf(path, basename(path)), bytes: about.size });
      continue;
    }
    for await (const below of filesBelow(path)) {
      if (typeOfName(below) === undefined) passedBy += 1;
      else {
        const named = join(basename(resolve(path)), relative(path, below));
        files.push({ path: below, name: nameOf(below, named), bytes: (await statOf(below)).size });
      }
    }
  }
  return { files, passedBy };
}

/** The same file has the same name, whether it was named itself or a folder that it lies in. */
function nameOf(path: string, elsewhere: string): string {
  const below = relative('', path);
  const isBelow = !below.startsWith('..') && !isAbsolute(below);
  return (isBelow ? below : elsewhere).split(sep).join('/');
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (PASSED_BY.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

export async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}
