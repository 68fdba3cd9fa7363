import { onTestFinished } from 'vitest';
import { type ClientOptions, createClient, type TulvingClient } from '../../src/client/index.js';
import type { MemoryOptions } from '../../src/compose.js';
import type { Memory } from '../../src/memory.js';
import { type Running, serve, type ServeOptions } from '../../src/server/serve.js';
import { temporaryMemory } from './temporary-memory.js';

export interface Listening extends Running {
  memory: Memory;
  log: string[];
  client(options?: Partial<ClientOptions>): TulvingClient;
}

/** A server on a free port, over a memory of its own, that ends with the test. */
export async function listening(
  {
    settings,
    ...served
  }: Partial<Omit<ServeOptions, 'settings'>> & {
    settings?: Partial<ServeOptions['settings']>;
  } = {},
  options: MemoryOptions = {},
): Promise<Listening> {
  const memory = served.memory ?? (await temporaryMemory(options));
  const log: string[] = [];
  const running = await serve({
    memory,
    version: '0.0.0-test',
    log: (level, event, fields) => void log.push(JSON.stringify({ level, event, ...fields })),
    ...served,
    settings: {
      host: '127.0.0.1',
      port: 0,
      user: 'default',
      allowedHosts: [],
      allowedOrigins: [],
      mcpToolsets: ['memory'],
      timezone: 'UTC',
      ...settings,
    },
  });
  onTestFinished(() => running.close());
  const client = (more = {}) => createClient({ baseUrl: running.url, ...more });
  return { ...running, memory, log, client };
}
