import { describe, expect, it } from 'vitest';
import { expectRefusal, openMemory, type OpenMemory } from './served.js';

/** Two of one app, one of another, one of another user; each with a category. */
async function filled() {
  const server = await openMemory();
  const note = (text: string, app_id: string, category: string, user_id = 'ada') =>
    server.note(text, { app_id, categories: [category], user_id });
  const ids = {
    cello: await note('I play the cello.', 'cursor', 'music'),
    drum: await note('I hate drums.', 'cursor', 'music'),
    boat: await note('I sail on Sundays.', 'claude', 'sports'),
    bobs: await note('Bob plays the cello.', 'cursor', 'music', 'bob'),
  };
  return { server, ids };
}

type Ids = Awaited<ReturnType<typeof filled>>['ids'];

async function statesOf(server: OpenMemory, ids: Ids): Promise<Record<keyof Ids, string>> {
  const states = await Promise.all(
    Object.entries(ids).map(async ([name, id]) => [name, (await server.memory.get(id)).state]),
  );
  return Object.fromEntries(states);
}

const untouched = { cello: 'active', drum: 'active', boat: 'active', bobs: 'active' };
const pause = (server: OpenMemory, body: object) =>
  server.ask('POST', '/memories/actions/pause', { user_id: 'ada', ...body });

async function idOf(server: OpenMemory, kind: 'apps' | 'memories/categories', name: string) {
  const { body } = await server.ask('GET', `/${kind}?user_id=ada`);
  const found = (body.apps ?? body.categories).find((one: { name: string }) => one.name === name);
  return found.id as string;
}

describe("states at OpenMemory's actions/pause (D3)", () => {
  it('change for the ids that are named', async () => {
    const { server, ids } = await filled();
    const { body } = await pause(server, { memory_ids: [ids.cello, ids.boat] });
    expect(body).toEqual({ message: 'Successfully paused 2 memories' });
    expect(await statesOf(server, ids)).toEqual({ ...untouched, cello: 'paused', boat: 'paused' });
    await pause(server, { memory_ids: [ids.cello], state: 'active' });
    await pause(server, { memory_ids: [ids.boat], state: 'archived' });
    expect(await statesOf(server, ids)).toEqual({ ...untouched, boat: 'archived' });
  });

  it('change for an app', async () => {
    const { server, ids } = await filled();
    const app_id = await idOf(server, 'apps', 'cursor');
    await pause(server, { app_id, all_for_app: true });
    expect(await statesOf(server, ids)).toEqual({ ...untouched, cello: 'paused', drum: 'paused' });
    expect((await server.memory.search({ user_id: 'ada', query: 'cello' })).results).toEqual([]);
    await pause(server, { app_id, state: 'active' });
    expect(await statesOf(server, ids)).toEqual(untouched);
  });

  it('change for categories', async () => {
    const { server, ids } = await filled();
    await pause(server, { category_ids: [await idOf(server, 'memories/categories', 'sports')] });
    expect(await statesOf(server, ids)).toEqual({ ...untouched, boat: 'paused' });
  });

  it('change for all of one user, and nobody else', async () => {
    const { server, ids } = await filled();
    await server.memory.update(ids.boat, { state: 'archived' });
    const { body } = await pause(server, { global_pause: true });
    expect(body).toEqual({ message: 'Successfully paused 2 memories' });
    const expected = { cello: 'paused', drum: 'paused', boat: 'archived', bobs: 'active' };
    expect(await statesOf(server, ids)).toEqual(expected);
  });

  it('keep who changed them', async () => {
    const { server, ids } = await filled();
    await server.ask(
      'POST',
      '/memories/actions/pause',
      { user_id: 'ada', memory_ids: [ids.cello] },
      { 'X-Tulving-App': 'openmemory-ui' },
    );
    const [change] = (await server.memory.history(ids.cello)).slice(-1);
    expect(change).toMatchObject({ state: 'paused', app: 'openmemory-ui' });
  });

  it('stay where nothing tells which are meant', async () => {
    const { server, ids } = await filled();
    await expectRefusal(server, 422, () => pause(server, {}));
    await expectRefusal(server, 422, () =>
      pause(server, { memory_ids: [ids.cello], state: 'lost' }),
    );
    await pause(server, { app_id: 'unknown' });
    await pause(server, { category_ids: ['unknown'] });
    expect(await statesOf(server, ids)).toEqual(untouched);
  });

  it('become archived by a list of ids, of a user by name or id', async () => {
    const { server, ids } = await filled();
    const archive = (user: string, body: unknown) =>
      server.ask('POST', `/memories/actions/archive?user_id=${user}`, body);
    const reply = await archive('ada', [ids.cello]);
    expect(reply.body).toEqual({ message: 'Successfully archived 1 memories' });
    const row = await server.ask('PUT', `/memories/${ids.drum}`, {
      memory_content: 'I hate drums a lot.',
      user_id: 'ada',
    });
    await archive(row.body.user_id, [ids.drum]);
    const expected = { ...untouched, cello: 'archived', drum: 'archived' };
    expect(await statesOf(server, ids)).toEqual(expected);
    await expectRefusal(server, 404, () => archive('', [ids.boat]));
    await expectRefusal(server, 404, () => archive('ada', [ids.boat, ids.bobs]));
    await expectRefusal(server, 422, () => archive('ada', []));
    expect(await statesOf(server, ids)).toEqual(expected);
  });
});
