import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryApi } from '../helpers/api.js';
import { servedMemory } from '../helpers/served.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

const running = (settings: { host?: string; port?: number } = {}) =>
  servedMemory(undefined, settings);

/** What a server answers to bytes sent as they are. */
function raw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    let answer = '';
    socket.setEncoding('utf8').on('data', (part) => (answer += part));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

/** Asks over one socket, as long as the server keeps it open. */
function overOneSocket(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return async (method: string, path: string, headers: Record<string, string>, body?: string) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request(url + path, { method, agent, headers: { ...headers, ...length } });
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const { statusCode: status, headers: told } = answer;
    return { status, headers: told, text: await text(answer), reused: sent.reusedSocket };
  };
}

const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

interface Kept {
  id: string;
  secret: string;
  bearer: Record<string, string>;
}

const json = { 'content-type': 'application/json' };

describe('serve', () => {
  it('keeps and finds over a real socket (C1)', async () => {
    const { url } = await running();
    const send = (path: string, body: object) =>
      fetch(url + path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    expect((await send('/v1/memories', { text: 'Mia lives in Lisbon.' })).status).toBe(201);
    expect(await (await send('/v1/search', { query: 'Lisbon' })).json()).toMatchObject({
      results: [{ text: 'Mia lives in Lisbon.' }],
    });
  });

  it.each<[string, string, unknown?, Record<string, string>?]>([
    ['GET', '/v1/memories'],
    ['HEAD', '/v1/memories'],
    ['POST', '/v1/search', { query: 'Łódź' }],
    ['POST', '/v1/search', { query: 'Łódź' }, { origin: 'http://editor.example' }],
    ['POST', '/v1/search', { limit: 0 }],
    ['PUT', '/v1/search', {}],
    ['GET', '/v1/nowhere'],
    ['GET', '/mem0/v1/ping/'],
    ['GET', '/openapi.json'],
  ])(
    '%s %s answers the same over a socket as without one (C1)',
    async (method, path, body, more) => {
      const allowedOrigins = ['http://editor.example'];
      const api = await temporaryApi({ allowedOrigins });
      await api.memory.add({ text: 'Mia wohnt in Łódź 🏠.', user_id: 'default' });
      const { url } = await servedMemory(api.memory, { allowedOrigins });
      const asked = {
        method,
        headers: { 'x-request-id': 'same', 'content-type': 'application/json', ...more },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      const host = { host: new URL(url).host };
      const without = await api.app.request(path, {
        ...asked,
        headers: { ...asked.headers, ...host },
      });
      const sent = await fetch(url + path, asked);
      const text = await sent.text();
      expect(sent.status).toBe(without.status);
      expect(parsed(text)).toEqual(parsed(await without.text()));
      const own = ['connection', 'content-length', 'date', 'keep-alive'];
      const told = (of: Headers) => [...of].filter(([name]) => !own.includes(name));
      expect(told(sent.headers)).toEqual(told(without.headers));
      const length = method === 'HEAD' ? null : String(Buffer.byteLength(text));
      expect(sent.headers.get('content-length')).toBe(length);
    },
  );

  it.each<[string, (kept: Kept) => Parameters<ReturnType<typeof overOneSocket>>, object]>([
    [
      'the cookie of who signs in',
      ({ secret }) => ['POST', '/v1/session', json, JSON.stringify({ key: secret })],
      {
        status: 201,
        headers: { 'set-cookie': [expect.stringMatching(/^tulving_session_\d+=\S/)] },
      },
    ],
    [
      'how to show a key',
      () => ['GET', '/v1/memories', {}],
      { status: 401, headers: { 'www-authenticate': expect.stringMatching(/^Bearer/) } },
    ],
    [
      'nothing',
      ({ id, bearer }) => ['DELETE', `/v1/memories/${id}`, bearer],
      { status: 204, text: '' },
    ],
    [
      'a refusal before the body is read',
      ({ bearer }) => [
        'POST',
        '/v1/memories',
        { ...bearer, 'content-type': 'text/plain' },
        'GET '.repeat(200_000),
      ],
      { status: 415, headers: { 'content-type': 'application/problem+json' } },
    ],
  ])('answers with %s between two others on a socket that stays open', async (_, ask, expected) => {
    const memory = await temporaryMemory();
    const id = (await memory.add({ text: 'Mia lives in Lisbon.' })).memories[0]?.id ?? '';
    const { secret } = await memory.keys.create({ name: 'desk', scopes: ['admin'] });
    const { url } = await servedMemory(memory);
    const send = overOneSocket(url);
    const bearer = { authorization: `Bearer ${secret}` };
    const before = await send('GET', '/v1/apps', bearer);
    const answer = await send(...ask({ id, secret, bearer }));
    expect(answer).toMatchObject({ ...expected, reused: true });
    const length = answer.status === 204 ? undefined : String(Buffer.byteLength(answer.text));
    expect(answer.headers['content-length']).toBe(length);
    const after = await send('GET', '/v1/apps', bearer);
    expect(before.status).toBe(200);
    const { 'set-cookie': cookie, 'www-authenticate': challenge } = after.headers;
    expect([after.status, cookie, challenge]).toEqual([200, undefined, undefined]);
    expect(after.reused).toBe(true);
    expect(parsed(after.text)).toHaveProperty('data');
  });

  it('refuses HTTP/1.0, which a plain proxy speaks (DESIGN 12)', async () => {
    const { url } = await running();
    const answer = await raw(url, 'GET /v1/memories HTTP/1.0\r\nHost: localhost\r\n\r\n');
    expect(answer).toContain('403');
    expect(answer).toContain('proxied_without_key');
  });

  it('stops reading a body that is too large', async () => {
    const { url } = await running();
    async function* endless() {
      for (let n = 0; n < 40; n++) yield Buffer.alloc(1024 * 1024, ' ');
    }
    const reply = await fetch(`${url}/v1/memories`, {
      method: 'POST',
      body: ReadableStream.from(endless()),
      headers: { 'content-type': 'application/json' },
      duplex: 'half',
    } as RequestInit).catch((error: unknown) => error);
    if (reply instanceof Response) expect(reply.status).toBe(413);
    else expect(String(reply)).toContain('fetch failed');
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('binds only this machine', async () => {
    await expect(running({ host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'address_not_private',
    });
  });

  it('names a port that is taken', async () => {
    const { url } = await running();
    await expect(running({ port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'address_in_use',
    });
  });

  it('lets a running request end before it closes', async () => {
    const server = await running();
    const body = JSON.stringify({ text: 'Mia lives in Lisbon.' });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const head = `POST /v1/memories HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    socket.write(head + body.slice(0, 5));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = server.close();
    socket.write(body.slice(5));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 201 /);
    socket.destroy();
    await closed;
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow('fetch failed');
  });
});
