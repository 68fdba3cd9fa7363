import { describe, expect, it } from 'vitest';
import { FULL } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import type { Memory } from '../src/memory.js';
import type { ListNamesRequest } from '../src/model/kept-names.js';
import { openMemory, temporaryDirectory } from './helpers/temporary-memory.js';

const only = (fixed: Partial<Caller['access']>): Caller => ({
  ...LOCAL,
  access: { ...FULL, ...fixed },
});

const users = async (memory: Memory, request: ListNamesRequest, caller?: Caller) =>
  (await memory.users.list(request, caller)).data.map(({ user_id }) => user_id);

const cubes = async (memory: Memory, request: ListNamesRequest, caller?: Caller) =>
  (await memory.cubes.list(request, caller)).data.map(({ cube }) => cube);

/** What all pages hold, each of which is full but for the last. */
async function walk<Item>(
  limit: number,
  ask: (request: ListNamesRequest) => Promise<{ data: Item[]; next_cursor: string | null }>,
): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ limit, ...(cursor !== undefined && { cursor }) });
    if (page.next_cursor !== null) expect(page.data).toHaveLength(limit);
    found.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

const everyUser = async (memory: Memory, limit: number) =>
  (await walk(limit, (request) => memory.users.list(request))).map(({ user_id }) => user_id);
const everyCube = async (memory: Memory, limit: number) =>
  (await walk(limit, (request) => memory.cubes.list(request))).map(({ cube }) => cube);
const everyName = async (memory: Memory, limit: number) =>
  (await walk(limit, (request) => memory.sources.names(request))).map(({ name }) => name);

async function filled() {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const memory = await openMemory({ data: temporaryDirectory(), clock: () => now });
  const add = async (request: { user_id?: string; cube?: string; text: string }) => {
    now += 1_000;
    return (await memory.add(request)).memories[0]?.id ?? '';
  };
  const tea = await add({ user_id: 'ada', text: 'Tea is ready.' });
  const cake = await add({ user_id: 'ada', text: 'The cake is in the oven.' });
  await add({ user_id: 'bob', text: 'The harbour is quiet.' });
  await add({ cube: 'club', text: 'The club meets on Mondays.' });
  now += 1_000;
  await memory.update(tea, { state: 'archived' });
  await memory.delete(cake);
  return memory;
}

describe('users and cubes are listed with what is kept (D7, T5)', () => {
  it('counts memories of each user in their states, the last changed first', async () => {
    const memory = await filled();
    const { data: users, next_cursor } = await memory.users.list();
    expect(next_cursor).toBeNull();
    expect(users).toEqual([
      {
        user_id: 'ada',
        memories: 1,
        active: 0,
        first_at: '2026-03-01T12:00:01.000Z',
        last_at: '2026-03-01T12:00:05.000Z',
      },
      {
        user_id: 'bob',
        memories: 1,
        active: 1,
        first_at: '2026-03-01T12:00:03.000Z',
        last_at: '2026-03-01T12:00:03.000Z',
      },
    ]);
  });

  it('lists cubes, also one that holds nothing yet', async () => {
    const memory = await filled();
    await memory.cubes.set('empty', { custom_instructions: 'Remember dates in full.' });
    const { data: cubes } = await memory.cubes.list();
    expect(cubes.map(({ cube, memories, active }) => [cube, memories, active])).toEqual([
      ['user:ada', 1, 0],
      ['club', 1, 1],
      ['user:bob', 1, 1],
      ['empty', 0, 0],
    ]);
    expect(cubes.at(-1)).toMatchObject({ first_at: null, last_at: null });
  });

  it('a narrow key sees the users and cubes that it reaches, and no others', async () => {
    const memory = await filled();
    const bob = only({ user: 'bob' });
    expect(await users(memory, {}, bob)).toEqual(['bob']);
    expect(await cubes(memory, {}, bob)).toEqual(['user:bob']);
    const club = only({ cubes: ['club'] });
    expect(await users(memory, {}, club)).toEqual([]);
    expect(await cubes(memory, {}, club)).toEqual(['club']);
  });

  it('what a rule hides from an app is not counted for it', async () => {
    const memory = await filled();
    await memory.access.add({ subject: 'app:cursor', object: 'cube:club', effect: 'deny' });
    const cursor = await memory.access.of({ ...LOCAL, app: 'cursor' });
    expect(await cubes(memory, {}, cursor)).toEqual(['user:ada', 'user:bob']);
  });

  it('goes through them in pages, with equal times, and to the end', async () => {
    let now = Date.parse('2026-03-01T12:00:00Z');
    const memory = await openMemory({ data: temporaryDirectory(), clock: () => now });
    const add = (user_id: string) => memory.add({ user_id, text: 'Tea is ready.' });
    for (const user of ['cy', 'ada', 'Bób', 'dora .9']) await add(user);
    now += 1_000;
    await add('eve');
    await memory.cubes.set('empty', { extract: false });
    await memory.cubes.set('bare', { extract: false });
    const order = ['eve', 'Bób', 'ada', 'cy', 'dora .9'];
    for (const limit of [1, 2, 4, 5]) {
      expect(await everyUser(memory, limit)).toEqual(order);
      expect(await everyName(memory, limit)).toEqual(order);
      expect(await everyCube(memory, limit)).toEqual([
        ...order.map((user) => `user:${user}`),
        'bare',
        'empty',
      ]);
    }
    const { next_cursor: place } = await memory.users.list({ limit: 3 });
    now += 1_000;
    await add('ada');
    // Whoever changed meanwhile stands in front; what follows the page is not said again.
    expect(await users(memory, { cursor: place ?? '' })).toEqual(['cy', 'dora .9']);
    expect(await users(memory, { text: 'BO' })).toEqual(['Bób']);
    expect(await users(memory, { text: 'nobody' })).toEqual([]);
    for (const cursor of ['2', '0.1', '0.x.YWRh', `${place} `, '']) {
      const refused = { code: 'invalid_input' };
      await expect(memory.users.list({ cursor })).rejects.toMatchObject(refused);
      await expect(memory.cubes.list({ cursor })).rejects.toMatchObject(refused);
      await expect(memory.sources.names({ cursor })).rejects.toMatchObject(refused);
    }
  });
});
