import { describe, expect, it } from 'vitest';
import { temporaryMemory } from '../helpers/temporary-memory.js';
import { kinds, note, overHttp, served } from './clients.js';

/** What a client keeps, as it is stored. */
async function kept(url: string, headers: Record<string, string> = {}, text = 'I drink tea.') {
  const client = await overHttp('v2', url, headers);
  const answer = await client.call('memory_add', { text });
  expect(answer).toMatchObject({ isError: false });
  return answer.structuredContent.memories[0].id as string;
}

describe('whose memory it is (DESIGN 16)', () => {
  it('comes from TULVING_USER where nothing says it', async () => {
    const { url, memory } = await served({ user: 'ada' });
    expect(await memory.get(await kept(url))).toMatchObject({ user_id: 'ada', cube: 'user:ada' });
  });

  it('comes from the URL, before the headers', async () => {
    const { url, memory } = await served();
    const id = await kept(`${url}?user=bob&agent=planner&app=cursor&run=r1`, {
      'X-Tulving-User': 'ada',
    });
    expect(await memory.get(id)).toMatchObject({
      user_id: 'bob',
      agent_id: 'planner',
      app_id: 'cursor',
      run_id: 'r1',
    });
    const work = await kept(`${url}?cube=work`, {}, 'The office is in Porto.');
    expect(await memory.get(work)).toMatchObject({ cube: 'work', user_id: null });
  });

  it('comes from the headers', async () => {
    const { url, memory } = await served();
    const id = await kept(url, { 'X-Tulving-User': 'ada', 'X-Tulving-App': 'zed' });
    expect(await memory.get(id)).toMatchObject({ user_id: 'ada', app_id: 'zed' });
  });

  it('comes from the key, which nothing widens', async () => {
    const { url, memory } = await served();
    const { secret } = await memory.keys.create({ name: 'ada', scopes: ['write'], user_id: 'ada' });
    const headers = { Authorization: `Bearer ${secret}` };
    expect(await memory.get(await kept(url, headers))).toMatchObject({ user_id: 'ada' });
    const bob = await overHttp('v2', `${url}?user=bob`, headers);
    const refused = await bob.call('memory_search', { query: 'tea' });
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toContain('fixes it to "ada"');
  });

  it.each([
    ['user', { user_id: 'ada' }, { user_id: 'ada', app_id: 'test-v2' }],
    ['app', { app_id: 'cursor' }, { user_id: 'default', app_id: 'cursor' }],
    ['agent', { agent_id: 'planner' }, { agent_id: 'planner' }],
    ['cube', { cubes: ['work'] }, { cube: 'work', user_id: null }],
    ['user and app', { user_id: 'ada', app_id: 'zed' }, { user_id: 'ada', app_id: 'zed' }],
  ])(
    'is what a key for one %s fixes, whoever the client says it is',
    async (_, fixed, expected) => {
      const { url, memory } = await served();
      const { secret } = await memory.keys.create({ name: 'k', scopes: ['write'], ...fixed });
      const headers = { Authorization: `Bearer ${secret}` };
      expect(await memory.get(await kept(url, headers))).toMatchObject(expected);
      const { raw } = await overHttp('v2', url, headers);
      const [{ uri }] = (await raw.listResources()).resources;
      const { cube } = (await memory.list({ user_id: '*' })).data[0] ?? {};
      expect(uri).toBe(`memory://${encodeURIComponent(cube ?? '')}/profile`);
    },
  );

  it.each(kinds)('needs a key once there is one, with the client %s', async (kind) => {
    const { url, memory } = await served();
    await memory.keys.create({ name: 'ada', scopes: ['read'] });
    await expect(overHttp(kind, url)).rejects.toThrow(/401|nauthorized|key/);
  });

  it('is not taken from a URL that misspells it, nor a key from any URL', async () => {
    const { url } = await served();
    for (const query of [
      'usr=ada',
      'user=',
      'key=tlv_a_b',
      'user=Bearer%20tlv_abc_def',
      'tlv_abc_def',
      'toolsets=all',
    ]) {
      const response = await fetch(`${url}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
      });
      expect({ query, ...((await response.json()) as object) }).toMatchObject({
        query,
        status: 422,
        code: 'invalid_input',
      });
    }
  });
});

describe('one memory for all apps (D1)', () => {
  it('labels what an app writes, and finds what another wrote', async () => {
    const { url, memory } = await served();
    const cursor = await overHttp('v2', `${url}?app=cursor`);
    const zed = await overHttp('v2 of 2025', `${url}?app=zed&run=monday`);
    const added = await cursor.call('memory_add', { text: 'The project is called Heron.' });
    const [{ id }] = added.structuredContent.memories;
    expect(await memory.get(id)).toMatchObject({ app_id: 'cursor' });
    const found = await zed.call('memory_search', { query: 'What is the project called?' });
    expect(found.structuredContent.results).toMatchObject([{ id }]);
    await zed.call('memory_update', { id, tags: ['heron'] });
    expect(await memory.history(id)).toMatchObject([{ app: 'cursor' }, { app: 'zed' }]);
  });

  it('knows an app by the name that its client gives where nothing else tells it', async () => {
    const { url, memory } = await served();
    const id = await kept(url);
    expect(await memory.get(id)).toMatchObject({ app_id: 'test-v2' });
    expect(await memory.history(id)).toMatchObject([{ app: 'test-v2' }]);
    const told = await kept(url, { 'X-Tulving-Client': 'notes' }, 'I drink coffee, too.');
    expect(await memory.get(told)).toMatchObject({ app_id: 'notes' });
  });
});

describe('what is offered', () => {
  it.each([
    ['a key that only reads', ['read'], '', ['recall'], /cannot remember/, /memory_add/],
    ['ChatGPT', ['write'], '?toolsets=chatgpt', [], /call search/, /memory_/],
  ] as const)('to %s names nothing else', async (_, scopes, query, prompts, told, never) => {
    const { url, memory } = await served();
    const { secret } = await memory.keys.create({ name: 'k', scopes: [...scopes] });
    const { raw } = await overHttp('v2', `${url}${query}`, { Authorization: `Bearer ${secret}` });
    const listed = await raw.listPrompts();
    expect(listed.prompts.map(({ name }: { name: string }) => name)).toEqual(prompts);
    expect(raw.getInstructions()).toMatch(told);
    expect(raw.getInstructions()).not.toMatch(never);
  });

  it('is nothing that writes, to a key that only reads', async () => {
    const { url, memory } = await served();
    const { secret } = await memory.keys.create({ name: 'reader', scopes: ['read'] });
    const { raw, call } = await overHttp('v2', url, { Authorization: `Bearer ${secret}` });
    const { tools } = await raw.listTools();
    expect(tools.map(({ name }: { name: string }) => name)).toEqual([
      'memory_search',
      'memory_context',
      'memory_get',
      'memory_list',
      'memory_history',
    ]);
    await expect(call('memory_add', { text: 'I drink tea.' })).rejects.toThrow('memory_add');
    expect(await memory.status()).toMatchObject({ memories: { active: 0 } });
  });

  it('is search and fetch for ChatGPT where asked for, alone or beside the others', async () => {
    const memory = await temporaryMemory();
    const { url } = await served({ mcpToolsets: ['chatgpt'] }, memory);
    const { id, text } = await note(
      memory,
      `Mia lives in Lisbon. ${'She likes it there. '.repeat(10)}`,
    );
    const { raw, call } = await overHttp('v1', url);
    const { tools } = await raw.listTools();
    expect(tools.map(({ name }: { name: string }) => name)).toEqual(['search', 'fetch']);
    const found = await call('search', { query: 'Where does Mia live?' });
    expect(found.structuredContent).toEqual({
      results: [
        { id, title: expect.stringMatching(/^Mia lives in Lisbon\..*…$/), url: expect.any(String) },
      ],
    });
    expect(found.structuredContent.results[0].url).toContain(`/v1/memories/${id}`);
    const read = await call('fetch', { id });
    expect(JSON.parse(read.text)).toMatchObject({
      id,
      text,
      metadata: { kind: 'statement' },
    });
    const both = await overHttp('v1', `${url}?toolsets=memory,chatgpt`);
    expect((await both.raw.listTools()).tools).toHaveLength(10);
  });
});

describe('what a web page may do (DESIGN 12)', () => {
  it('is nothing from another site, and nothing by another name', async () => {
    const { url } = await served();
    const body = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
    const post = (headers: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
        body,
      });
    expect((await post({})).status).toBe(200);
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ 'x-forwarded-for': '1.2.3.4' })).status).toBe(403);
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('is no text that is not UTF-8', async () => {
    const { url, memory } = await served();
    const call = { name: 'memory_add', arguments: { text: 'caf?' } };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: call });
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: Buffer.from(body.replace('?', '\u00e9'), 'latin1'),
    });
    expect(response.status).toBe(400);
    expect(await memory.status()).toMatchObject({ episodes: 0 });
  });
});
