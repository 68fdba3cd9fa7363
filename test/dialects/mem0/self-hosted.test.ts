import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/model/ids.js';
import { temporaryApi } from '../../helpers/api.js';
import { below } from './served.js';

const server = async () => below(await temporaryApi(), '/mem0-server');
const messages = [{ role: 'user', content: 'I keep bees.' }];

describe("mem0's self-hosted server (T2)", () => {
  it('keeps, lists, finds, changes and deletes memories in its shapes', async () => {
    const { ask } = await server();
    const added = await ask('POST', '/memories', {
      user_id: 'ada',
      messages,
      metadata: { place: 'Porto' },
    });
    const id = added.body.results[0].id;
    expect(added.body.results[0]).toMatchObject({ memory: 'I keep bees.', event: 'ADD' });
    const listed = await ask('GET', '/memories?user_id=ada');
    expect(listed.body.results).toEqual([expect.objectContaining({ id, user_id: 'ada' })]);
    const search = async (more: object) =>
      (await ask('POST', '/search', { query: 'bees', user_id: 'ada', ...more })).body.results;
    expect((await search({ explain: true }))[0]).toMatchObject({ id, score_details: {} });
    expect(await search({ filters: { place: 'Porto' } })).toHaveLength(1);
    expect(await search({ filters: { place: { ne: 'Porto' } } })).toEqual([]);
    expect((await ask('PUT', `/memories/${id}`, { text: 'I keep hens.' })).body.message).toContain(
      'updated',
    );
    expect((await ask('GET', `/memories/${id}`)).body.memory).toBe('I keep hens.');
    expect((await ask('GET', `/memories/${id}/history`)).body[1]).toMatchObject({
      event: 'UPDATE',
      is_deleted: false,
    });
    expect((await ask('GET', '/entities')).body).toEqual([
      expect.objectContaining({ id: 'ada', type: 'user', total_memories: 1 }),
    ]);
    expect((await ask('DELETE', `/memories/${id}`)).body.message).toContain('deleted');
    const gone = await ask('GET', `/memories/${newId()}`);
    expect([gone.status, gone.body]).toEqual([200, null]);
  });

  it('deletes by name; a list or a reset of all takes an admin key', async () => {
    const { ask, memory } = await server();
    await memory.add({ user_id: 'ada', text: 'Tea.' });
    await memory.add({ user_id: 'bob', text: 'Tea.' });
    await ask('DELETE', '/memories?user_id=ada');
    expect((await ask('DELETE', '/memories')).status).toBe(400);
    expect((await ask('POST', '/reset')).status).toBe(403);
    expect((await ask('GET', '/memories')).status).toBe(403);
    const { secret } = await memory.keys.create({ name: 'admin', scopes: ['admin'] });
    const headers = { 'x-api-key': secret };
    expect((await ask('GET', '/memories', undefined, headers)).body.results).toHaveLength(1);
    expect((await ask('POST', '/reset', {}, headers)).status).toBe(200);
    expect((await ask('GET', '/memories', undefined, headers)).body.results).toEqual([]);
  });

  it('makes, lists and revokes keys, and tells its configuration without any', async () => {
    const { ask, memory } = await server();
    const { secret } = await memory.keys.create({ name: 'admin', scopes: ['admin'] });
    const headers = { 'x-api-key': secret };
    const made = await ask('POST', '/api-keys', { label: 'phone' }, headers);
    expect([made.status, made.body.label]).toEqual([201, 'phone']);
    const own = { 'x-api-key': made.body.key };
    expect((await ask('POST', '/memories', { user_id: 'ada', messages }, own)).status).toBe(200);
    expect((await ask('GET', '/api-keys', undefined, own)).status).toBe(403);
    await ask('DELETE', `/api-keys/${made.body.id}`, undefined, headers);
    expect((await ask('GET', '/entities', undefined, own)).status).toBe(401);
    await ask('POST', '/configure', { custom_instructions: 'Places.' }, headers);
    const { body } = await ask('GET', '/configure', undefined, headers);
    expect(body).toEqual({
      version: 'v1.1',
      llm: null,
      embedder: null,
      vector_store: null,
      custom_instructions: 'Places.',
    });
    expect((await ask('POST', '/configure', { llm: {} }, headers)).status).toBe(403);
    expect((await ask('GET', '/auth/setup-status')).status).toBe(401);
  });

  it('signs in with a key as the password; accounts are not made', async () => {
    const { ask, memory } = await server();
    const { secret } = await memory.keys.create({ name: 'admin', scopes: ['admin'] });
    const login = { email: 'a@b.c', password: secret };
    const { body } = await ask('POST', '/auth/login', login);
    expect(body).toEqual({ access_token: secret, refresh_token: secret, token_type: 'bearer' });
    const refreshed = await ask('POST', '/auth/refresh', { refresh_token: secret });
    expect(refreshed.body.access_token).toBe(secret);
    const headers = { authorization: `Bearer ${secret}` };
    const { body: me } = await ask('GET', '/auth/me', undefined, headers);
    expect(me).toMatchObject({ name: 'admin', role: 'admin' });
    expect((await ask('POST', '/auth/onboarding-complete', {}, headers)).status).toBe(200);
    for (const password of ['tlv_wrong', `${secret}0`]) {
      expect((await ask('POST', '/auth/login', { password })).status).toBe(401);
    }
    expect((await ask('POST', '/auth/login', {})).status).toBe(400);
    for (const [method, path] of [
      ['POST', '/auth/register'],
      ['PATCH', '/auth/me'],
      ['POST', '/auth/change-password'],
    ] as const) {
      expect((await ask(method, path, login)).status).toBe(401);
      expect((await ask(method, path, login, headers)).status).toBe(403);
    }
  });

  it('lists requests to who administers, without names; providers; instructions', async () => {
    const { ask, memory } = await server();
    await ask('DELETE', '/entities/user/quinn');
    expect((await ask('GET', '/requests')).status).toBe(403);
    const { secret } = await memory.keys.create({ name: 'admin', scopes: ['admin'] });
    const headers = { 'x-api-key': secret };
    await ask('POST', '/search', { query: '' }, headers);
    const { body } = await ask('GET', '/requests?limit=2', undefined, headers);
    expect(body).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/search',
        status_code: 400,
        auth_type: 'api_key',
        latency_ms: expect.any(Number),
      }),
      expect.objectContaining({ path: '/requests', status_code: 403, auth_type: 'none' }),
    ]);
    const all = (await ask('GET', '/requests', undefined, headers)).body;
    expect(JSON.stringify(all)).not.toContain('quinn');
    const { body: providers } = await ask('GET', '/configure/providers', undefined, headers);
    expect([providers.llm, providers.embedder]).toEqual([
      expect.arrayContaining(['ollama', 'openai']),
      expect.arrayContaining(['openai']),
    ]);
    const use = { use_case: 'planning trips.' };
    const made = await ask('POST', '/generate-instructions', use, headers);
    expect(made.body).toMatchObject({
      custom_instructions: expect.stringContaining('planning trips'),
      test_message: expect.stringMatching(/\S/),
    });
  });
});
