import { expect } from 'vitest';
import type { MemoryOptions } from '../../src/compose.js';
import type { Memory } from '../../src/memory.js';
import { createApp } from '../../src/server/app.js';
import type { Served } from '../../src/server/served.js';
import { temporaryMemory } from './temporary-memory.js';

export interface Reply {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely by tests
  body: any;
}

export interface Api {
  memory: Memory;
  log: string[];
  app: ReturnType<typeof createApp>;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  /** Sends a body bit by bit. @returns what was answered, as text */
  stream(
    path: string,
    body: ReadableStream<Uint8Array>,
    headers: Record<string, string>,
  ): Promise<string>;
}

/** The app over a memory of its own, called without a socket. */
export async function temporaryApi(
  settings: Partial<Served['settings']> = {},
  options: MemoryOptions = {},
  more: Partial<Served> = {},
): Promise<Api> {
  const memory = await temporaryMemory(options);
  const log: string[] = [];
  const app = createApp({
    memory,
    settings: {
      host: '127.0.0.1',
      user: 'default',
      allowedHosts: [],
      allowedOrigins: [],
      mcpToolsets: ['memory'],
      timezone: 'UTC',
      ...settings,
    },
    version: '0.0.0-test',
    log: (level, event, fields) => void log.push(JSON.stringify({ level, event, ...fields })),
    ...more,
  });
  return {
    memory,
    log,
    app,
    async stream(path, body, headers) {
      const init = { method: 'POST', headers: { host: 'localhost', ...headers }, body };
      const response = await app.request(path, { ...init, duplex: 'half' } as RequestInit);
      return response.text();
    },
    async call(method, path, body, headers = {}) {
      const raw = typeof body === 'string' || body instanceof Uint8Array;
      const response = await app.request(path, {
        method,
        headers: {
          host: 'localhost',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = /^application\/(?:problem\+)?json/.test(
        response.headers.get('content-type') ?? '',
      );
      return {
        status: response.status,
        headers: response.headers,
        body: json ? JSON.parse(text) : text,
      };
    },
  };
}

/** Expects a problem with this code, and that the store is as it was before. */
export async function expectProblem(
  api: Api,
  code: string,
  act: () => Promise<Reply>,
): Promise<Reply> {
  const before = await api.memory.status();
  const reply = await act();
  expect(reply.body).toMatchObject({
    code,
    status: reply.status,
    remedy: expect.stringMatching(/\S/),
  });
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  expect(await api.memory.status()).toEqual(before);
  return reply;
}
