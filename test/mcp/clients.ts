import {
  Client,
  SSEClientTransport,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientOf2025 } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as SseOf2025 } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport as StdioOf2025 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpOf2025 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { serve } from '../../src/server/serve.js';
import type { Served } from '../../src/server/served.js';
import type { Memory } from '../../src/memory.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

export const command = fileURLToPath(new URL('../../bin/tulving.js', import.meta.url));

/** What tests ask of a client, whichever package it is from. */
export interface McpClient {
  name: string;
  call(tool: string, input?: Record<string, unknown>): Promise<CallAnswer>;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely by tests
  raw: any;
}

export interface CallAnswer {
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely by tests
  structuredContent?: any;
  /** Of its first item of content. */
  text: string;
  isError: boolean;
}

export type Kind = 'v2' | 'v2 of 2025' | 'v1';
export const kinds: readonly Kind[] = ['v2', 'v2 of 2025', 'v1'];

/** A client over HTTP, closed with the test. */
export async function overHttp(
  kind: Kind,
  url: string,
  headers: Record<string, string> = {},
): Promise<McpClient> {
  const at = new URL(url);
  const requestInit = { headers };
  return kind === 'v1'
    ? connected(kind, new HttpOf2025(at, { requestInit }))
    : connected(kind, new StreamableHTTPClientTransport(at, { requestInit }));
}

/** A client over the transport of 2024, a stream of events and posts beside it. */
export async function overSse(
  kind: Kind,
  url: string,
  headers: Record<string, string> = {},
): Promise<McpClient> {
  const at = new URL(url);
  const requestInit = { headers };
  return kind === 'v1'
    ? connected(kind, new SseOf2025(at, { requestInit }))
    : connected(kind, new SSEClientTransport(at, { requestInit }));
}

/** A client that starts `tulving mcp` itself. */
export async function overStdio(kind: Kind, argv: readonly string[]): Promise<McpClient> {
  const started = { command: process.execPath, args: [command, 'mcp', ...argv] };
  return kind === 'v1'
    ? connected(kind, new StdioOf2025(started))
    : connected(kind, new StdioClientTransport(started));
}

async function connected(kind: Kind, transport: unknown): Promise<McpClient> {
  const identity = { name: `test-${kind.replaceAll(' ', '-')}`, version: '1.0.0' };
  const client =
    kind === 'v1'
      ? new ClientOf2025(identity)
      : new Client(identity, {
          versionNegotiation: { mode: kind === 'v2' ? 'auto' : 'legacy' },
        });
  await client.connect(transport as never);
  onTestFinished(() => client.close());
  return {
    name: identity.name,
    raw: client,
    async call(name, input = {}) {
      const answer = await client.callTool({ name, arguments: input });
      const [{ text }] = answer.content as [{ text: string }];
      const { structuredContent, isError = false } = answer as Partial<CallAnswer>;
      return { structuredContent, text, isError };
    },
  };
}

/** Keeps a note without a client. @returns the memory */
export async function note(memory: Memory, text: string, user_id = 'default') {
  const [kept] = (await memory.add({ user_id, text })).memories;
  if (!kept) throw new Error('No memory was made.');
  return kept;
}

/** A server with a memory of its own. */
export async function served(
  settings: Partial<Served['settings']> = {},
  memory?: Memory,
): Promise<{ url: string; memory: Memory; log: string[] }> {
  const log: string[] = [];
  const kept = memory ?? (await temporaryMemory());
  const server = await serve({
    memory: kept,
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
    log: (level, event, fields) => void log.push(JSON.stringify({ level, event, ...fields })),
  });
  onTestFinished(() => server.close());
  return { url: `${server.url}/mcp`, memory: kept, log };
}
