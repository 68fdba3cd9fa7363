import { describe, expect, it } from 'vitest';
import { type Access, FULL } from '../../src/model/access.js';
import { type Caller, LOCAL } from '../../src/model/caller.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

const keyOf = (fixed: Partial<Access>): Caller => ({ ...LOCAL, access: { ...FULL, ...fixed } });

/** Three batches in the cube "team", by the app "desk", and after each two elsewhere, by another. */
async function batches() {
  const memory = await temporaryMemory();
  const ours: string[] = [];
  const all: string[] = [];
  const set = async (cube: string, app: string, state: 'paused' | 'active') => {
    const from = state === 'paused' ? ['active' as const] : ['paused' as const];
    await memory.setState({ cube, state, from }, { ...LOCAL, app });
    const id = (await memory.batches.list({ limit: 1 })).data[0]?.id ?? '';
    all.unshift(id);
    if (cube === 'team') ours.unshift(id);
  };
  await memory.add({ cube: 'team', user_id: 'ada', text: 'Ours.' });
  await memory.add({ cube: 'elsewhere', user_id: 'ada', text: 'Theirs.' });
  for (const state of ['paused', 'active', 'paused'] as const) {
    await set('team', 'desk', state);
    await set('elsewhere', 'other', 'paused');
    await set('elsewhere', 'other', 'active');
  }
  return { memory, ours, all };
}

describe('pages of batches', () => {
  it.each<[string, Partial<Access>]>([
    ['cube', { cubes: ['team'] }],
    ['app', { app: 'desk' }],
  ])('tell a key that fixes the %s of its own alone, also in the cursor', async (_, fixed) => {
    const { memory, ours, all } = await batches();
    const caller = keyOf(fixed);
    const list = async (cursor?: string) => {
      const { data, next_cursor } = await memory.batches.list({ limit: 1, cursor }, caller);
      return [data.map(({ id }) => id), next_cursor];
    };
    const [third, second, first] = ours as [string, string, string];
    expect(await list()).toEqual([[third], third]);
    expect(await list(third)).toEqual([[second], second]);
    // What is older is nothing to this key: there is no next page.
    expect(await list(second)).toEqual([[first], null]);
    // From anywhere between, it goes on likewise.
    expect(await list(all[0])).toEqual([[third], third]);
    expect((await memory.batches.list()).data.map(({ id }) => id)).toEqual(all);
  });

  it('tell a key of an agent nothing, and no cursor', async () => {
    const { memory } = await batches();
    const nothing = { data: [], next_cursor: null };
    expect(await memory.batches.list({ limit: 1 }, keyOf({ agent: 'cook' }))).toEqual(nothing);
  });

  it('tell a key of no cube nothing, and no cursor', async () => {
    const { memory } = await batches();
    const nothing = { data: [], next_cursor: null };
    expect(await memory.batches.list({ limit: 1 }, keyOf({ cubes: [] }))).toEqual(nothing);
  });
});
