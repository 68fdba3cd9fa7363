import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLanguageModel } from '../../../src/models/language-model.js';
import { fakeExtractor } from '../../../src/testing/index.js';
import { fakeModel } from '../../helpers/fake-model.js';
import { listening } from '../../helpers/listening.js';

/**
 * What mem0's own integration tests of its client ask of its hosted API (mem0-ts, src/client/tests/integration:
 * initialization, crud, search, batch, management), on the wire. Theirs wait up to a minute for an addition;
 * test/clients/mem0ai.mjs has the clients themselves do the same.
 */

const ways = ['without a model', 'with a model'] as const;
const ZERO = '00000000-0000-0000-0000-000000000000';
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const talk = [
  { role: 'user', content: 'Hi, my name is Alex and I love playing chess on weekends.' },
  { role: 'assistant', content: 'Nice to meet you, Alex! Chess is a wonderful game.' },
];

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely by tests
type Answer = { status: number; body: any };

async function platform(way: (typeof ways)[number]) {
  const model =
    way === 'with a model' ? await fakeModel({ answers: [fakeExtractor()] }) : undefined;
  const llm = model && createLanguageModel({ llm: 'compatible:fake', llmUrl: model.url });
  const options = llm ? { llm, extractDelay: 0 } : {};
  const server = await listening({}, options);
  await server.memory.startJobs(() => undefined);
  const { secret } = await server.memory.keys.create({ name: 'mem0' });
  const ask = async (
    method: string,
    path: string,
    body?: object,
    key = secret,
  ): Promise<Answer> => {
    const response = await fetch(`${server.url}/mem0${path}`, {
      method,
      headers: { authorization: `Token ${key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  /** Adds, and waits as they do: until the event has ended. */
  const add = async (user: string, messages: object[] = talk, more: object = {}) => {
    const { body } = await ask('POST', '/v3/memories/add/', { messages, user_id: user, ...more });
    expect(body).toMatchObject({
      event_id: expect.stringMatching(uuid),
      status: expect.any(String),
    });
    for (let tries = 0; tries < 300; tries++) {
      const event = (await ask('GET', `/v1/event/${body.event_id}/`)).body;
      if (event.status === 'SUCCEEDED') return event;
      expect(event.status).toMatch(/^(?:PENDING|RUNNING)$/);
      await sleep(100);
    }
    throw new Error('The addition did not end.');
  };
  const list = async (filters: object, query = '') =>
    (await ask('POST', `/v3/memories/${query}`, { filters })).body;
  return { ask, add, list };
}

describe.each(ways)("mem0's published integration tests, %s (T2)", (way) => {
  it('initialization: ping names a user; a wrong key fails it', async () => {
    const { ask } = await platform(way);
    const { body } = await ask('GET', '/v1/ping/');
    expect(body).toMatchObject({ status: 'ok', user_email: expect.stringMatching(/\S/) });
    expect([typeof body.org_id, typeof body.project_id]).toEqual(['string', 'string']);
    const wrong = await ask('GET', '/v1/ping/', undefined, 'm0-invalid-key');
    expect([wrong.status, wrong.body.detail]).toEqual([401, expect.stringMatching(/\S/)]);
  });

  it('crud: add, get, list in pages, update, history, delete; ids that are none or nowhere', async () => {
    const { ask, add, list } = await platform(way);
    const event = await add('alex', talk, { metadata: { source: 'test' } });
    expect(event.results.length).toBeGreaterThanOrEqual(1);
    const all = await list({ user_id: 'alex' });
    expect(all).toMatchObject({ count: all.results.length, next: null, previous: null });
    expect(all.count).toBeGreaterThanOrEqual(1);
    const page = await list({ user_id: 'alex' }, '?page=1&page_size=1');
    expect([page.count, page.results.length]).toEqual([all.count, 1]);
    for (const memory of all.results) {
      expect(memory).toMatchObject({
        id: expect.stringMatching(uuid),
        memory: expect.stringMatching(/\S/),
        user_id: 'alex',
        categories: expect.any(Array),
        metadata: expect.any(Object),
      });
      for (const at of [memory.created_at, memory.updated_at]) expect(Date.parse(at)).not.toBeNaN();
    }
    const [{ id }] = all.results;
    expect((await ask('GET', `/v1/memories/${id}/`)).body).toMatchObject({ id, user_id: 'alex' });
    const change = { text: 'Alex prefers shogi.', metadata: { changed: true } };
    expect((await ask('PUT', `/v1/memories/${id}/`, change)).status).toBe(200);
    const changed = (await ask('GET', `/v1/memories/${id}/`)).body;
    expect(changed).toMatchObject({ memory: change.text, metadata: change.metadata });
    const { body: history } = await ask('GET', `/v1/memories/${id}/history/`);
    expect(history.map((entry: { event: string }) => entry.event)).toContain('ADD');
    for (const entry of history) {
      expect(entry).toMatchObject({ id: expect.any(String), memory_id: id });
    }
    expect((await ask('GET', '/v1/memories/not-a-uuid/')).status).toBe(400);
    expect((await ask('GET', `/v1/memories/${ZERO}/`)).status).toBe(404);
    const gone = await ask('DELETE', `/v1/memories/${id}/`);
    expect([gone.status, gone.body.message]).toEqual([200, expect.stringMatching(/deleted/)]);
    expect((await ask('GET', `/v1/memories/${id}/`)).status).toBe(404);
  });

  it('search: scores, filters by OR, nothing of somebody who is not there', async () => {
    const { ask, add, list } = await platform(way);
    await add('alex');
    const search = async (filters: object, more: object = {}) =>
      (
        await ask('POST', '/v3/memories/search/', {
          query: 'What does Alex play?',
          filters,
          ...more,
        })
      ).body.results;
    for (const filters of [{ user_id: 'alex' }, { OR: [{ user_id: 'alex' }] }]) {
      const found = await search(filters);
      expect(found.length).toBeGreaterThanOrEqual(1);
      for (const { score, id } of found) {
        expect([id, score > 0 && score <= 1]).toEqual([expect.stringMatching(uuid), true]);
      }
    }
    expect(await search({ user_id: 'alex' }, { top_k: 1 })).toHaveLength(1);
    expect(await search({ user_id: 'nobody' })).toEqual([]);
    expect(await list({ user_id: 'nobody' })).toMatchObject({ count: 0, results: [] });
    const none = await ask('POST', '/v3/memories/search/', { query: 'x' });
    expect([none.status, none.body.message]).toEqual([400, expect.stringMatching(/user_id/)]);
  });

  it('batch: updates and deletes together', async () => {
    const { ask, add, list } = await platform(way);
    const own = { infer: false };
    await add('alex', [{ role: 'user', content: 'Likes tea.' }], own);
    await add('alex', [{ role: 'user', content: 'Likes rain.' }], own);
    const ids = (await list({ user_id: 'alex' })).results.map(({ id }: { id: string }) => id);
    const memories = ids.map((memory_id: string, at: number) => ({
      memory_id,
      text: `Now ${at}.`,
    }));
    const updated = await ask('PUT', '/v1/batch/', { memories });
    expect([updated.status, updated.body.message]).toEqual([
      200,
      expect.stringMatching(/2 memories/),
    ]);
    const texts = (await list({ user_id: 'alex' })).results.map(
      (one: { memory: string }) => one.memory,
    );
    expect(texts.toSorted()).toEqual(['Now 0.', 'Now 1.']);
    const deleted = await ask('DELETE', '/v1/batch/', {
      memories: ids.map((memory_id: string) => ({ memory_id })),
    });
    expect([deleted.status, typeof deleted.body.message]).toEqual([200, 'string']);
    expect((await list({ user_id: 'alex' })).count).toBe(0);
  });

  it('management: users, the project, deleting by name and all there is', async () => {
    const { ask, add, list } = await platform(way);
    await add('alex');
    const { body: users } = await ask('GET', '/v1/entities/');
    expect(users.results).toContainEqual(
      expect.objectContaining({ id: expect.any(String), name: 'alex', type: 'user' }),
    );
    const { org_id: org, project_id: project } = (await ask('GET', '/v1/ping/')).body;
    const path = `/api/v1/orgs/organizations/${org}/projects/${project}/`;
    const field = `${path}?fields=custom_instructions`;
    const instructions = 'Only remember food.';
    const patched = await ask('PATCH', path, { custom_instructions: instructions });
    expect([patched.status, typeof patched.body.message]).toEqual([200, 'string']);
    expect((await ask('GET', field)).body).toEqual({ custom_instructions: instructions });
    await ask('PATCH', path, { custom_instructions: '' });
    expect((await ask('GET', field)).body).toEqual({ custom_instructions: null });
    const unknown = await ask('DELETE', '/v1/memories/?user_id=nobody-at-all');
    expect([unknown.status, typeof unknown.body.message]).toEqual([200, 'string']);
    expect((await list({ user_id: 'alex' })).count).toBeGreaterThanOrEqual(1);
    const every = 'user_id=*&agent_id=*&app_id=*&run_id=*';
    expect((await ask('DELETE', `/v1/memories/?${every}`)).status).toBe(200);
    expect((await list({ user_id: 'alex' })).count).toBe(0);
  });
});
