import { readdir, readFile, readlink } from 'node:fs/promises';

/** Which other processes have a file open, as `name (pid)`. Told on Linux only; elsewhere none is seen. */
export async function holdersOf(path: string): Promise<string[]> {
  const names = await ifSeen(readdir('/proc'), []);
  const pids = names.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(pids.map((pid) => holderOf(pid, path)));
  return found.filter((holder) => holder !== undefined);
}

async function holderOf(pid: string, path: string): Promise<string | undefined> {
  const files = await ifSeen(readdir(`/proc/${pid}/fd`), []);
  const targets = await Promise.all(
    files.map((file) => ifSeen(readlink(`/proc/${pid}/fd/${file}`), '')),
  );
  if (!targets.includes(path)) return undefined;
  return `${(await ifSeen(readFile(`/proc/${pid}/comm`, 'utf8'), '?')).trim()} (${pid})`;
}

/** Processes of others are closed to us, and any may end while we look. */
async function ifSeen<Value>(asked: Promise<Value>, otherwise: Value): Promise<Value> {
  const [answer] = await Promise.allSettled([asked]);
  return answer.status === 'fulfilled' ? answer.value : otherwise;
}
