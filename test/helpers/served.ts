import { onTestFinished } from 'vitest';
import type { Memory } from '../../src/memory.js';
import { type Running, serve } from '../../src/server/serve.js';

import { temporaryMemory } from './temporary-memory.js';

/** A server on a free port; it ends with the test. */
export async function servedMemory(
  memory?: Memory,
  settings: { host?: string; port?: number; allowedOrigins?: string[] } = {},
): Promise<Running> {
  const server = await serve({
    memory: memory ?? (await temporaryMemory()),
    settings: {
      user: 'default',
      allowedHosts: [],
      allowedOrigins: [],
      mcpToolsets: ['memory'],
      timezone: 'UTC',
      host: '127.0.0.1',
      port: 0,
      ...settings,
    },
    version: '0.0.0-test',
    log: () => undefined,
  });
  onTestFinished(() => server.close());
  return server;
}
