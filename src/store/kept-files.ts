import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const HASH = /^[0-9a-f]{64}$/;
const PART = /^[0-9a-f]{64}\.\d+\.part$/;
/** Nobody writes one file for so long, in ms. */
const LEFT = 3_600_000;

/**
 * Files that memories come from, beside the database, each under its SHA-256. The directory is made with
 * the first of them.
 */
export class KeptFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Durable when it answers. @returns its SHA-256, in hex */
  async keep(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if ((await this.read(sha256)) !== undefined) return sha256;
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const path = this.#path(sha256);
    const part = `${path}.${process.pid}.part`;
    const file = await open(part, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    // A name appears with the whole of its content.
    await rename(part, path);
    return sha256;
  }

  /** Undefined where it is gone. */
  async read(sha256: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.#path(sha256));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async all(): Promise<string[]> {
    return (await this.#names()).filter((name) => HASH.test(name));
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.#directory);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /** What a process has left that ended while it wrote. */
  async removeParts(): Promise<void> {
    for (const name of await this.#names()) {
      if (!PART.test(name)) continue;
      const path = join(this.#directory, name);
      const { mtimeMs } = await statOf(path);
      if (Date.now() - mtimeMs > LEFT) await rm(path, { force: true });
    }
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.#path(sha256), { force: true });
  }

  #path(sha256: string): string {
    if (!HASH.test(sha256)) throw new Error(`${sha256} is no SHA-256`);
    return join(this.#directory, sha256);
  }
}

/** One that is gone by now is as new as can be. */
async function statOf(path: string): Promise<{ mtimeMs: number }> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return { mtimeMs: Infinity };
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
