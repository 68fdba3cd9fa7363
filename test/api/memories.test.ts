import { describe, expect, it } from 'vitest';
import { expectProblem, temporaryApi } from '../helpers/api.js';

describe('POST /v1/memories (C1)', () => {
  it('keeps a note and a conversation', async () => {
    const api = await temporaryApi();
    const note = await api.call('POST', '/v1/memories', {
      user_id: 'ada',
      text: 'Mia lives in Lisbon.',
    });
    expect(note).toMatchObject({
      status: 201,
      body: {
        memories: [{ text: 'Mia lives in Lisbon.', user_id: 'ada', cube: 'user:ada' }],
        episodes: [{ id: expect.any(String) }],
      },
    });
    const talk = await api.call('POST', '/v1/memories', {
      user_id: 'ada',
      run_id: 's1',
      messages: [
        { role: 'user', content: 'I moved to Rome.' },
        { role: 'assistant', content: 'ok' },
      ],
    });
    expect(talk.body.memories).toHaveLength(1);
    expect(talk.body.episodes).toHaveLength(2);
  });

  it('fills the scope from headers, then from TULVING_USER; the body wins', async () => {
    const api = await temporaryApi({ user: 'me' });
    const add = async (body: object, headers = {}) => {
      const { memories } = (await api.call('POST', '/v1/memories', { text: 'x', ...body }, headers))
        .body;
      const { cube, user_id, agent_id, app_id, run_id } = memories[0];
      return [cube, user_id, agent_id, app_id, run_id];
    };
    const headers = {
      'X-Tulving-User': 'ada',
      'X-Tulving-Agent': 'a',
      'X-Tulving-App': 'cursor',
      'X-Tulving-Run': 'r',
    };
    expect(await add({})).toEqual(['user:me', 'me', null, null, null]);
    expect(await add({}, headers)).toEqual(['user:ada', 'ada', 'a', 'cursor', 'r']);
    expect(await add({ user_id: 'bob' }, headers)).toEqual(['user:bob', 'bob', 'a', 'cursor', 'r']);
    expect(await add({ cube: 'crypto' })).toEqual(['crypto', null, null, null, null]);
    expect(await add({}, { 'X-Tulving-Cube': 'crypto' })).toEqual([
      'crypto',
      null,
      null,
      null,
      null,
    ]);
    const [event] = (
      await api.memory.history((await api.memory.list({ user_id: 'ada' })).data[0]?.id ?? '')
    ).slice(-1);
    expect(event?.app).toBe('cursor');
  });

  const deep = JSON.stringify({ text: 'x', metadata: 0 }).replace(
    '0',
    `${'{"a":'.repeat(199)}{}${'}'.repeat(199)}`,
  );
  it.each([
    ['an empty text', { text: '' }, 422, 'invalid_input', '/text'],
    ['nothing', {}, 422, 'invalid_input', '/text'],
    ['no object', '[1]', 422, 'invalid_input', ''],
    ['a lone surrogate', '{"text":"a\\ud800b"}', 422, 'invalid_input', '/text'],
    ['NUL', '{"text":"a\\u0000b"}', 422, 'invalid_input', '/text'],
    [
      'the year 99999',
      { text: 'x', occurred_at: '99999-01-01T00:00:00Z' },
      422,
      'invalid_input',
      '/occurred_at',
    ],
    ['metadata 200 deep', deep, 422, 'invalid_input', '/metadata'],
    ['a misspelt field', { text: 'x', userid: 'a' }, 422, 'invalid_input', '/userid'],
    ['broken JSON', '{"text": "x"', 400, 'invalid_json', undefined],
    [
      'invalid UTF-8',
      new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      400,
      'invalid_json',
      undefined,
    ],
    ['200,000 brackets', '['.repeat(200_000), 400, 'invalid_json', undefined],
    [
      'a body of 10 MB',
      JSON.stringify({ text: 'x'.repeat(10_000_000) }),
      413,
      'body_too_large',
      undefined,
    ],
  ])('refuses %s', async (_, body, status, code, pointer) => {
    const api = await temporaryApi();
    const reply = await expectProblem(api, code, () => api.call('POST', '/v1/memories', body));
    expect(reply.status).toBe(status);
    if (pointer !== undefined) expect(reply.body.errors[0].pointer).toBe(pointer);
  });

  it('refuses other types of body, also none', async () => {
    const api = await temporaryApi();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      '',
    ]) {
      await expectProblem(api, 'unsupported_media_type', () =>
        api.call('POST', '/v1/memories', '{"text":"x"}', { 'content-type': type }),
      );
    }
  });

  it('takes __proto__ for a name like any other', async () => {
    const api = await temporaryApi();
    const reply = await api.call(
      'POST',
      '/v1/memories',
      '{"text":"x","metadata":{"__proto__":{"polluted":1}}}',
    );
    expect([201, 422]).toContain(reply.status);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('GET, PATCH, DELETE /v1/memories/{id}', () => {
  it('reads, corrects, deletes and tells the history', async () => {
    const api = await temporaryApi();
    const { id } = (await api.call('POST', '/v1/memories', { text: 'Mia lives in Lisbon.' })).body
      .memories[0];
    const path = `/v1/memories/${id}`;
    expect((await api.call('GET', path)).body.text).toBe('Mia lives in Lisbon.');
    const patched = await api.call('PATCH', path, { text: 'Mia lives in Porto.', if_version: 1 });
    expect(patched).toMatchObject({
      status: 200,
      body: { version: 2, text: 'Mia lives in Porto.' },
    });
    await expectProblem(api, 'version_conflict', () =>
      api.call('PATCH', path, { text: 'x', if_version: 1 }),
    );
    const source = await api.call('GET', `/v1/episodes/${patched.body.sources[0].episode_id}`);
    expect(source).toMatchObject({ status: 200, body: { text: 'Mia lives in Lisbon.' } });
    expect(await api.call('DELETE', path)).toMatchObject({ status: 204, body: '' });
    await expectProblem(api, 'not_found', () => api.call('GET', path));
    const { data } = (await api.call('GET', `${path}/history`)).body;
    expect(data.map(({ event }: { event: string }) => event)).toEqual([
      'created',
      'updated',
      'deleted',
    ]);
  });

  it('reads what was deleted where that is asked for, until it is erased', async () => {
    const api = await temporaryApi();
    const { id } = (await api.call('POST', '/v1/memories', { text: 'Mia lives in Lisbon.' })).body
      .memories[0];
    const path = `/v1/memories/${id}`;
    const withDeleted = `${path}?include_deleted=true`;
    expect(await api.call('GET', withDeleted)).toMatchObject({ body: { state: 'active' } });
    await api.call('DELETE', path);
    for (const without of [path, `${path}?include_deleted=false`])
      await expectProblem(api, 'not_found', () => api.call('GET', without));
    expect(await api.call('GET', withDeleted)).toMatchObject({
      status: 200,
      body: { id, text: 'Mia lives in Lisbon.', state: 'deleted' },
    });
    await expectProblem(api, 'invalid_input', () => api.call('GET', `${path}?include_deleted=1`));
    await api.call('POST', `${path}/erase`);
    await expectProblem(api, 'not_found', () => api.call('GET', withDeleted));
  });

  it.each(['GET', 'PATCH', 'DELETE'])(
    '%s of an unknown or a wrong id is not found',
    async (method) => {
      const api = await temporaryApi();
      for (const id of ['1', '%00', '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e', 'x'.repeat(5_000)]) {
        const body = method === 'PATCH' ? { text: 'x' } : undefined;
        await expectProblem(api, 'not_found', () => api.call(method, `/v1/memories/${id}`, body));
      }
    },
  );
});

describe('GET /v1/memories', () => {
  it('pages', async () => {
    const api = await temporaryApi();
    for (const text of ['a', 'b', 'c']) await api.call('POST', '/v1/memories', { text });
    const first = (await api.call('GET', '/v1/memories?limit=2')).body;
    expect(first.data.map(({ text }: { text: string }) => text)).toEqual(['c', 'b']);
    const second = (await api.call('GET', `/v1/memories?limit=2&cursor=${first.next_cursor}`)).body;
    expect(second).toMatchObject({ data: [{ text: 'a' }], next_cursor: null });
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=many', '/limit'],
    ['cursor=nonsense', '/cursor'],
    ['state=gone', '/state'],
    ['user=ada', '/user'],
  ])('refuses ?%s', async (query, pointer) => {
    const api = await temporaryApi();
    const reply = await expectProblem(api, 'invalid_input', () =>
      api.call('GET', `/v1/memories?${query}`),
    );
    expect(reply.body.errors[0].pointer).toBe(pointer);
  });
});

describe('POST /v1/context (C1, T5)', () => {
  it('explains the search that the block was packed from, when asked', async () => {
    const api = await temporaryApi();
    await api.call('POST', '/v1/memories', { text: 'Mia lives in Lisbon.' });
    const ask = async (more: object) =>
      (await api.call('POST', '/v1/context', { query: 'Where does Mia live now?', ...more })).body;
    const { text, sources, trace, trace_id: id } = await ask({ explain: true });
    expect(text).toContain('Lisbon');
    expect(trace.query.asks).toEqual(['now']);
    expect(trace.hits[0].memory_id).toBe(sources.m1.memory_id);
    expect((await api.call('GET', `/v1/traces/${id}`)).body).toMatchObject({ kind: 'context' });
    expect(await ask({})).not.toHaveProperty('trace');
    expect(await ask({ budget_tokens: 1 })).toMatchObject({
      text: '',
      left_out: [{ reason: 'budget' }],
    });
  });
});

describe('POST /v1/search (C1, T5)', () => {
  it('finds, and explains when asked', async () => {
    const api = await temporaryApi();
    await api.call('POST', '/v1/memories', { text: 'Mia lives in Lisbon.' });
    const { body } = await api.call('POST', '/v1/search', {
      query: 'Where does Mia live?',
      explain: true,
    });
    expect(body.results).toMatchObject([
      { text: 'Mia lives in Lisbon.', score: expect.any(Number) },
    ]);
    expect(body.trace.hits[0].channels[0]).toMatchObject({ channel: 'words', rank: 1 });
    const plain = await api.call('POST', '/v1/search', { query: 'volcano' });
    expect(plain.body).toEqual({ results: [] });
  });

  it.each([
    ['no query', {}, '/query'],
    ['an empty query', { query: ' ' }, '/query'],
    ['a query of 1 MB', { query: 'x'.repeat(1_000_000) }, '/query'],
    ['too high a limit', { query: 'x', limit: 1_000 }, '/limit'],
  ])('refuses %s', async (_, body, pointer) => {
    const api = await temporaryApi();
    const reply = await expectProblem(api, 'invalid_input', () =>
      api.call('POST', '/v1/search', body),
    );
    expect(reply.status).toBe(422);
    expect(reply.body.errors[0].pointer).toBe(pointer);
  });
});
