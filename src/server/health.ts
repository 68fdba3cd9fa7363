import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Caller } from '../model/caller.js';
import {
  type Components,
  type DetailedHealth,
  diskHealth,
  overallHealth,
} from '../model/health.js';
import type { Served } from './served.js';

/** Engines whose location is a file of this machine. */
const onDisk = ['sqlite'];

/** What the memory says of itself, and what only its host can tell. */
export async function detailedHealth(
  { memory, version }: Served,
  caller: Caller,
): Promise<DetailedHealth> {
  const inside = await memory.health(caller);
  const components = { ...inside, ...(await disk(inside.store)) };
  return {
    status: overallHealth(components),
    version,
    uptime_s: Math.floor(process.uptime()),
    components,
  };
}

async function disk({
  engine,
  location,
  bytes = 0,
}: Components['store']): Promise<Pick<Components, 'disk'>> {
  if (location === undefined || !onDisk.includes(engine ?? '')) return {};
  const [asked] = await Promise.allSettled([statfs(dirname(location))]);
  if (asked.status === 'rejected') {
    return { disk: { status: 'degraded', cause: String(asked.reason) } };
  }
  const { bavail, bsize } = asked.value;
  return { disk: diskHealth(bavail * bsize, bytes) };
}
