import { describe, expect, it } from 'vitest';
import { type Api, temporaryApi } from '../helpers/api.js';
import { overHttp, served } from '../mcp/clients.js';

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** Served to an app that is paused, too: who signs in must be able to let it go on. */
const governs = (path: string) => path.startsWith('/v1/apps') || path === '/v1/session';

async function operationsOf(api: Api) {
  const { body } = await api.call('GET', '/openapi.json');
  return Object.entries(body.paths as Record<string, object>)
    .filter(([path]) => path.startsWith('/v1/') && !governs(path))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
}

/** Asks every route there is in the name of an app. */
async function statusesFor(api: Api, headers: Record<string, string>): Promise<Set<string>> {
  const answers = new Set<string>();
  for (const { method, path } of await operationsOf(api)) {
    const body = method === 'POST' || method === 'PATCH' ? {} : undefined;
    const type: Record<string, string> = path.endsWith('/batch')
      ? { 'content-type': 'application/x-ndjson' }
      : {};
    const reply = await api.call(method, path.replace('{id}', '1'), body, { ...headers, ...type });
    answers.add(`${reply.status} ${reply.body.code}`);
  }
  return answers;
}

describe('a paused app at every door (D5)', () => {
  it.each(['X-Tulving-App', 'X-Tulving-Client'])(
    'is refused on every route when it names itself by %s',
    async (header) => {
      const api = await temporaryApi();
      await api.call('POST', '/v1/apps/cursor/pause');
      const before = await api.memory.status();
      expect(await statusesFor(api, { [header]: 'cursor' })).toEqual(new Set(['403 app_paused']));
      expect(await api.memory.status()).toEqual(before);
      expect((await api.call('GET', '/v1/memories', undefined, { [header]: 'zed' })).status).toBe(
        200,
      );
      expect((await api.call('GET', '/health')).status).toBe(200);
    },
  );

  it('is refused on every route when a key fixes it, and cannot let itself go on', async () => {
    const api = await temporaryApi();
    const key = async (app_id?: string) => {
      const { secret } = await api.memory.keys.create({
        name: 'test',
        scopes: ['admin'],
        ...(app_id !== undefined && { app_id }),
      });
      return bearer(secret);
    };
    const [cursors, operators] = [await key('cursor'), await key()];
    expect((await api.call('GET', '/v1/memories', undefined, cursors)).status).toBe(200);
    const paused = await api.call('POST', '/v1/apps/cursor/pause', undefined, operators);
    expect(paused.body).toMatchObject({ state: 'paused', claimed: false });
    expect(await statusesFor(api, cursors)).toEqual(new Set(['403 app_paused']));
    const resumed = await api.call('POST', '/v1/apps/cursor/resume', undefined, cursors);
    expect(resumed).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    await api.call('POST', '/v1/apps/cursor/resume', undefined, operators);
    expect((await api.call('GET', '/v1/memories', undefined, cursors)).status).toBe(200);
  });

  it('writes nothing under its name, whoever sends it', async () => {
    const api = await temporaryApi();
    await api.call('POST', '/v1/apps/cursor/pause');
    const body = { text: 'Tea is ready.', app_id: 'cursor' };
    const refused = await api.call('POST', '/v1/memories', body);
    expect(refused).toMatchObject({ status: 403, body: { code: 'app_paused' } });
    expect(refused.body.remedy).toContain('tulving apps resume');
    // What it has written can still be looked at.
    expect((await api.call('GET', '/v1/memories?app_id=cursor')).status).toBe(200);
  });

  it('is told so by its MCP tools, by the name that the client gives or the URL', async () => {
    const { url, memory } = await served();
    const client = await overHttp('v2', url);
    const add = () => client.call('memory_add', { text: 'I drink tea.' });
    expect(await add()).toMatchObject({ isError: false });
    await memory.apps.pause(client.name);
    for (const answer of [await add(), await client.call('memory_search', { query: 'tea' })]) {
      expect(answer.isError).toBe(true);
      expect(answer.text).toContain('is paused');
    }
    const named = await overHttp('v2', `${url}?app=zed`);
    expect(await named.call('memory_search', { query: 'tea' })).toMatchObject({ isError: false });
    await memory.apps.pause('zed');
    expect((await named.call('memory_search', { query: 'tea' })).text).toContain('is paused');
    const { data } = await memory.apps.list();
    expect(data.map(({ name, state }) => [name, state])).toEqual([
      [client.name, 'paused'],
      ['zed', 'paused'],
    ]);
  });
});

describe('/v1/memories/state, /v1/policies (D2, D3)', () => {
  it('changes states, and answers how to take it back', async () => {
    const api = await temporaryApi();
    await api.call('POST', '/v1/memories', { text: 'Tea is ready.', app_id: 'cursor' });
    const changed = await api.call('POST', '/v1/memories/state', {
      state: 'paused',
      app_id: 'cursor',
    });
    expect(changed).toMatchObject({ status: 200, body: { changed: 1, dry_run: false } });
    const undone = await api.call('POST', '/v1/undo', { batch: changed.body.batch_id });
    expect(undone.body.counts).toMatchObject({ reverted: 1 });
    const wrong = await api.call('POST', '/v1/memories/state', { state: 'gone' });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
  });

  it('keeps the reason that a deletion is sent with', async () => {
    const api = await temporaryApi();
    const added = await api.call('POST', '/v1/memories', { text: 'Tea is ready.' });
    const { id } = added.body.memories[0];
    await api.call('DELETE', `/v1/memories/${id}?reason=cold`);
    const { body } = await api.call('GET', `/v1/memories/${id}/history`);
    expect(body.data.at(-1)).toMatchObject({ state: 'deleted', reason: 'cold' });
    expect((await api.call('DELETE', `/v1/memories/${id}?because=cold`)).status).toBe(422);
  });

  it('takes an admin key for policies', async () => {
    const api = await temporaryApi();
    const policy = { name: 'old', criteria: { created_days: 30 } };
    expect((await api.call('POST', '/v1/policies', policy)).status).toBe(403);
    const { secret } = await api.memory.keys.create({ name: 'ops', scopes: ['admin'] });
    const headers = bearer(secret);
    const made = await api.call('POST', '/v1/policies', policy, headers);
    expect(made).toMatchObject({ status: 201, body: { name: 'old', enabled: true } });
    const path = `/v1/policies/${made.body.id}`;
    const off = await api.call('PATCH', path, { enabled: false }, headers);
    expect(off.body).toMatchObject({ enabled: false });
    const run = await api.call('POST', '/v1/policies/run', { id: made.body.id }, headers);
    expect(run.body).toMatchObject({ data: [{ changed: 0, batch_id: null }], dry_run: false });
    expect((await api.call('DELETE', path, undefined, headers)).status).toBe(204);
    expect((await api.call('GET', '/v1/policies', undefined, headers)).body).toEqual({ data: [] });
  });
});
