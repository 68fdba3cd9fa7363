import { describe, expect, it } from 'vitest';
import { FULL } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import { openMemory, temporaryDirectory } from './helpers/temporary-memory.js';

const only = (fixed: Partial<Caller['access']>): Caller => ({
  ...LOCAL,
  access: { ...FULL, ...fixed },
});

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
    expect(await memory.users.list()).toEqual([
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
    const cubes = await memory.cubes.list();
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
    expect((await memory.users.list(bob)).map(({ user_id }) => user_id)).toEqual(['bob']);
    expect((await memory.cubes.list(bob)).map(({ cube }) => cube)).toEqual(['user:bob']);
    const club = only({ cubes: ['club'] });
    expect(await memory.users.list(club)).toEqual([]);
    expect((await memory.cubes.list(club)).map(({ cube }) => cube)).toEqual(['club']);
  });

  it('what a rule hides from an app is not counted for it', async () => {
    const memory = await filled();
    await memory.access.add({ subject: 'app:cursor', object: 'cube:club', effect: 'deny' });
    const cursor = await memory.access.of({ ...LOCAL, app: 'cursor' });
    expect((await memory.cubes.list(cursor)).map(({ cube }) => cube)).toEqual([
      'user:ada',
      'user:bob',
    ]);
  });
});
