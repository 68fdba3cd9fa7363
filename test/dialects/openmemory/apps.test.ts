import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/model/ids.js';
import { overSse } from '../../mcp/clients.js';
import { expectRefusal, openMemory, type OpenMemory } from './served.js';

const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-/);

async function filled() {
  const server = await openMemory();
  await server.note('I play the cello.', { app_id: 'cursor' });
  const paused = await server.note('I hate drums.', { app_id: 'cursor' });
  await server.memory.update(paused, { state: 'paused' });
  await server.note('I sail on Sundays.', { app_id: 'Claude' });
  await server.note('I drink tea.');
  await server.note('Bob runs.', { user_id: 'bob', app_id: 'cursor' });
  return server;
}

const namesOf = ({ body }: { body: { apps: { name: string }[] } }) =>
  body.apps.map(({ name }) => name);

describe("OpenMemory's apps (D2, D5)", () => {
  it('are those that have written, counted', async () => {
    const server = await filled();
    const { body } = await server.ask('GET', '/apps/');
    expect(body).toMatchObject({ total: 3, page: 1, page_size: 10 });
    expect(body.apps[1]).toEqual({
      id: uuid,
      name: 'cursor',
      is_active: true,
      total_memories_created: 3,
      total_memories_accessed: expect.any(Number),
    });
    expect(namesOf({ body })).toEqual(['Claude', 'cursor', 'tulving']);
  });

  it('are narrowed, sorted and paged', async () => {
    const server = await filled();
    const ask = async (query: string) => namesOf(await server.ask('GET', `/apps?${query}`));
    expect(await ask('name=CUR')).toEqual(['cursor']);
    expect(await ask('sort_by=memories&sort_direction=desc&page_size=1')).toEqual(['cursor']);
    expect(await ask('page=2&page_size=2')).toEqual(['tulving']);
    expect(await ask('is_active=true')).toHaveLength(3);
    expect(await ask('is_active=false')).toEqual([]);
    await expectRefusal(server, 422, () => server.ask('GET', '/apps?sort_by=age'));
  });

  it('are all told, also when they are many', async () => {
    const server = await openMemory();
    for (let at = 0; at < 25; at++) await server.note(`Note ${at}.`, { app_id: `app-${at}` });
    expect((await server.ask('GET', '/apps?page_size=100')).body.total).toBe(25);
  });

  it('are looked at one by one, with what they wrote', async () => {
    const server = await filled();
    const [, { id }] = (await server.ask('GET', '/apps/')).body.apps;
    const app = await server.ask('GET', `/apps/${id}`);
    expect(Object.keys(app.body)).toEqual([
      'is_active',
      'total_memories_created',
      'total_memories_accessed',
      'first_accessed',
      'last_accessed',
    ]);
    expect(app.body).toMatchObject({ is_active: true, total_memories_created: 3 });
    const { body } = await server.ask('GET', `/apps/${id}/memories?page_size=2`);
    expect(body).toMatchObject({ total: 3, page: 1, page_size: 2 });
    expect(body.memories[0]).toMatchObject({ content: 'Bob runs.', app_name: 'cursor' });
    for (const path of ['', '/memories']) {
      await expectRefusal(server, 404, () => server.ask('GET', `/apps/${newId()}${path}`));
    }
  });

  it('are counted with the memories of one user', async () => {
    const server = await filled();
    const { body } = await server.ask('GET', '/stats/?user_id=ada');
    expect(body).toMatchObject({ total_memories: 4, total_apps: 3 });
    expect(body.apps[1]).toMatchObject({
      id: uuid,
      owner_id: uuid,
      name: 'cursor',
      is_active: true,
    });
    const bob = await server.ask('GET', '/stats?user_id=bob');
    expect(bob.body).toMatchObject({ total_memories: 1, total_apps: 1 });
    await expectRefusal(server, 422, () => server.ask('GET', '/stats'));
  });
});

describe("an app of OpenMemory's that is paused (D5)", () => {
  const isActive = async (server: OpenMemory) =>
    (await server.ask('GET', '/apps/cursor')).body.is_active;

  it('neither reads nor writes until it goes on', async () => {
    const server = await openMemory();
    await server.note('I play the cello.', { app_id: 'cursor' });
    const cursor = await overSse('v1', `${server.url}/mcp/cursor/sse/ada`);
    const seen = await cursor.call('list_memories');
    expect(JSON.parse(seen.text)).toHaveLength(1);
    const paused = await server.ask('PUT', '/apps/cursor?is_active=false');
    expect(paused.body).toEqual({
      status: 'success',
      message: 'Updated app details successfully',
    });
    expect(await isActive(server)).toBe(false);
    for (const [tool, input] of [
      ['list_memories', {}],
      ['search_memory', { query: 'cello' }],
      ['add_memories', { text: 'No.' }],
    ] as const) {
      const answer = await cursor.call(tool, input);
      expect([tool, answer.isError, answer.text.includes('paused')]).toEqual([tool, true, true]);
    }
    const own = { user_id: 'ada', text: 'No.', app: 'cursor' };
    await expectRefusal(server, 403, () => server.ask('POST', '/memories/', own));
    await server.ask('PUT', '/apps/cursor?is_active=true');
    expect(await isActive(server)).toBe(true);
    expect((await cursor.call('search_memory', { query: 'cello' })).isError).toBe(false);
    await expectRefusal(server, 422, () => server.ask('PUT', '/apps/cursor'));
    await expectRefusal(server, 404, () => server.ask('PUT', '/apps/nobody?is_active=false'));
  });
});
