import { describe, expect, it, onTestFinished } from 'vitest';
import { LOCAL } from '../../../src/model/caller.js';
import { SseConnections } from '../../../src/server/mcp/sse/connections.js';
import { SseTransport } from '../../../src/server/mcp/sse/transport.js';
import { type Listening, listening } from '../../helpers/listening.js';

type Headers = Record<string, string>;

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2024-11-05',
    capabilities: {},
    clientInfo: { name: 'old', version: '1' },
  },
};

/** A client of the wire alone. */
async function connect(server: Listening, path: string, headers: Headers = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const { signal } = leaving;
  const response = await fetch(`${server.url}${path}`, { headers, signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    leave: () => leaving.abort(),
    /** The next event; undefined once the stream has ended. */
    async event(): Promise<string | undefined> {
      while (!text.includes('\n\n')) {
        const { value, done } = (await reader?.read()) ?? { done: true, value: '' };
        if (done) return undefined;
        text += value;
      }
      const [event = '', ...rest] = text.split('\n\n');
      text = rest.join('\n\n');
      return event;
    },
  };
}

const endpointOf = (event: string | undefined) =>
  /^event: endpoint\ndata: (.+)$/.exec(event ?? '')?.[1] ?? '';

async function post(server: Listening, path: string, body: unknown, headers: Headers = {}) {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('the wire of 2024, a stream of events and posts beside it (D1)', () => {
  it.each(['', '/openmemory'])(
    'names where to post, takes it with 202, and answers by the stream at %s',
    async (base) => {
      const server = await listening();
      const client = await connect(server, `${base}/mcp/cursor/sse/ada`);
      expect(client).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' });
      const endpoint = endpointOf(await client.event());
      expect(endpoint).toMatch(/\/mcp\/messages\/\?session_id=[0-9a-f]{32}$/);
      expect(endpoint.startsWith(`${base}/mcp`)).toBe(true);
      expect(await post(server, endpoint, initialize)).toEqual({ status: 202, text: 'Accepted' });
      const [kind, data = ''] = ((await client.event()) ?? '').split('\n');
      expect(kind).toBe('event: message');
      expect(JSON.parse(data.slice('data: '.length))).toMatchObject({
        id: 1,
        result: { protocolVersion: '2024-11-05', serverInfo: { name: 'mem0-mcp-server' } },
      });
      const own = `${base}/mcp/cursor/sse/ada/messages/${endpoint.slice(endpoint.indexOf('?'))}`;
      expect(
        (await post(server, own, { jsonrpc: '2.0', method: 'notifications/initialized' })).status,
      ).toBe(202);
      expect((await post(server, own, { jsonrpc: '2.0', id: 2, method: 'ping' })).status).toBe(202);
      expect(await client.event()).toContain('"id":2');
    },
  );

  it('refuses what is no message, or of no connection', async () => {
    const server = await listening();
    const client = await connect(server, '/mcp/cursor/sse/ada');
    const endpoint = endpointOf(await client.event());
    expect((await post(server, endpoint, { hello: 1 })).status).toBe(400);
    expect((await post(server, endpoint, '{')).status).toBe(400);
    expect(
      (await post(server, endpoint, initialize, { 'content-type': 'text/plain' })).status,
    ).toBe(415);
    const id = endpoint.slice(endpoint.indexOf('?'));
    expect((await post(server, '/mcp/messages/?session_id=0', initialize)).status).toBe(404);
    expect((await post(server, '/mcp/messages/', initialize)).status).toBe(404);
    expect((await post(server, `/mcp/cursor/sse/bob/messages/${id}`, initialize)).status).toBe(404);
    expect((await post(server, `/mcp/claude/sse/ada/messages/${id}`, initialize)).status).toBe(404);
    expect((await connect(server, '/mcp/cursor/sse/*')).status).toBe(422);
    expect((await connect(server, '/mcp/cursor/http/ada')).status).toBe(405);
  });

  it('ends with the client, and with the server', async () => {
    const server = await listening();
    const gone = await connect(server, '/mcp/cursor/sse/ada');
    const endpoint = endpointOf(await gone.event());
    gone.leave();
    await expect
      .poll(async () => (await post(server, endpoint, initialize)).status, { timeout: 5_000 })
      .toBe(404);
    const staying = await connect(server, '/mcp/cursor/sse/ada');
    await staying.event();
    await server.close();
    expect(await staying.event()).toBeUndefined();
  });
});

describe('keys and the names in the URL (D1, D5)', () => {
  async function guarded() {
    const server = await listening();
    const key = async (fixed: object): Promise<Headers> => {
      const { secret } = await server.memory.keys.create({
        name: 'k',
        scopes: ['write'],
        ...fixed,
      });
      return { Authorization: `Bearer ${secret}` };
    };
    return {
      server,
      ada: await key({ user_id: 'ada' }),
      cursor: await key({ app_id: 'cursor' }),
      any: await key({}),
    };
  }

  it.each(['http', 'sse'])('must match what the key fixes, over %s', async (way) => {
    const { server, ada, cursor, any } = await guarded();
    const status = async (client: string, user: string, headers: Headers) => {
      const path = `/mcp/${client}/${way}/${user}`;
      if (way === 'sse') return (await connect(server, path, headers)).status;
      const accept = 'application/json, text/event-stream';
      return (await post(server, path, initialize, { accept, ...headers })).status;
    };
    expect(await status('cursor', 'ada', {})).toBe(401);
    expect(await status('cursor', 'ada', ada)).toBe(200);
    expect(await status('cursor', 'bob', ada)).toBe(403);
    expect(await status('cursor', 'ada', cursor)).toBe(200);
    expect(await status('claude', 'ada', cursor)).toBe(403);
    expect(await status('claude', 'bob', any)).toBe(200);
  });

  it('let nobody post into the connection of another', async () => {
    const { server, ada, any } = await guarded();
    const client = await connect(server, '/mcp/cursor/sse/ada', ada);
    const endpoint = endpointOf(await client.event());
    expect((await post(server, endpoint, initialize)).status).toBe(401);
    expect((await post(server, endpoint, initialize, any)).status).toBe(404);
    expect((await post(server, endpoint, initialize, ada)).status).toBe(202);
  });
});

describe('what connections may hold (D1)', () => {
  const named = { client: 'cursor', user: 'ada', caller: LOCAL };

  it('is bounded in number: the one that was silent longest makes room, or none does', () => {
    let now = 0;
    const connections = new SseConnections(() => now);
    const all = Array.from({ length: 256 }, () => new SseTransport());
    for (const transport of all) connections.add({ transport, ...named });
    const next = new SseTransport();
    expect(() => connections.add({ transport: next, ...named })).toThrow('256 connections');
    now = 11 * 60_000;
    let closed = 0;
    for (const transport of all) transport.onclose = () => closed++;
    connections.find(all[0]?.sessionId ?? '', LOCAL, {});
    connections.add({ transport: next, ...named });
    expect([connections.size, closed]).toEqual([256, 1]);
    expect(() => connections.find(all[0]?.sessionId ?? '', LOCAL, {})).not.toThrow();
    expect(() => connections.find(all[1]?.sessionId ?? '', LOCAL, {})).toThrow(
      'no such connection',
    );
  });

  it('is let go after a day without a word', () => {
    let now = 0;
    const connections = new SseConnections(() => now);
    const transport = new SseTransport();
    let closed = 0;
    transport.onclose = () => closed++;
    connections.add({ transport, ...named });
    now = 23 * 3_600_000;
    connections.closeIfIdle(transport);
    expect(closed).toBe(0);
    now = 25 * 3_600_000;
    connections.closeIfIdle(transport);
    expect(closed).toBe(1);
  });

  it('is bounded in size for a client that does not read', async () => {
    const transport = new SseTransport();
    const faults: string[] = [];
    let closed = 0;
    transport.onerror = (error) => faults.push(error.message);
    transport.onclose = () => closed++;
    const megabyte = 'x'.repeat(1024 * 1024);
    for (let id = 0; id < 20; id++) {
      await transport.send({ jsonrpc: '2.0', id, result: { megabyte } });
    }
    expect([faults.length, closed]).toEqual([1, 1]);
  });

  it('is bounded in requests that run at once', async () => {
    const transport = new SseTransport();
    const receive = (id: number) => transport.receive({ jsonrpc: '2.0', id, method: 'ping' });
    for (let id = 0; id < 64; id++) receive(id);
    expect(() => receive(64)).toThrow('64 requests');
    await transport.send({ jsonrpc: '2.0', id: 3, result: {} });
    expect(() => receive(64)).not.toThrow();
  });
});
