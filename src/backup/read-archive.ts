import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Bytes, isSealed, unseal } from '../archive/seal.js';
import { type Part, unpack } from '../archive/tar.js';
import { TulvingError } from '../errors.js';
import { type Manifest, manifestSchema } from '../model/backups.js';
import { storeError } from '../store/sqlite/errors.js';
import { readMigrations } from '../store/sqlite/migrate.js';
import { MANIFEST } from './names.js';

export interface ReadOptions {
  passphrase: string | undefined;
  /** An empty folder that the files are laid into. Default: they are only looked through. */
  into?: string;
}

/** The description of archives that this version writes. */
export const ARCHIVE_VERSION = 1;
const MOST_MANIFEST = 64 * 1_048_576;

/**
 * Reads an archive to its end and compares every part with what stands first in it.
 *
 * @throws TulvingError archive_damaged, archive_locked, store_newer, not_found
 */
export async function readArchive(path: string, options: ReadOptions): Promise<Manifest> {
  try {
    let manifest: Manifest | undefined;
    const opened = opening(path, options.passphrase);
    await pipeline(createReadStream(path), opened, createGunzip(), async (bytes: Bytes) => {
      manifest = await readParts(bytes, options.into);
    });
    if (!manifest) throw damaged('It holds nothing.');
    return manifest;
  } catch (error) {
    throw told(error, path);
  }
}

/** Decrypts where the file begins as encrypted ones do. */
function opening(path: string, passphrase: string | undefined) {
  return async function* (bytes: Bytes): Bytes {
    if (await beginsSealed(path)) yield* unseal(bytes, passphrase);
    else yield* bytes;
  };
}

/**
 * Before anything else is asked or said of an archive that is not there.
 *
 * @throws TulvingError not_found
 */
export async function refuseMissing(path: string): Promise<void> {
  try {
    await beginsSealed(path);
  } catch (error) {
    throw told(error, path);
  }
}

export async function beginsSealed(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(64) });
    return isSealed(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

async function readParts(bytes: Bytes, into: string | undefined): Promise<Manifest> {
  let manifest: Manifest | undefined;
  let expected: Manifest['parts'] = [];
  for await (const part of unpack(bytes)) {
    if (!manifest) {
      manifest = await readManifest(part);
      expected = [...manifest.parts];
      continue;
    }
    const wanted = expected.shift();
    if (wanted?.name !== part.name || wanted.bytes !== part.size) {
      throw damaged(`${part.name} is not what should follow.`);
    }
    const sha256 = await readPart(part, into);
    if (sha256 !== wanted.sha256) throw damaged(`${part.name} has another checksum.`);
  }
  const [missing] = expected;
  if (!manifest || missing) throw damaged(`It ends before ${missing?.name ?? MANIFEST}.`);
  return manifest;
}

async function readManifest({ name, size, bytes }: Part): Promise<Manifest> {
  if (name !== MANIFEST || size > MOST_MANIFEST) throw notOurs();
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  const value = parsed(Buffer.concat(pieces).toString());
  refuseNewer(value);
  const { success, data, error } = manifestSchema.safeParse(value);
  if (!success) throw new TulvingError('archive_damaged', notOurs().message, { cause: error });
  return data;
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new TulvingError('archive_damaged', notOurs().message, { cause });
  }
}

/** Before anything else is understood of it: a newer one may look otherwise. */
function refuseNewer({ version, schema, tulving }: Record<string, unknown>): void {
  const newest = readMigrations().at(-1)?.number ?? 0;
  if (Number(version) <= ARCHIVE_VERSION && Number(schema) <= newest) return;
  if (typeof version !== 'number' || typeof schema !== 'number') return;
  const detail = `The archive was made by Tulving ${String(tulving)} (schema ${schema}); this one knows up to schema ${newest}.`;
  throw new TulvingError('store_newer', detail, {
    remedy: 'Update Tulving, and restore with that.',
  });
}

/** @returns its SHA-256 */
async function readPart({ name, bytes }: Part, into: string | undefined): Promise<string> {
  const hash = createHash('sha256');
  if (into === undefined) {
    for await (const piece of bytes) hash.update(piece);
    return hash.digest('hex');
  }
  const path = join(into, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of bytes) {
      hash.update(piece);
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

function damaged(detail: string): TulvingError {
  return new TulvingError('archive_damaged', detail);
}

function notOurs(): TulvingError {
  return damaged('It is no backup of Tulving.');
}

function told(error: unknown, path: string): TulvingError {
  if (TulvingError.isInstance(error)) {
    const { code, message, remedy, cause } = error;
    return new TulvingError(code, `${path}: ${message}`, { remedy, cause });
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EISDIR') {
    const options = { cause: error, remedy: '`tulving backup list` shows what there is.' };
    return new TulvingError('not_found', `There is no backup ${path}.`, options);
  }
  if (code?.startsWith('Z_')) {
    const detail = `${path}: It cannot be unfolded: ${message}.`;
    return new TulvingError('archive_damaged', detail, { cause: error });
  }
  return storeError(error, `Reading ${path}`);
}
