import { describe, expect, it } from 'vitest';
import { FULL } from '../src/model/access.js';
import { LOCAL } from '../src/model/caller.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { ...LOCAL, access: { ...FULL, user: 'ada' } };

describe('a source in its conversation (D7, T5)', () => {
  async function talk() {
    const memory = await temporaryMemory();
    const turns = ['one', 'two', 'three', 'four', 'five', 'six'];
    const { episodes } = await memory.add({
      user_id: 'ada',
      run_id: 'talk',
      messages: turns.map((word) => ({ role: 'user', content: `I counted to ${word}.` })),
    });
    await memory.add({ user_id: 'ada', run_id: 'other', text: 'Another day.' });
    return { memory, ids: episodes.map(({ id }) => id) };
  }

  it.each([
    [2, { before: 1, after: 2 }, [1, 2, 3, 4], true, true],
    [0, { before: 3, after: 1 }, [0, 1], false, true],
    [5, { before: 0, after: 0 }, [5], true, false],
    [3, {}, [0, 1, 2, 3, 4, 5], false, false],
    [5, { before: 5, after: 5 }, [0, 1, 2, 3, 4, 5], false, false],
  ])('of turn %i with %o', async (at, around, wanted, more_before, more_after) => {
    const { memory, ids } = await talk();
    const found = await memory.conversation(ids[at] ?? '', around);
    expect(found.data.map(({ id }) => ids.indexOf(id))).toEqual(wanted);
    expect(found).toMatchObject({ more_before, more_after });
  });

  it('goes on past what was erased, and is not for others', async () => {
    const { memory, ids } = await talk();
    await memory.eraseEpisode(ids[2] ?? '');
    const { data } = await memory.conversation(ids[3] ?? '', { before: 1, after: 0 });
    expect(data.map(({ text }) => text).join()).not.toContain('three');
    await expect(
      memory.conversation(ids[3] ?? '', {}, { ...ada, access: { ...FULL, user: 'bob' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(memory.conversation(ids[3] ?? '', { before: 51 })).rejects.toMatchObject({
      issues: [{ pointer: '/before' }],
    });
  });
});

describe('what is related to a memory (D7)', () => {
  it('says most of the same, of the same user, and not itself', async () => {
    const memory = await temporaryMemory();
    const add = async (user_id: string, text: string) =>
      (await memory.add({ user_id, text })).memories[0]?.id ?? '';
    const id = await add('ada', 'Mia plays the violin in the city orchestra.');
    await add('ada', 'The orchestra of the city looks for a second violin.');
    await add('ada', 'Bread is baked on Fridays.');
    await add('bob', 'Mia sold the violin to the city orchestra.');
    const { results } = await memory.related(id, { limit: 2 });
    expect(results.length).toBeLessThanOrEqual(2);
    expect(results[0]?.text).toBe('The orchestra of the city looks for a second violin.');
    expect(results.map(({ user_id }) => user_id)).not.toContain('bob');
    expect(results.map((hit) => hit.id)).not.toContain(id);
    expect((await memory.traces.list()).data).toEqual([]);
  });
});

describe('going back to a version (D7)', () => {
  it('says again what was said then, as a new version, and can be taken back', async () => {
    const memory = await temporaryMemory();
    const { memories } = await memory.add({
      user_id: 'ada',
      text: 'Mia lives in Lisbon.',
      metadata: { sure: true },
    });
    const id = memories[0]?.id ?? '';
    await memory.update(id, { text: 'Mia lives in Porto.', metadata: { sure: false } });
    await memory.update(id, { tags: ['home'] });
    const back = await memory.revert(id, { version: 1 });
    expect(back).toMatchObject({
      text: 'Mia lives in Lisbon.',
      metadata: { sure: true },
      tags: ['home'],
      version: 4,
    });
    const [hit] = (await memory.search({ user_id: 'ada', query: 'Lisbon' })).results;
    expect(hit?.id).toBe(id);
    expect((await memory.revert(id, { version: 3 })).text).toBe('Mia lives in Porto.');
    expect(await memory.history(id)).toHaveLength(5);
    expect((await memory.revert(id, { version: 5 })).version).toBe(5);
  });

  it('is refused for a version that there is not, and after somebody else', async () => {
    const memory = await temporaryMemory();
    const { memories } = await memory.add({ user_id: 'ada', text: 'One.' });
    const id = memories[0]?.id ?? '';
    await memory.update(id, { text: 'Two.' });
    await expect(memory.revert(id, { version: 7 })).rejects.toMatchObject({
      code: 'not_found',
      remedy: 'Its versions are 1 to 2.',
    });
    await expect(memory.revert(id, { version: 1, if_version: 1 })).rejects.toMatchObject({
      code: 'version_conflict',
    });
    expect((await memory.get(id)).text).toBe('Two.');
  });
});
