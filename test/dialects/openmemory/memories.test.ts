import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/model/ids.js';
import { expectRefusal, openMemory } from './served.js';

const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-/);
const naive = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+$/);

/** A clock that goes on by a minute with each question. */
function clock(start = '2026-03-01T00:00:00Z') {
  let now = Date.parse(start);
  return () => (now += 60_000);
}

const contents = ({ body }: { body: { items: { content: string }[] } }) =>
  body.items.map(({ content }) => content);

describe("OpenMemory's list of memories (D2)", () => {
  it.each(['/memories', '/memories/'])('is a page, at %s', async (path) => {
    const server = await openMemory();
    const id = await server.note('I play the cello.', {
      app_id: 'cursor',
      categories: ['music'],
      metadata: { from: 'chat' },
    });
    await server.note('Bob collects stamps.', { user_id: 'bob' });
    const { status, body } = await server.ask('GET', `${path}?user_id=ada`);
    expect(status).toBe(200);
    const { created_at } = await server.memory.get(id);
    expect(body).toEqual({
      items: [
        {
          id,
          content: 'I play the cello.',
          created_at: Math.floor(Date.parse(created_at) / 1000),
          state: 'active',
          app_id: uuid,
          app_name: 'cursor',
          categories: ['music'],
          metadata_: { from: 'chat' },
        },
      ],
      total: 1,
      page: 1,
      size: 50,
      pages: 1,
    });
  });

  it('goes by pages, and tells how many there are', async () => {
    const server = await openMemory({}, { clock: clock() });
    for (const at of [1, 2, 3, 4, 5]) await server.note(`Note ${at} is about trains.`);
    const page = (number: number) =>
      server.ask('GET', `/memories?user_id=ada&size=2&page=${number}`);
    expect((await page(1)).body).toMatchObject({ total: 5, page: 1, size: 2, pages: 3 });
    expect(contents(await page(1))).toEqual(['Note 5 is about trains.', 'Note 4 is about trains.']);
    expect(contents(await page(3))).toEqual(['Note 1 is about trains.']);
    expect((await page(4)).body).toMatchObject({ items: [], total: 5 });
  });

  it('narrows by words, app, category and time', async () => {
    const server = await openMemory({}, { clock: clock() });
    await server.note('I play the cello.', { app_id: 'cursor', categories: ['music'] });
    await server.note('I sail on Sundays.', { app_id: 'claude', categories: ['sports'] });
    const cello = ['I play the cello.'];
    const list = async (query: string) =>
      contents(await server.ask('GET', `/memories?user_id=ada&${query}`));
    expect(await list('search_query=CELLO')).toEqual(cello);
    expect(await list('app_id=cursor')).toEqual(cello);
    expect(await list('categories=music,food')).toEqual(cello);
    expect(await list('categories=food')).toEqual([]);
    expect(await list(`app_id=${newId()}`)).toEqual([]);
    const { body } = await server.ask('GET', '/memories?user_id=ada&categories=music');
    const [{ created_at: at }] = body.items;
    expect(await list(`from_date=${at}&to_date=${at}`)).toEqual(cello);
    expect(await list(`to_date=${at - 1}`)).toEqual([]);
    expect(await list(`from_date=${at + 1}`)).toEqual(['I sail on Sundays.']);
  });

  it('shows what is paused or archived where it is filtered, as its pages ask (D3)', async () => {
    const server = await openMemory({}, { clock: clock() });
    const paused = await server.note('I play the cello.');
    const archived = await server.note('I sail on Sundays.');
    const gone = await server.note('I collect stamps.');
    await server.note('I drink tea.');
    await server.memory.update(paused, { state: 'paused' });
    await server.memory.update(archived, { state: 'archived' });
    await server.memory.delete(gone);
    expect(contents(await server.ask('GET', '/memories?user_id=ada'))).toEqual(['I drink tea.']);
    const filter = (more: object) =>
      server.ask('POST', '/memories/filter', { user_id: 'ada', ...more });
    const some = await filter({});
    expect(some.body).toMatchObject({ total: 2, page: 1, size: 10, pages: 1 });
    expect(some.body.items.map(({ state }: { state: string }) => state)).toEqual([
      'active',
      'paused',
    ]);
    expect(contents(await filter({ show_archived: true }))).toEqual([
      'I drink tea.',
      'I sail on Sundays.',
      'I play the cello.',
    ]);
  });

  it('filters by ids of apps and categories, and sorts by text, app and time', async () => {
    const server = await openMemory({}, { clock: clock() });
    await server.note('Cellos are loud.', { app_id: 'zed', categories: ['music'] });
    await server.note('Apples are red.', { app_id: 'cursor', categories: ['food'] });
    await server.note('boats are wet.', { app_id: 'claude', categories: ['sports'] });
    const filter = async (more: object) =>
      contents(await server.ask('POST', '/memories/filter', { user_id: 'ada', ...more }));
    const by = (sort_column: string, sort_direction: string) =>
      filter({ sort_column, sort_direction });
    const [apples, boats, cellos] = ['Apples are red.', 'boats are wet.', 'Cellos are loud.'];
    expect(await by('memory', 'asc')).toEqual([apples, boats, cellos]);
    expect(await by('app_name', 'desc')).toEqual([cellos, apples, boats]);
    expect(await by('created_at', 'asc')).toEqual([cellos, apples, boats]);
    expect(
      await filter({ sort_column: 'memory', sort_direction: 'desc', page: 2, size: 1 }),
    ).toEqual([boats]);
    const apps = (await server.ask('GET', '/apps')).body.apps;
    const idOf = (name: string) => apps.find((app: { name: string }) => app.name === name).id;
    expect(await filter({ app_ids: [idOf('zed'), idOf('cursor')] })).toEqual([apples, cellos]);
    const { categories } = (await server.ask('GET', '/memories/categories?user_id=ada')).body;
    const music = categories.find(({ name }: { name: string }) => name === 'music');
    expect(await filter({ category_ids: [music.id] })).toEqual([cellos]);
    expect(await filter({ category_ids: [newId()] })).toEqual([]);
    expect(await filter({ app_ids: [], category_ids: [], search_query: '' })).toHaveLength(3);
  });

  it.each([
    ['GET', '/memories', undefined, 'user_id'],
    ['GET', '/memories?user_id=ada&size=101', undefined, 'size'],
    ['GET', '/memories?user_id=*', undefined, 'user_id'],
    ['POST', '/memories/filter', {}, 'user_id'],
    ['POST', '/memories/filter', { user_id: 'ada', sort_column: 'secret' }, 'sort_column'],
  ])('refuses %s %s %j', async (method, path, body, field) => {
    const server = await openMemory();
    const reply = await expectRefusal(server, 422, () => server.ask(method, path, body));
    const place = method === 'GET' ? 'query' : 'body';
    expect(reply.body.detail).toMatchObject([{ loc: [place, field], msg: expect.any(String) }]);
  });

  it('tells the categories of a user with their ids (D4)', async () => {
    const server = await openMemory();
    await server.note('I play the cello.', { categories: ['music', 'cello'] });
    await server.note('Bob runs.', { user_id: 'bob', categories: ['sports'] });
    const { body } = await server.ask('GET', '/memories/categories/?user_id=ada');
    const more = { id: uuid, created_at: null, updated_at: null };
    expect(body).toEqual({
      categories: [
        { ...more, name: 'cello', description: null },
        { ...more, name: 'music', description: expect.stringContaining('Songs') },
      ],
      total: 2,
    });
    await server.note('I bake bread.', {
      categories: Array.from({ length: 25 }, (_, at) => `c${at}`),
    });
    expect((await server.ask('GET', '/memories/categories/?user_id=ada')).body.total).toBe(27);
  });
});

describe("one memory of OpenMemory's (D2)", () => {
  it('is made of a text, and answered as a row', async () => {
    const server = await openMemory();
    const { status, body } = await server.ask('POST', '/memories/', {
      user_id: 'ada',
      text: 'I play the cello.',
      metadata: { from: 'page' },
      infer: false,
      app: 'cursor',
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: uuid,
      user_id: uuid,
      app_id: uuid,
      content: 'I play the cello.',
      vector: null,
      metadata_: { from: 'page' },
      state: 'active',
      created_at: naive,
      updated_at: naive,
      archived_at: null,
      deleted_at: null,
    });
    expect(await server.memory.get(body.id)).toMatchObject({ user_id: 'ada', app_id: 'cursor' });
    const { body: other } = await server.ask('POST', '/memories', {
      user_id: 'ada',
      text: 'I sail.',
    });
    expect(await server.memory.get(other.id)).toMatchObject({ app_id: 'openmemory' });
    const history = await server.memory.history(other.id);
    expect(history).toMatchObject([{ event: 'created', app: 'openmemory' }]);
  });

  it.each([
    [{ text: 'I sail.' }, 'user_id'],
    [{ user_id: '*', text: 'I sail.' }, 'user_id'],
    [{ user_id: 'ada' }, 'text'],
    [{ user_id: 'ada', text: ' ' }, 'text'],
  ])('is not made of %j', async (body, field) => {
    const server = await openMemory();
    const reply = await expectRefusal(server, 422, () => server.ask('POST', '/memories/', body));
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
  });

  it('is read, corrected with all that finds it, and deleted', async () => {
    const server = await openMemory();
    const id = await server.note('I play the cello.');
    const kept = await server.note('I drink tea.');
    const { body } = await server.ask('GET', `/memories/${id}/`);
    expect(body).toEqual({
      id,
      text: 'I play the cello.',
      created_at: expect.any(Number),
      state: 'active',
      app_id: uuid,
      app_name: 'tulving',
      categories: [],
      metadata_: {},
    });
    const changed = await server.ask('PUT', `/memories/${id}`, {
      memory_content: 'I play the trumpet.',
      user_id: 'ada',
    });
    expect(changed.body).toMatchObject({ id, content: 'I play the trumpet.' });
    const { results } = await server.memory.search({ user_id: 'ada', query: 'trumpet' });
    expect(results[0]).toMatchObject({ id });
    const gone = await server.ask('DELETE', '/memories/', { memory_ids: [id], user_id: 'ada' });
    expect(gone.body).toEqual({ message: 'Successfully deleted 1 memories' });
    expect((await server.memory.search({ user_id: 'ada', query: 'trumpet' })).results).toEqual([]);
    expect(contents(await server.ask('GET', '/memories?user_id=ada'))).toEqual(['I drink tea.']);
    expect((await server.ask('GET', `/memories/${kept}`)).status).toBe(200);
  });

  it('is as if it were not there for another user, and then nothing is changed', async () => {
    const server = await openMemory();
    const id = await server.note('I play the cello.');
    const bobs = await server.note('Bob runs.', { user_id: 'bob' });
    const bob = 'bob';
    const acts: [string, string, object?][] = [
      ['GET', `/memories/${newId()}`],
      ['GET', '/memories/nonsense'],
      ['PUT', `/memories/${id}`, { memory_content: 'No.', user_id: bob }],
      ['DELETE', '/memories/', { memory_ids: [bobs, id], user_id: bob }],
      ['DELETE', '/memories/', { memory_ids: [id, newId()], user_id: 'ada' }],
      ['POST', '/memories/actions/pause', { memory_ids: [bobs, id], user_id: bob }],
      ['POST', '/memories/actions/archive?user_id=bob', [id]],
      ['GET', `/memories/${id}/related?user_id=bob`],
    ];
    for (const [method, path, body] of acts) {
      await expectRefusal(server, 404, () => server.ask(method, path, body));
    }
    expect(await server.memory.get(id)).toMatchObject({ version: 1, state: 'active' });
    expect(await server.memory.get(bobs)).toMatchObject({ version: 1, state: 'active' });
  });

  it('has up to five that are related', async () => {
    const server = await openMemory();
    const id = await server.note('My cello was made in Cremona.');
    for (const at of [1, 2, 3, 4, 5, 6, 7]) await server.note(`My cello has string number ${at}.`);
    await server.note('Bob has a cello, too.', { user_id: 'bob' });
    const { body } = await server.ask('GET', `/memories/${id}/related?user_id=ada`);
    expect(body).toMatchObject({ total: 5, page: 1, size: 5, pages: 1 });
    for (const { content } of body.items) expect(content).toContain('string number');
  });
});
