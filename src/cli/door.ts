import type { TulvingClient } from '../client/index.js';
import type { Settings } from '../settings.js';

/** What library and client have in common: commands do not know which of them they talk to. */
export type MemoryDoor = Pick<
  TulvingClient,
  'add' | 'search' | 'get' | 'list' | 'update' | 'delete' | 'history' | 'episode' | 'status'
>;

/** Does something with the server of `--url`, else with the data directory, and closes it again. */
export async function withMemory<Result>(
  { url, data, timezone, residentMegabytes }: Settings,
  work: (memory: MemoryDoor) => Promise<Result>,
): Promise<Result> {
  if (url !== undefined) {
    const { createClient } = await import('../client/index.js');
    return work(createClient({ baseUrl: url }));
  }
  const { createMemory } = await import('../compose.js');
  const memory = await createMemory({ data, timezone, residentMegabytes });
  try {
    return await work(memory);
  } finally {
    await memory.close();
  }
}
