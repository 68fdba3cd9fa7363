import { describe, expect, it } from 'vitest';
import { Sessions } from '../../src/server/sessions.js';
import { listening } from '../helpers/listening.js';

const START = Date.parse('2026-03-01T00:00:00Z');
const HOUR = 3_600_000;

/** A browser: it keeps the cookie, and says which page asks. */
async function browserAt(server: Awaited<ReturnType<typeof listening>>) {
  let cookie = '';
  let told = '';
  return {
    get told() {
      return told;
    },
    get cookie() {
      return cookie;
    },
    async send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
      const own = { origin: server.url, 'x-tulving-csrf': '1', 'sec-fetch-site': 'same-origin' };
      const response = await fetch(server.url + path, {
        method,
        headers: {
          ...(method === 'GET' ? {} : own),
          ...(cookie !== '' && { cookie }),
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const [set] = response.headers.getSetCookie();
      if (set !== undefined) {
        told = set;
        cookie = set.split(';')[0] ?? '';
      }
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
  };
}

const linkOf = (url: string | undefined) => new URL(url ?? '').hash.slice(1);

describe('signing in with a key (D7, DESIGN 12)', () => {
  it('gives the browser what the key allows, and no more', async () => {
    const server = await listening();
    const key = await server.memory.keys.create({ name: 'Ada', scopes: ['write'], user_id: 'ada' });
    const browser = await browserAt(server);
    expect((await browser.send('GET', '/v1/session')).status).toBe(401);
    const begun = await browser.send('POST', '/v1/session', { key: key.secret });
    expect(begun.status).toBe(201);
    expect(begun.body).toMatchObject({
      by: 'key',
      session: true,
      scopes: ['read', 'write'],
      whole: false,
      key: { id: key.id, name: 'Ada', user_id: 'ada' },
    });
    expect(browser.told).toMatch(/; Path=\/v1; HttpOnly; SameSite=Strict$/);
    expect(browser.cookie).not.toContain(key.secret);
    expect((await browser.send('GET', '/v1/session')).body).toMatchObject({ by: 'key' });
    const added = await browser.send('POST', '/v1/memories', { text: 'The tide is out.' });
    expect(added.body.memories[0]).toMatchObject({ user_id: 'ada' });
    expect((await browser.send('GET', '/v1/memories?user_id=bob')).status).toBe(403);
    expect((await browser.send('GET', '/v1/keys')).status).toBe(403);
  });

  it('is refused with a wrong one, and says nothing of it', async () => {
    const server = await listening();
    const { secret } = await server.memory.keys.create({ name: 'Ada' });
    const browser = await browserAt(server);
    const wrong = await browser.send('POST', '/v1/session', { key: `${secret.slice(0, -1)}!` });
    expect([wrong.status, wrong.body.detail]).toEqual([401, 'There is no such key.']);
    expect(browser.cookie).toBe('');
    expect((await browser.send('POST', '/v1/session', {})).status).toBe(422);
    expect(server.log.join('\n')).not.toContain(secret.split('_')[2]);
  });

  it('ends with the key', async () => {
    const server = await listening();
    const key = await server.memory.keys.create({ name: 'Ada' });
    const browser = await browserAt(server);
    await browser.send('POST', '/v1/session', { key: key.secret });
    expect((await browser.send('GET', '/v1/memories')).status).toBe(200);
    await server.memory.keys.revoke(key.id);
    const after = await browser.send('GET', '/v1/memories');
    expect([after.status, after.body.code]).toEqual([401, 'unauthorized']);
  });

  it('ends when it is signed out, and the cookie is worth nothing afterwards', async () => {
    const server = await listening();
    const key = await server.memory.keys.create({ name: 'Ada' });
    const browser = await browserAt(server);
    await browser.send('POST', '/v1/session', { key: key.secret });
    const { cookie } = browser;
    expect((await browser.send('DELETE', '/v1/session')).status).toBe(204);
    expect(browser.told).toContain('Max-Age=0');
    expect((await browser.send('GET', '/v1/memories', undefined, { cookie })).status).toBe(401);
  });

  it('ends after half a day of rest, and after a week of work', async () => {
    let now = START;
    const server = await listening({ sessions: new Sessions(() => now) });
    const key = await server.memory.keys.create({ name: 'Ada' });
    const browser = await browserAt(server);
    const status = async () => (await browser.send('GET', '/v1/session')).status;
    await browser.send('POST', '/v1/session', { key: key.secret });
    for (let hours = 11; hours < 7 * 24; hours += 11) {
      now = START + hours * HOUR;
      expect(await status()).toBe(200);
    }
    now = START + 7 * 24 * HOUR;
    expect(await status()).toBe(401);
    await browser.send('POST', '/v1/session', { key: key.secret });
    now += 12 * HOUR;
    expect(await status()).toBe(401);
  });

  it('is marked for encrypted connections behind TLS', async () => {
    const server = await listening();
    const key = await server.memory.keys.create({ name: 'Ada' });
    const browser = await browserAt(server);
    const { host } = new URL(server.url);
    const headers = { origin: `https://${host}` };
    await browser.send('POST', '/v1/session', { key: key.secret }, headers);
    expect(browser.told).toContain('; Secure');
  });
});

describe('the link that the server prints (D7)', () => {
  it('signs in once, as who may do what the command line may', async () => {
    const server = await listening();
    const link = linkOf(server.signIn);
    const browser = await browserAt(server);
    expect((await browser.send('GET', '/v1/session')).body).toMatchObject({ by: 'keyless' });
    expect((await browser.send('GET', '/v1/keys')).status).toBe(403);
    const begun = await browser.send('POST', '/v1/session', { link });
    expect(begun.body).toMatchObject({ by: 'link', scopes: ['read', 'write', 'admin'] });
    expect((await browser.send('GET', '/v1/keys')).status).toBe(200);
    const again = await (await browserAt(server)).send('POST', '/v1/session', { link });
    expect([again.status, again.body.detail]).toEqual([
      401,
      'The link was used before, or has expired.',
    ]);
  });

  it('stays signed in when the first key is made, and others do not', async () => {
    const server = await listening();
    const browser = await browserAt(server);
    await browser.send('POST', '/v1/session', { link: linkOf(server.signIn) });
    const made = await browser.send('POST', '/v1/keys', { name: 'cursor', scopes: ['read'] });
    expect(made.status).toBe(201);
    expect((await browser.send('GET', '/v1/keys')).status).toBe(200);
    expect((await (await browserAt(server)).send('GET', '/v1/memories')).status).toBe(401);
  });

  it('lasts a quarter of an hour, and comes through no proxy', async () => {
    let now = START;
    const sessions = new Sessions(() => now);
    const server = await listening({ sessions });
    const browser = await browserAt(server);
    const proxied = { 'x-forwarded-for': '192.0.2.1' };
    const link = linkOf(server.signIn);
    const far = await browser.send('POST', '/v1/session', { link }, proxied);
    expect(far.body.code).toBe('proxied_without_key');
    now += 15 * 60_000;
    expect((await browser.send('POST', '/v1/session', { link })).status).toBe(401);
    const begun = await browser.send('POST', '/v1/session', { link: sessions.newLink() });
    expect(begun.status).toBe(201);
    await server.memory.keys.create({ name: 'first' });
    expect((await browser.send('GET', '/v1/session', undefined, proxied)).status).toBe(403);
  });

  it.each([
    ['there is a key', {}, true],
    ['the dashboard is switched off', { dashboard: 'off' as const }, false],
  ])('is not there once %s', async (_, settings, keyed) => {
    const first = await listening();
    if (keyed) await first.memory.keys.create({ name: 'first' });
    const server = await listening({ memory: first.memory, settings });
    expect(server.signIn).toBeUndefined();
  });
});

describe('a session of a browser is for the pages of this server (DESIGN 12)', () => {
  it('writes with the own Origin and the header only, and reads as it likes', async () => {
    const server = await listening({ settings: { allowedOrigins: ['https://friend.example'] } });
    const key = await server.memory.keys.create({ name: 'Ada' });
    const browser = await browserAt(server);
    await browser.send('POST', '/v1/session', { key: key.secret });
    const { cookie } = browser;
    const tries: [string, Record<string, string>][] = [
      ['csrf_header_missing', { origin: server.url }],
      ['origin_not_allowed', { 'x-tulving-csrf': '1' }],
      ['origin_not_allowed', { origin: 'https://friend.example', 'x-tulving-csrf': '1' }],
      ['origin_not_allowed', { origin: 'http://localhost:1', 'x-tulving-csrf': '1' }],
    ];
    for (const [code, headers] of tries) {
      for (const [method, path] of [
        ['POST', '/v1/memories'],
        ['DELETE', '/v1/memories?user_id=default'],
        ['DELETE', '/v1/session'],
      ] as const) {
        const response = await fetch(server.url + path, {
          method,
          headers: { cookie, 'content-type': 'application/json', ...headers },
          ...(method === 'POST' && { body: '{"text":"planted"}' }),
        });
        expect([method, path, ((await response.json()) as { code: string }).code]).toEqual([
          method,
          path,
          code,
        ]);
      }
    }
    expect((await server.memory.status()).memories.active).toBe(0);
    expect((await browser.send('GET', '/v1/memories')).status).toBe(200);
  });

  it('is nothing at /mcp, and gives way to a key in a header', async () => {
    const server = await listening();
    const admin = await server.memory.keys.create({ name: 'admin', scopes: ['admin'] });
    const reader = await server.memory.keys.create({ name: 'reader', scopes: ['read'] });
    const browser = await browserAt(server);
    await browser.send('POST', '/v1/session', { key: admin.secret });
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    expect((await browser.send('POST', '/mcp', call)).status).toBe(401);
    expect((await browser.send('GET', '/health/detailed')).status).toBe(401);
    const both = { authorization: `Bearer ${reader.secret}` };
    expect((await browser.send('GET', '/v1/keys', undefined, both)).status).toBe(403);
    expect((await browser.send('GET', '/v1/keys')).status).toBe(200);
  });

  it('does not outlive the server', async () => {
    const server = await listening();
    const key = await server.memory.keys.create({ name: 'Ada' });
    const browser = await browserAt(server);
    await browser.send('POST', '/v1/session', { key: key.secret });
    const next = await listening({ memory: server.memory });
    const name = `tulving_session_${new URL(next.url).port}`;
    const cookie = `${name}=${browser.cookie.split('=')[1]}`;
    const response = await fetch(`${next.url}/v1/memories`, { headers: { cookie } });
    expect(response.status).toBe(401);
  });
});
