import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Bytes, seal } from '../archive/seal.js';
import { pack, type Part } from '../archive/tar.js';
import { TulvingError } from '../errors.js';
import type { Manifest } from '../model/backups.js';
import { storeError } from '../store/sqlite/errors.js';
import { MANIFEST } from './names.js';

/** A file that goes into an archive. */
export interface Source {
  name: string;
  path: string;
}

export interface ArchiveOptions {
  sources: readonly Source[];
  /** All of the manifest but the parts, which the sources tell. */
  about: Omit<Manifest, 'parts'>;
  passphrase: string | undefined;
}

/**
 * Writes an archive beside its name, and gives it the name when all of it is on the disk. What is at
 * the name already stays, and is refused.
 */
export async function writeArchive(
  path: string,
  { sources, about, passphrase }: ArchiveOptions,
): Promise<Manifest> {
  const part = `${path}.${process.pid}.part`;
  try {
    const manifest: Manifest = { ...about, parts: [] };
    for (const source of sources) manifest.parts.push(await described(source));
    await writeWhole(part, partsOf(manifest, sources), passphrase);
    if (existsSync(path)) throw new TulvingError('usage', `${path} is there already.`);
    await rename(part, path);
    await flushFolder(dirname(path));
    return manifest;
  } catch (error) {
    await rm(part, { force: true });
    throw storeError(error, `Writing ${path}`);
  }
}

async function writeWhole(
  path: string,
  parts: AsyncIterable<Part>,
  passphrase: string | undefined,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    const encrypted = (bytes: Bytes) =>
      passphrase === undefined ? bytes : seal(bytes, passphrase);
    await pipeline(pack(parts), createGzip(), encrypted, async (bytes: Bytes) => {
      for await (const piece of bytes) await file.writeFile(piece);
    });
    await file.sync();
  } finally {
    await file.close();
  }
}

async function* partsOf(manifest: Manifest, sources: readonly Source[]): AsyncGenerator<Part> {
  const head = Buffer.from(JSON.stringify(manifest));
  yield { name: MANIFEST, size: head.length, bytes: once(head) };
  for (const [at, { name, path }] of sources.entries()) {
    yield { name, size: manifest.parts[at]?.bytes ?? 0, bytes: createReadStream(path) };
  }
}

async function* once(bytes: Uint8Array): Bytes {
  yield bytes;
}

async function described({ name, path }: Source): Promise<Manifest['parts'][number]> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return { name, bytes: statSync(path).size, sha256: hash.digest('hex') };
}

/** So that the name outlives a power cut; Windows does it by itself, and has no such call. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
