import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/model/ids.js';
import { openMemory, type OpenMemory } from './served.js';

const text = 'I play the cello.';

/** Every route: what of somebody else's a caller may ask for, and what Ada's key answers then. */
const routes = (id: string): [string, string, unknown, number][] => [
  ['GET', '/memories/?user_id=ada', undefined, 403],
  ['POST', '/memories/filter', { user_id: 'ada' }, 403],
  ['GET', '/memories/categories?user_id=ada', undefined, 403],
  ['POST', '/memories/', { user_id: 'ada', text: 'No.' }, 403],
  ['GET', `/memories/${id}`, undefined, 404],
  ['PUT', `/memories/${id}`, { user_id: 'ada', memory_content: 'No.' }, 403],
  ['DELETE', '/memories/', { user_id: 'ada', memory_ids: [id] }, 403],
  ['POST', '/memories/actions/pause', { user_id: 'ada', memory_ids: [id] }, 403],
  ['POST', '/memories/actions/pause', { user_id: 'ada', global_pause: true }, 403],
  ['POST', '/memories/actions/archive?user_id=ada', [id], 404],
  ['GET', `/memories/${id}/related?user_id=ada`, undefined, 403],
  ['GET', '/stats/?user_id=ada', undefined, 403],
  ['GET', '/apps/cursor', undefined, 404],
  ['GET', '/apps/cursor/memories', undefined, 404],
  ['PUT', '/config/openmemory?user_id=ada', { custom_instructions: null }, 200],
  ['PUT', '/config/', { mem0: { llm: { provider: 'ollama', config: { model: 'x' } } } }, 403],
];

async function guarded(): Promise<{ server: OpenMemory; id: string; bob: Record<string, string> }> {
  const server = await openMemory();
  const id = await server.note(text, { app_id: 'cursor', categories: ['music'] });
  await server.memory.cubes.set('user:ada', { custom_instructions: 'Songs.' });
  const request = { name: 'bob', scopes: ['write' as const], user_id: 'bob' };
  const { secret } = await server.memory.keys.create(request);
  return { server, id, bob: { Authorization: `Bearer ${secret}` } };
}

describe("OpenMemory's routes and keys (D5; it had none)", () => {
  it('ask for a key once there is one, and tell so in its words', async () => {
    const { server, id } = await guarded();
    for (const [method, path, body] of routes(id)) {
      const reply = await server.ask(method, path, body);
      expect([method, path, reply.status]).toEqual([method, path, 401]);
      expect(reply.body.detail).toContain('no key');
    }
  });

  it('give nobody what is beyond the key', async () => {
    const { server, id, bob } = await guarded();
    for (const [method, path, body, status] of routes(id)) {
      const reply = await server.ask(method, path, body, bob);
      expect([method, path, reply.status]).toEqual([method, path, status]);
      expect(JSON.stringify(reply.body)).not.toContain('cello');
    }
    expect(await server.memory.get(id)).toMatchObject({ version: 1, state: 'active', text });
    expect(await server.memory.cubes.settings('user:ada')).toMatchObject({
      custom_instructions: 'Songs.',
    });
    expect((await server.ask('GET', '/apps/', undefined, bob)).body).toMatchObject({ total: 0 });
    const own = { user_id: 'bob', text: 'Bob runs.' };
    expect((await server.ask('POST', '/memories/', own, bob)).status).toBe(200);
    const listed = await server.ask('GET', '/memories/?user_id=bob', undefined, bob);
    expect(listed.body.items).toMatchObject([{ content: 'Bob runs.' }]);
  });

  it('write as the app that a key fixes', async () => {
    const { server } = await guarded();
    const request = { name: 'zed', scopes: ['write' as const], app_id: 'zed' };
    const { secret } = await server.memory.keys.create(request);
    const zed = { 'X-API-Key': secret };
    const own = { user_id: 'ada', text: 'I sail.' };
    const { body } = await server.ask('POST', '/memories/', own, zed);
    expect(await server.memory.get(body.id)).toMatchObject({ app_id: 'zed' });
    const foreign = await server.ask('POST', '/memories/', { ...own, app: 'cursor' }, zed);
    expect(foreign.status).toBe(403);
  });

  it('refuse writes of a key that may read', async () => {
    const { server, id } = await guarded();
    const request = { name: 'reader', scopes: ['read' as const], user_id: 'ada' };
    const { secret } = await server.memory.keys.create(request);
    const reader = { 'X-API-Key': secret };
    for (const [method, path, body] of routes(id)) {
      const { status } = await server.ask(method, path, body, reader);
      const reads = method === 'GET' || path === '/memories/filter';
      expect([method, path, status]).toEqual([method, path, reads ? 200 : 403]);
    }
  });

  it('speak FastAPI where there is nothing, and are not there when switched off', async () => {
    const server = await openMemory();
    const missing = await server.ask('GET', '/nothing');
    expect(missing).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
    const method = await server.ask('PATCH', `/memories/${newId()}`, {});
    expect(method).toMatchObject({ status: 405, body: { detail: expect.any(String) } });
    const off = await openMemory({ settings: { dialects: [] } });
    const gone = await fetch(`${off.url}/openmemory/api/v1/memories?user_id=ada`);
    expect(await gone.json()).toMatchObject({ code: 'no_route' });
    expect((await fetch(`${off.url}/mcp/cursor/http/ada`, { method: 'POST' })).status).toBe(404);
  });

  it('serve the pages of OpenMemory from another port, where it is allowed', async () => {
    const origin = 'http://localhost:3000';
    const server = await openMemory({ settings: { allowedOrigins: [origin] } });
    const preflight = await fetch(`${server.url}/openmemory/api/v1/memories/`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    const foreign = await server.ask('GET', '/apps', undefined, { origin: 'http://evil.example' });
    expect(foreign).toMatchObject({ status: 403, body: { detail: expect.any(String) } });
  });
});
