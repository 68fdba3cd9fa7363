import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** In the order of what is smallest; `scripts/precompress.mjs` writes them. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

export interface BuiltFile {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  encoding: string | undefined;
}

/** A file of the app in the smallest form that the browser takes; undefined where there is none. */
export async function builtFile(
  folder: string,
  name: string,
  accepted = '',
): Promise<BuiltFile | undefined> {
  const type = types[extname(name)];
  if (type === undefined) return undefined;
  const taken = accepted.split(',').map((one) => one.split(';')[0]?.trim());
  for (const [encoding, suffix] of encodings) {
    const body = taken.includes(encoding) ? await read(join(folder, name + suffix)) : undefined;
    if (body) return { body, type, encoding };
  }
  const body = await read(join(folder, name));
  return body && { body, type, encoding: undefined };
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
