import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { TulvingError } from '../../errors.js';
import type { ImportFile } from '../../exchange/source.js';
import { unreadable } from '../input.js';

/** What is not looked into: hidden folders, such as Obsidian's own. */
const HIDDEN = /(?:^|\/)\./;

/** A file, or the notes of a folder with all folders below. */
export async function importFiles(path: string): Promise<ImportFile[]> {
  if (path === '-') {
    const bytes = await buffer(process.stdin);
    return [{ name: 'Standard input', size: bytes.length, open: () => [bytes] }];
  }
  const about = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!about.isDirectory()) return [fileAt(path, path, about.size)];
  const names = (await readdir(path, { recursive: true })).map((name) => name.split(sep).join('/'));
  const notes = names.filter((name) => /\.(?:md|markdown)$/i.test(name) && !HIDDEN.test(name));
  if (notes.length > 0) return notes.toSorted().map((name) => fileAt(join(path, name), name));
  throw new TulvingError('not_found', `There are no Markdown notes in ${relative('', path)}.`, {
    remedy: 'Name a file, or a folder of notes that end in .md.',
  });
}

function fileAt(path: string, name: string, size?: number): ImportFile {
  return { name, size, open: () => createReadStream(path) };
}
