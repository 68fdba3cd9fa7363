import { expect } from 'vitest';
import type { MemoryOptions } from '../../../src/compose.js';
import type { AddRequest } from '../../../src/model/requests.js';
import { type Listening, listening } from '../../helpers/listening.js';

export interface Reply {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely by tests
  body: any;
}

export interface OpenMemory extends Listening {
  /** Asks below `/openmemory/api/v1`. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  /** Keeps a note. @returns its id */
  note(text: string, more?: Partial<AddRequest>): Promise<string>;
}

/** A server that listens, asked over HTTP as its own pages ask it. */
export async function openMemory(
  served: Parameters<typeof listening>[0] = {},
  options: MemoryOptions = {},
): Promise<OpenMemory> {
  const server = await listening(served, options);
  return {
    ...server,
    async ask(method, path, body, headers = {}) {
      const response = await fetch(`${server.url}/openmemory/api/v1${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      expect(response.headers.get('content-type')).toContain('application/json');
      return { status: response.status, body: await response.json() };
    },
    async note(text, more = {}) {
      const [kept] = (await server.memory.add({ user_id: 'ada', text, ...more })).memories;
      if (!kept) throw new Error('No memory was made.');
      return kept.id;
    },
  };
}

/** Expects this refusal, in FastAPI's words, and that nothing was changed by it. */
export async function expectRefusal(
  server: OpenMemory,
  status: number,
  act: () => Promise<Reply>,
): Promise<Reply> {
  const before = await server.memory.status();
  const reply = await act();
  expect(reply).toMatchObject({ status, body: { detail: expect.anything() } });
  expect(await server.memory.status()).toEqual(before);
  return reply;
}
