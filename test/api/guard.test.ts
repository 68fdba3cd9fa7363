import { describe, expect, it } from 'vitest';
import { expectProblem, temporaryApi } from '../helpers/api.js';

const paths = ['/v1/memories', '/health/live', '/openapi.json', '/docs', '/', '/nowhere'];

describe('Host and Origin (DESIGN 12)', () => {
  it.each(['localhost', 'localhost:8858', '127.0.0.1:1', '[::1]:8858', 'LOCALHOST'])(
    'serves the host %s',
    async (host) => {
      const api = await temporaryApi();
      expect((await api.call('GET', '/health/live', undefined, { host })).status).toBe(200);
    },
  );

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:8858', ''])(
    'refuses the host %j on every route',
    async (host) => {
      const api = await temporaryApi();
      for (const path of paths) {
        const reply = await expectProblem(api, 'host_not_allowed', () =>
          api.call('GET', path, undefined, { host }),
        );
        expect(reply.status).toBe(403);
        expect(reply.body.remedy).toContain('TULVING_ALLOWED_HOSTS');
      }
    },
  );

  it('serves by address when it is bound beyond this machine, and by no name that is not allowed', async () => {
    const api = await temporaryApi({ host: '0.0.0.0' });
    const call = (host: string) => api.call('GET', '/health/live', undefined, { host });
    expect((await call('192.0.2.7:8858')).status).toBe(200);
    expect((await call('[2001:db8::7]:8858')).status).toBe(200);
    expect((await call('evil.example')).status).toBe(403);
    const local = await temporaryApi();
    const other = await local.call('GET', '/health/live', undefined, { host: '192.0.2.7' });
    expect(other.status).toBe(403);
  });

  it('serves a host that is allowed', async () => {
    const api = await temporaryApi({ allowedHosts: ['Memory.example'] });
    expect(
      (await api.call('GET', '/version', undefined, { host: 'memory.example:443' })).status,
    ).toBe(200);
  });

  it.each([
    'null',
    'https://evil.example',
    'http://localhost:3000',
    'http://localhost.evil.example',
  ])('refuses the origin %s', async (origin) => {
    const api = await temporaryApi();
    for (const path of paths) {
      await expectProblem(api, 'origin_not_allowed', () =>
        api.call('GET', path, undefined, { origin }),
      );
    }
    await expectProblem(api, 'origin_not_allowed', () =>
      api.call('POST', '/v1/memories', { text: 'x' }, { origin }),
    );
  });

  it('serves its own pages and allowed origins, with CORS for these alone', async () => {
    const api = await temporaryApi({ allowedOrigins: ['https://app.example'] });
    const own = await api.call('GET', '/version', undefined, {
      host: 'localhost:8858',
      origin: 'http://localhost:8858',
    });
    expect(own.status).toBe(200);
    const allowed = await api.call('GET', '/version', undefined, { origin: 'https://app.example' });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
    const preflight = await api.call('OPTIONS', '/v1/memories', undefined, {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
    });
    expect(preflight.status).toBe(204);
    expect(
      (await api.call('GET', '/version')).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  it.each(['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Proto', 'Via', 'X-Real-IP'])(
    'refuses a request with %s',
    async (name) => {
      const api = await temporaryApi();
      await expectProblem(api, 'proxied_without_key', () =>
        api.call('GET', '/v1/memories', undefined, { [name]: '1' }),
      );
    },
  );
});

describe('paths and methods', () => {
  it('tells an unknown path from a wrong method', async () => {
    const api = await temporaryApi();
    expect(
      (await expectProblem(api, 'no_route', () => api.call('GET', '/v2/memories'))).status,
    ).toBe(404);
    const reply = await expectProblem(api, 'method_not_allowed', () =>
      api.call('PUT', '/v1/memories', { text: 'x' }),
    );
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('POST, GET, DELETE');
  });

  it('gives every answer an id, and takes that of the caller', async () => {
    const api = await temporaryApi();
    expect((await api.call('GET', '/version')).headers.get('x-request-id')).toMatch(/[\w-]{36}/);
    const given = await api.call('GET', '/nowhere', undefined, { 'x-request-id': 'abc-1' });
    expect(given.headers.get('x-request-id')).toBe('abc-1');
    expect(given.body.request_id).toBe('abc-1');
    const bad = await api.call('GET', '/version', undefined, { 'x-request-id': 'a b' });
    expect(bad.headers.get('x-request-id')).not.toBe('a b');
  });

  it('logs neither texts nor queries', async () => {
    const api = await temporaryApi();
    await api.call('POST', '/v1/memories', { text: 'the secret of the cellar' });
    await api.call('GET', '/v1/memories?user_id=somebody');
    expect(api.log).toHaveLength(2);
    expect(api.log.join()).not.toMatch(/secret|somebody/);
  });

  it('logs which route was asked for, and no name that stands in its path', async () => {
    const api = await temporaryApi();
    const asked: Record<string, string> = {
      '/v1/users/Somebody/profile': '/v1/users/{id}/profile',
      '/v1/cubes/user%3ASomebody/settings': '/v1/cubes/{cube}/settings',
      '/mem0/v1/entities/user/Somebody/': '/mem0/v1/entities/{type}/{id}/',
      '/mcp/Somebody/http/Somebody': '/mcp/{client}/http/{user}',
      '/users/Somebody': '/users/…',
      '/v1/user/Somebody': '/v1/…',
      '/mem0/v9/entities/Somebody': '/mem0/…',
      '/v1/memories': '/v1/memories',
      '/nowhere': '/nowhere',
      '/': '/',
    };
    for (const path of Object.keys(asked)) await api.call('GET', path);
    await api.call('PUT', '/v1/users/Somebody/profile', {});
    const paths = api.log.map((line) => (JSON.parse(line) as { path: string }).path);
    expect(paths).toEqual([...Object.values(asked), '/v1/users/{id}/profile']);
    expect(api.log.join()).not.toContain('Somebody');
  });
});
