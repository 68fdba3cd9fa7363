import { existsSync, realpathSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { ok, type Outcome, skipped, warning } from './check.js';

/** A process that has the database open. */
interface Holder {
  pid: number;
  name: string;
  /** Whether the file it holds is no longer the one in the directory. */
  removed: boolean;
}

const REMOVED = ' (deleted)';

/** Several processes on one data directory are normal; one that holds a removed file is not. */
export async function judgeHolders(path: string): Promise<Outcome> {
  if (process.platform !== 'linux') return skipped('this is told on Linux only');
  if (!existsSync(path)) return skipped('there is no database yet');
  const holders = await holdersOf(realpathSync(path));
  const told = holders.map(({ pid, name }) => `${name} (${pid})`).join(', ');
  if (holders.length === 0) return ok('no other process that we may see has it open');
  const lost = holders.filter(({ removed }) => removed).map(({ pid }) => pid);
  if (lost.length === 0) return ok(`open in ${told}`);
  return warning(
    `open in ${told}; the file of ${lost.join(', ')} was removed or replaced meanwhile`,
    'Restart these processes: what they write is not in the directory.',
  );
}

async function holdersOf(path: string): Promise<Holder[]> {
  const names = await readdir('/proc');
  const pids = names.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(pids.map((pid) => holderOf(Number(pid), path)));
  return found.filter((holder) => holder !== undefined);
}

async function holderOf(pid: number, path: string): Promise<Holder | undefined> {
  const files = await ifSeen(readdir(`/proc/${pid}/fd`), []);
  const targets = await Promise.all(
    files.map((file) => ifSeen(readlink(`/proc/${pid}/fd/${file}`), '')),
  );
  const mine = targets.filter((target) => target === path || target === path + REMOVED);
  if (mine.length === 0) return undefined;
  const name = (await ifSeen(readFile(`/proc/${pid}/comm`, 'utf8'), '?')).trim();
  return { pid, name, removed: mine.every((target) => target.endsWith(REMOVED)) };
}

/** Processes of others are closed to us, and any may end while we look. */
async function ifSeen<Value>(asked: Promise<Value>, otherwise: Value): Promise<Value> {
  const [answer] = await Promise.allSettled([asked]);
  return answer.status === 'fulfilled' ? answer.value : otherwise;
}
