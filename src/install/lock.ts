import { randomUUID } from 'node:crypto';
import {
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../errors.js';
import { isAlive } from '../processes.js';

const PATIENCE_MS = 15_000;
/** Nobody needs it for so long: then its number has become that of another process. */
const LEFT_AFTER_MS = 120_000;

/** One process at a time. A lock whose owner is gone is taken over. */
export async function withLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const mine = `${process.pid} ${randomUUID()}`;
  const end = Date.now() + PATIENCE_MS;
  while (!take(path, mine)) {
    if (Date.now() > end) throw stillHeld(path);
    await sleep(50);
  }
  try {
    sweep(path);
    return await work();
  } finally {
    if (contentOf(path) === mine) rmSync(path, { force: true });
  }
}

/** A link appears with all that it holds, so nobody ever sees a lock that is half written. */
function take(path: string, mine: string): boolean {
  const beside = besideOf(path);
  try {
    writeFileSync(beside, mine, { flag: 'wx', mode: 0o600 });
    linkSync(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    takeAwayIfLeft(path);
    return false;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Moved first and looked at then: a fresh one of somebody faster is put back. */
function takeAwayIfLeft(path: string): void {
  const seen = contentOf(path);
  if (seen === undefined || !isLeft(path, seen)) return;
  const aside = besideOf(path);
  try {
    renameSync(path, aside);
    if (contentOf(aside) !== seen) linkSync(aside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function besideOf(path: string): string {
  return `${path}.${process.pid}-${randomUUID()}`;
}

/** What processes that were killed while they took the lock have left beside it. */
function sweep(path: string): void {
  const start = `${basename(path)}.`;
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(start));
  for (const name of names) {
    if (!isAlive(Number.parseInt(name.slice(start.length), 10))) {
      rmSync(join(dirname(path), name), { force: true });
    }
  }
}

/** Whether the process that made it has ended without taking it away. */
function isLeft(path: string, content: string): boolean {
  if (!isAlive(Number.parseInt(content, 10))) return true;
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - made > LEFT_AFTER_MS;
}

/** Undefined: it has just been taken away. */
function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
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
