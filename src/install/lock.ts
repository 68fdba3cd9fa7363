import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../errors.js';

const PATIENCE_MS = 15_000;

/** One process at a time. A lock whose owner is gone is taken over. */
export async function withLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const end = Date.now() + PATIENCE_MS;
  while (!take(path)) {
    if (Date.now() > end) throw stillHeld(path);
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeFileSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isLeft(path)) rmSync(path, { force: true });
    return false;
  }
}

/** Whether the process that made it has ended without taking it away. */
function isLeft(path: string): boolean {
  const owner = ownerOf(path);
  if (owner === undefined) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Undefined while it is being written or taken away. */
function ownerOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function stillHeld(path: string): TulvingError {
  return new TulvingError(
    'config_not_edited',
    'Another `tulving install` or `uninstall` is running.',
    {
      remedy: `Wait for it. If there is none, remove ${path}.`,
    },
  );
}
