import { describe, expect, it } from 'vitest';
import { temporaryApi } from '../helpers/api.js';
import { everythingIn, temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

const cube = 'team';
const plain = {
  custom_instructions: null,
  includes: null,
  excludes: null,
  categories: null,
  extract: true,
  access_log: true,
};

describe('settings of a cube (D4, C6)', () => {
  it('have defaults, hold from before the first memory on, and go back', async () => {
    const memory = await temporaryMemory();
    expect(await memory.cubes.settings(cube)).toEqual({ cube, ...plain });
    const own = { categories: [{ name: 'garden', description: 'Plants.' }], extract: false };
    expect(await memory.cubes.set(cube, own)).toEqual({ cube, ...plain, ...own });
    expect(await memory.cubes.set(cube, { categories: null })).toEqual({
      cube,
      ...plain,
      extract: false,
    });
    expect(await memory.cubes.settings('another')).toMatchObject(plain);
  });

  it.each([
    [{ custom_instructions: 'x'.repeat(4_001) }, '/custom_instructions'],
    [{ categories: Array.from({ length: 51 }, (_, nth) => ({ name: `c${nth}` })) }, '/categories'],
    [{ categories: [{ name: 'a' }, { name: 'a' }] }, '/categories'],
    [{ excludes: ' ' }, '/excludes'],
    [{ extrct: true }, '/extrct'],
  ])('refuse what is too much or unknown: %#', async (patch, pointer) => {
    const memory = await temporaryMemory();
    await expect(memory.cubes.set(cube, patch as object)).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [expect.objectContaining({ pointer })],
    });
    expect(await memory.cubes.settings(cube)).toMatchObject(plain);
  });

  it('are the same over REST, where a name may hold a colon', async () => {
    const api = await temporaryApi();
    const path = `/v1/cubes/${encodeURIComponent('user:ada')}/settings`;
    const patched = await api.call('PATCH', path, { excludes: 'Nothing about health.' });
    expect(patched).toMatchObject({ status: 200, body: { cube: 'user:ada' } });
    expect((await api.call('GET', path)).body.excludes).toBe('Nothing about health.');
  });

  it('go with everything else of a user', async () => {
    const data = temporaryDirectory();
    const memory = await temporaryMemory({ data });
    await memory.cubes.set('user:ada', { custom_instructions: 'Call her Countess.' });
    await memory.add({ user_id: 'ada', text: 'I like tea.' });
    await memory.eraseScope({ user_id: 'ada' });
    expect(await memory.cubes.settings('user:ada')).toMatchObject(plain);
    await memory.compact({ whole: true });
    const left = (await everythingIn(data)).filter(({ content }) => content.includes('Countess'));
    expect(left.map(({ name }) => name)).toEqual([]);
  });
});

describe('categories (D4)', () => {
  it('are given by rules where that is set, and the request gives none', async () => {
    const memory = await temporaryMemory({ categories: 'rules' });
    const add = async (text: string, more: object = {}) =>
      (await memory.add({ user_id: 'ada', text, ...more })).memories[0]?.categories;
    expect(await add('My sister Mia plays tennis.')).toEqual(['family', 'sports']);
    expect(await add('My brother Ben plays tennis.', { categories: ['people'] })).toEqual([
      'people',
    ]);
    expect(await add('My aunt Zoe plays tennis.', { categories: [] })).toEqual([]);
    expect(await (await temporaryMemory()).add({ text: 'My sister.' })).toMatchObject({
      memories: [{ categories: [] }],
    });
  });

  it('are those of the cube, where it has its own', async () => {
    const memory = await temporaryMemory({ categories: 'rules' });
    await memory.cubes.set(cube, { categories: [{ name: 'sports' }, { name: 'garden' }] });
    const { memories } = await memory.add({ cube, text: 'My sister Mia plays tennis.' });
    expect(memories[0]?.categories).toEqual(['sports']);
  });

  it('list the defaults, what is in use and what was described', async () => {
    const api = await temporaryApi({}, { categories: 'rules' });
    await api.memory.add({ user_id: 'ada', text: 'My sister plays the cello.' });
    await api.memory.add({ user_id: 'ada', text: 'A note.', categories: ['garden'] });
    const described = await api.call('PATCH', '/v1/categories/garden', { description: 'Plants.' });
    expect(described).toMatchObject({
      status: 200,
      body: { name: 'garden', description: 'Plants.', memories: 1, is_default: false },
    });
    const { body } = await api.call('GET', '/v1/categories');
    expect(body.data).toHaveLength(16);
    expect(body.data.find(({ name }: { name: string }) => name === 'music')).toMatchObject({
      memories: 1,
      is_default: true,
    });
  });
});
