import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress, gzip } from 'node:zlib';

/** The build lays the app beside the server. */
export const BUILT = fileURLToPath(new URL('../../../dist/dashboard/', import.meta.url));

export const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const compressible = /^text|json|svg/;
const compress = promisify(gzip);
const decompress = promisify(brotliDecompress);

export interface BuiltFile {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  encoding: string | undefined;
}

/**
 * A file of the app as small as the browser takes it; undefined where there is none. Browsers ask for Brotli over
 * HTTPS and on this machine, and `scripts/precompress.mjs` has left most files in it alone; elsewhere for gzip, made
 * here, once for each of them, since they keep the file.
 */
export async function builtFile(
  folder: string,
  name: string,
  accepted = '',
): Promise<BuiltFile | undefined> {
  const type = types[extname(name)];
  if (type === undefined) return undefined;
  const taken = accepted.split(',').map((one) => one.split(';')[0]?.trim());
  const small = await read(join(folder, `${name}.br`));
  if (small && taken.includes('br')) return { body: small, type, encoding: 'br' };
  const body = small ? new Uint8Array(await decompress(small)) : await read(join(folder, name));
  if (!body || !taken.includes('gzip') || !compressible.test(type)) {
    return body && { body, type, encoding: undefined };
  }
  return { body: new Uint8Array(await compress(body)), type, encoding: 'gzip' };
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
