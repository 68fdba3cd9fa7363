import type { TulvingClient } from '../client/index.js';
import type { MemoryOptions } from '../compose.js';
import type { Memory } from '../memory.js';
import type { Settings } from '../settings.js';
import { usage } from './input.js';

/** What library and client have in common: commands do not know which of them they talk to. */
export type MemoryDoor = Pick<
  TulvingClient,
  | 'add'
  | 'search'
  | 'get'
  | 'list'
  | 'update'
  | 'delete'
  | 'restore'
  | 'merge'
  | 'erase'
  | 'eraseEpisode'
  | 'eraseScope'
  | 'history'
  | 'episode'
  | 'status'
  | 'keys'
  | 'jobs'
>;

/** Does something with the server of `--url`, else with the data directory, and closes it again. */
export async function withMemory<Result>(
  settings: Settings,
  work: (memory: MemoryDoor) => Promise<Result>,
): Promise<Result> {
  const { url, apiKey } = settings;
  if (url !== undefined) {
    const { createClient } = await import('../client/index.js');
    return work(createClient({ baseUrl: url, ...(apiKey !== undefined && { apiKey }) }));
  }
  return withLocalMemory(settings, work);
}

/** What only the data directory itself can do. */
export async function withLocalMemory<Result>(
  settings: Settings,
  work: (memory: Memory) => Promise<Result>,
): Promise<Result> {
  if (settings.url !== undefined) {
    throw usage('This works on the data directory: leave out --url, and name it with --data.');
  }
  const { createMemory } = await import('../compose.js');
  const memory = await createMemory(memoryOptions(settings));
  try {
    return await work(memory);
  } finally {
    await memory.close();
  }
}

/** What the settings say of the memory itself. */
export function memoryOptions(settings: Settings): MemoryOptions {
  const { data, timezone, residentMegabytes, ttlDays, undoDays, memoryQuota, secrets } = settings;
  return { data, timezone, residentMegabytes, ttlDays, undoDays, memoryQuota, secrets };
}
