import { readdir, readFile, readlink } from 'node:fs/promises';

/** A process that has a file open. */
export interface Holder {
  pid: number;
  name: string;
  /** Whether the file it holds is no longer the one at the path. */
  removed: boolean;
}

const REMOVED = ' (deleted)';

/** The other processes that have a file open, as far as we may see. Told on Linux only; elsewhere none is seen. */
export async function holdersOf(path: string): Promise<Holder[]> {
  const names = await ifSeen(readdir('/proc'), []);
  const pids = names.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(pids.map((pid) => holderOf(Number(pid), path)));
  return found.filter((holder) => holder !== undefined);
}

/** `node (71), node (84)`. */
export function shownHolders(holders: readonly Holder[]): string {
  return holders.map(({ pid, name }) => `${name} (${pid})`).join(', ');
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
