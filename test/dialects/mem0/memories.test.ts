import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/model/ids.js';
import { mem0, type Mem0 } from './served.js';

const say = (content: unknown, role = 'user') => ({ role, content });
const ada = { user_id: 'ada' };
const add = async (server: Mem0, body: object) =>
  (await server.ask('POST', '/v3/memories/add/', { ...ada, ...body })).body;
const list = async (server: Mem0, filters: object, more: object = {}) =>
  (await server.ask('POST', '/v3/memories/', { filters, ...more })).body;

describe('routes of mem0 for memories (T2)', () => {
  it('answer ping so that no client sends the address of a person to others', async () => {
    const server = await mem0();
    expect((await server.ask('GET', '/v1/ping')).body).toEqual({
      status: 'ok',
      org_id: 'tulving',
      project_id: 'tenant-1',
      user_email: 'tulving@localhost',
    });
  });

  it('add: an event that has succeeded, memories seen at once, its own shapes', async () => {
    const server = await mem0();
    const answer = await add(server, { messages: [say('I keep bees.')], metadata: { Of: 'Ada' } });
    const [kept] = answer.results;
    expect(answer).toMatchObject({ status: 'SUCCEEDED', event_id: expect.any(String) });
    expect(kept).toMatchObject({ event: 'ADD', data: { memory: 'I keep bees.' } });
    const again = await add(server, { messages: [say('I keep bees.')] });
    expect(again.results).toEqual([expect.objectContaining({ id: kept.id, event: 'NOOP' })]);
    const { body } = await server.ask('GET', `/v1/memories/${kept.id}/`);
    expect(body).toEqual({
      id: kept.id,
      memory: 'I keep bees.',
      ...ada,
      agent_id: null,
      app_id: null,
      run_id: null,
      session_id: null,
      hash: expect.stringMatching(/^[0-9a-f]{32}$/),
      metadata: { Of: 'Ada' },
      categories: expect.any(Array),
      created_at: expect.any(String),
      updated_at: expect.any(String),
      expiration_date: null,
      structured_attributes: null,
      replaced_by: null,
      synthesized: false,
      lifecycle_state: 'active',
    });
    const event = await server.ask('GET', `/v1/event/${answer.event_id}/`);
    expect(event.body).toMatchObject({ status: 'SUCCEEDED', results: [{ id: kept.id }] });
    const { body: events } = await server.ask('GET', '/v1/events/');
    expect(events.results[0]).toMatchObject({ id: answer.event_id, event_type: 'ADD' });
  });

  it.each([
    [{ messages: [say('x')], user_id: undefined }, /At least one of/],
    [{ messages: [] }, /at least one element/],
    [{ messages: [say([{ type: 'image_url', image_url: { url: 'x' } }])] }, /pictures/],
    [{ messages: [say('x')], expiration_date: 'soon' }, /expires_at/],
    [{ messages: [say('x')], metadata: 'x' }, /metadata/],
  ])('add refuses with 400: %#', async (body, words) => {
    const server = await mem0();
    const before = await server.memory.status();
    const reply = await server.ask('POST', '/v3/memories/add/', { ...ada, ...body });
    expect([reply.status, reply.body.error]).toEqual([400, expect.stringMatching(words)]);
    expect(await server.memory.status()).toEqual(before);
  });

  it('add reads the text of parts, keeps each message with infer: false, and facts that a client drew', async () => {
    const server = await mem0();
    const parts = [
      { type: 'text', text: 'Look, a heron.' },
      { type: 'image_url', image_url: {} },
    ];
    await add(server, { messages: [say(parts)] });
    const raw = [say('Hi!'), say('Hello.', 'assistant'), say('Be kind.', 'system')];
    const { results } = await add(server, { messages: raw, infer: false });
    expect(results.map(({ memory }: { memory: string }) => memory)).toEqual(['Hi!', 'Hello.']);
    const drawn = { messages: [say('…')], infer: false, deduced_memories: ['Ada likes herons.'] };
    const fact = (await add(server, drawn)).results[0];
    expect((await server.memory.get(fact.id)).kind).toBe('fact');
    expect((await list(server, ada)).count).toBe(4);
  });

  it('search: what holds first, with latest_only nothing else; fields and a breakdown where asked for', async () => {
    const server = await mem0();
    const old = await server.memory.add({ ...ada, text: 'Mia lives in Lisbon.' });
    const id = old.memories[0]?.id ?? '';
    const now = await server.memory.add({ ...ada, text: 'Mia lives in Porto.', supersedes: [id] });
    const search = async (more: object) =>
      (
        await server.ask('POST', '/v3/memories/search/', {
          query: 'Where does Mia live?',
          filters: ada,
          output_format: 'v1.1',
          ...more,
        })
      ).body.results;
    const both = await search({});
    expect(both.map(({ lifecycle_state: state }: { lifecycle_state: string }) => state)).toEqual([
      'active',
      'superseded',
    ]);
    expect(both[1].replaced_by).toBe(now.memories[0]?.id);
    expect(await search({ latest_only: true })).toHaveLength(1);
    expect(await search({ top_k: 1 })).toHaveLength(1);
    expect(await search({ threshold: 1 })).toEqual([]);
    const [told] = await search({ fields: ['memory', 'score_breakdown'] });
    expect(Object.keys(told).toSorted()).toEqual(['id', 'memory', 'score_breakdown']);
    expect(told.score_breakdown.bm25).toBeGreaterThan(0);
    expect((await list(server, ada, { latest_only: true })).count).toBe(1);
    const { body } = await server.ask(
      'DELETE',
      `/v1/memories/${now.memories[0]?.id}/?delete_linked=true`,
    );
    expect(body.cascade_count).toBe(1);
    expect((await list(server, ada)).count).toBe(0);
  });

  it('scores are likenesses, as its clients hold thresholds for them (A5, T2)', async () => {
    const server = await mem0();
    await server.memory.add({ ...ada, text: 'I adopted a beagle called Biscuit.' });
    const query = 'What kind of pet do I have?';
    const chance = (await server.memory.search({ ...ada, query })).results[0]?.score ?? 0;
    const search = (more: object) =>
      server.ask('POST', '/v3/memories/search/', { query, filters: ada, ...more });
    const { score } = (await search({})).body.results[0];
    expect(score).toBeCloseTo(Math.cbrt(chance), 9);
    expect((await search({ threshold: score - 0.001 })).body.results).toHaveLength(1);
    expect((await search({ threshold: score + 0.001 })).body.results).toEqual([]);
    // What the OpenClaw plugin asks for, unless it is told otherwise.
    expect(chance).toBeLessThan(0.1);
    expect((await search({ threshold: 0.1 })).body.results).toHaveLength(1);
    for (const threshold of [-0.1, 1.5, 'much']) {
      const refused = await search({ threshold });
      expect([refused.status, refused.body.error]).toEqual([
        400,
        'threshold must be a number from 0 to 1.',
      ]);
    }
  });

  it('lists hide what was merged unless it is asked for', async () => {
    const server = await mem0();
    const one = await server.memory.add({ ...ada, text: 'Ada keeps bees.' });
    const two = await server.memory.add({ ...ada, text: 'Ada has bees.' });
    await server.memory.merge(two.memories[0]?.id ?? '', { into: one.memories[0]?.id ?? '' });
    expect((await list(server, ada)).count).toBe(1);
    expect((await list(server, ada, { include_merged: true })).count).toBe(2);
  });

  it('refuse ids beside the filters in the third version, and no filter at all', async () => {
    const server = await mem0();
    for (const path of ['/v3/memories/', '/v3/memories/search/']) {
      const beside = await server.ask('POST', path, { query: 'x', userId: 'ada', filters: ada });
      expect([beside.status, beside.body.error]).toEqual([
        400,
        expect.stringMatching(/inside filters/),
      ]);
      const none = await server.ask('POST', path, { query: 'x' });
      expect([none.status, none.body.message]).toEqual([400, expect.stringMatching(/required/)]);
    }
  });

  it('earlier versions: ids beside filters, bare lists, envelopes for pages and for v1.1', async () => {
    const server = await mem0();
    const added = await server.ask('POST', '/v1/memories/', { ...ada, messages: 'I keep bees.' });
    expect(added.body).toEqual([expect.objectContaining({ memory: 'I keep bees.', event: 'ADD' })]);
    const bare = await server.ask('GET', '/v1/memories/?user_id=ada');
    expect(bare.body).toHaveLength(1);
    const paged = await server.ask('GET', '/v1/memories/?user_id=ada&page=1&page_size=10');
    expect(paged.body).toMatchObject({ count: 1, next: null, previous: null });
    for (const path of ['/v1/memories/search/', '/v2/memories/search']) {
      const body = { query: 'bees', ...(path.startsWith('/v1') ? ada : { filters: ada }) };
      expect((await server.ask('POST', path, body)).body[0].memory).toBe('I keep bees.');
      const wrapped = await server.ask('POST', path, { ...body, output_format: 'v1.1' });
      expect(wrapped.body).toMatchObject({ results: [{ memory: 'I keep bees.' }], relations: [] });
    }
    expect((await server.ask('POST', '/v2/memories/', { filters: ada })).body).toHaveLength(1);
  });

  it('update, history, batch and feedback; ids that are none or nowhere', async () => {
    const server = await mem0();
    const id = (await add(server, { messages: [say('I keep bees.')] })).results[0].id;
    const changed = {
      text: 'I keep hens.',
      expiration_date: '2999-01-01',
      timestamp: 1_700_000_000,
    };
    const { body } = await server.ask('PUT', `/v1/memories/${id}/`, changed);
    expect(body).toMatchObject({ memory: 'I keep hens.', expiration_date: '2999-01-01' });
    expect(body.created_at).toBe('2023-11-14T22:13:20.000Z');
    await server.ask('PUT', `/v1/memories/${id}/`, { expiration_date: null });
    const entries = (await server.ask('GET', `/v1/memories/${id}/history/`)).body;
    expect(entries[1]).toMatchObject({
      event: 'UPDATE',
      memory_id: id,
      old_memory: 'I keep bees.',
      new_memory: 'I keep hens.',
    });
    const given = { memory_id: id, feedback: 'VERY_NEGATIVE', feedback_reason: 'Old.' };
    expect((await server.ask('POST', '/v1/feedback/', given)).body.feedback).toBe('VERY_NEGATIVE');
    expect((await server.memory.feedback.list(id))[0]).toMatchObject({ verdict: 'not_useful' });
    const missing = [
      { memory_id: id, text: 'No.' },
      { memory_id: newId(), text: 'No.' },
    ];
    expect((await server.ask('PUT', '/v1/batch/', { memories: missing })).status).toBe(404);
    expect((await server.memory.get(id)).text).toBe('I keep hens.');
    const all = { memories: [{ memory_id: id }] };
    const deleted = await server.ask('DELETE', '/v1/batch/', all);
    expect(deleted.body.message).toBe('Successfully deleted 1 memories');
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
    ] as const) {
      const to = (one: string) => server.ask(method, `/v1/memories/${one}/${path}`, { text: 'x' });
      const ask =
        method === 'GET' ? (one: string) => server.ask(method, `/v1/memories/${one}/`) : to;
      expect((await ask('none')).status).toBe(400);
      expect((await ask(newId())).body.error).toBe('Memory not found!');
    }
  });

  it('delete all: by name, by kind, all four kinds, and nothing without a name', async () => {
    const server = await mem0();
    const note = (scope: object) => server.memory.add({ text: 'A note.', ...scope });
    await note({ user_id: 'ada' });
    await note({ user_id: 'ada', run_id: 'r1' });
    await note({ user_id: 'bob', agent_id: 'guide' });
    await note({ agent_id: 'guide' });
    await note({ cube: 'team' });
    const left = async () => (await server.memory.list({ user_id: '*', limit: 100 })).data.length;
    const gone = async (query: string) => server.ask('DELETE', `/v1/memories/${query}`);
    expect((await gone('')).status).toBe(400);
    expect(await left()).toBe(5);
    const { body } = await gone('?user_id=ada&run_id=*');
    expect(await left()).toBe(4);
    expect((await server.ask('GET', `/v1/event/${body.event_id}`)).body.status).toBe('SUCCEEDED');
    await gone('?user_id=*');
    expect(await left()).toBe(2);
    await gone('?user_id=*&agent_id=*&app_id=*&run_id=*');
    expect(await left()).toBe(1);
  });

  it('entities in pages, and deleted by name or id', async () => {
    const server = await mem0();
    for (const user_id of ['ada', 'bob', 'a/b']) await server.memory.add({ user_id, text: 'Tea.' });
    await server.memory.add({ user_id: 'bob', agent_id: 'guide', text: 'Rain.' });
    const { body } = await server.ask('GET', '/v1/entities/?page=2&page_size=2');
    expect(body).toMatchObject({ count: 4, total_users: 3, total_agents: 1, next: null });
    const all = (await server.ask('GET', '/v1/entities/')).body.results;
    const bob = all.find(({ name }: { name: string }) => name === 'bob');
    expect(bob).toMatchObject({ type: 'user', total_memories: 2 });
    await server.ask('DELETE', `/v1/entities/user/${bob.id}/`);
    await server.ask('DELETE', `/v2/entities/user/${encodeURIComponent('a/b')}/`);
    expect((await server.memory.sources.everyName()).map(({ name }) => name)).toEqual(['ada']);
    expect((await server.ask('DELETE', '/v2/entities/planet/mars/')).status).toBe(400);
  });

  it('a project keeps instructions and categories, and says what it leaves out', async () => {
    const server = await mem0();
    const path = '/api/v1/orgs/organizations/o/projects/p/';
    const patch = {
      custom_instructions: 'Places.',
      custom_categories: [{ garden: 'Plants.' }],
      decay: true,
    };
    expect((await server.ask('PATCH', path, patch)).body.message).toContain('left out: decay');
    const { body } = await server.ask(
      'GET',
      `${path}?fields=custom_instructions&fields=custom_categories`,
    );
    expect(body).toEqual({
      custom_instructions: 'Places.',
      custom_categories: [{ garden: 'Plants.' }],
    });
    expect(await server.memory.cubes.settings('user:ada')).toMatchObject({
      custom_instructions: 'Places.',
    });
    await server.memory.cubes.set('user:ada', { custom_instructions: 'Her own.' });
    expect(await server.memory.cubes.settings('user:ada')).toMatchObject({
      custom_instructions: 'Her own.',
      categories: [{ name: 'garden', description: 'Plants.' }],
    });
    await server.ask('PATCH', path, { custom_instructions: null, custom_categories: null });
    expect((await server.ask('GET', path)).body.custom_instructions).toBeNull();
  });

  it('what is kept shows where it came from: the words, and the program that sent them', async () => {
    const server = await mem0();
    const messages = [say('I keep bees.'), say('Bees need water.', 'assistant')];
    const client = { 'x-mem0-client': 'mem0-js/3.3.1' };
    const path = '/v3/memories/add/';
    const added = await server.ask('POST', path, { ...ada, messages }, client);
    for (const [at, { id }] of added.body.results.entries()) {
      const kept = await server.memory.get(id);
      const { content, role } = messages[at] ?? say('');
      expect(kept.sources).toMatchObject([{ role, quote: content }]);
      const [episode = ''] = kept.sources.map((source) => source.episode_id);
      const drawn = await server.memory.sources.drawnFrom(episode);
      expect(drawn).toMatchObject({ pending: false, failed: null, memories: [{ id }] });
      // A label of scope is only what was named as such.
      expect(kept.app_id).toBeNull();
      expect(await server.memory.history(id)).toMatchObject([{ app: 'mem0-js' }]);
    }
    const note = { ...ada, messages: [say('Likes tea.')], infer: false, source: 'OPENCLAW' };
    const [{ id }] = (await server.ask('POST', path, note, client)).body.results;
    expect((await server.memory.get(id)).sources).toMatchObject([{ quote: 'Likes tea.' }]);
    expect(await server.memory.history(id)).toMatchObject([{ app: 'OPENCLAW' }]);
  });

  it('says 404 of what is nowhere, and 400 of what is no JSON, both as JSON', async () => {
    const server = await mem0();
    expect((await server.ask('GET', '/v9/nothing')).status).toBe(404);
    const broken = await server.ask('POST', '/v3/memories/', '{"filters"');
    expect([broken.status, broken.body.error]).toEqual([400, expect.stringContaining('JSON')]);
  });
});
