import { describe, expect, it } from 'vitest';
import { SAMPLE } from '../src/model/samples.js';
import { listening } from './helpers/listening.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

describe('samples (D7)', () => {
  it.each([
    ['en', 'When is the team meeting?', 'The weekly team meeting has moved to Thursday at nine.'],
    ['zh', '每周例会在什么时候？', '每周例会改到星期四上午九点。'],
  ] as const)('in %s answer a question as memories do', async (language, query, first) => {
    const memory = await temporaryMemory();
    const { memories } = await memory.samples.add({ user_id: 'ada', language });
    expect(memories).toBe(12);
    const { results } = await memory.search({ user_id: 'ada', query });
    expect(results[0]).toMatchObject({ text: first, tags: [SAMPLE] });
    expect(await memory.stats({ user_id: 'ada' })).toMatchObject({ superseded: 1, episodes: 12 });
  });

  it('are there once, and leave nothing behind', async () => {
    const memory = await temporaryMemory();
    const own = await memory.add({ user_id: 'ada', text: 'Does not eat fish.' });
    await memory.samples.add({ user_id: 'bob' });
    expect(await memory.samples.add({ user_id: 'ada' })).toEqual({ memories: 12 });
    expect(await memory.samples.add({ user_id: 'ada' })).toEqual({ memories: 12 });
    const [one] = (await memory.list({ user_id: 'ada', filters: { tags: SAMPLE } })).data;
    await memory.delete(one?.id ?? '');
    expect(await memory.samples.remove({ user_id: 'ada' })).toEqual({ memories: 12 });
    const { states, episodes } = await memory.stats({ user_id: 'ada' });
    expect([states, episodes]).toEqual([{ active: 1, paused: 0, archived: 0, deleted: 0 }, 1]);
    expect((await memory.get(own.memories[0]?.id ?? '')).text).toBe('Does not eat fish.');
    expect((await memory.stats({ user_id: 'bob' })).states.active).toBe(12);
    expect(await memory.samples.remove({ user_id: 'ada' })).toEqual({ memories: 0 });
    expect(await memory.samples.add({ user_id: 'ada' })).toEqual({ memories: 12 });
  });

  it('leave no trace of a search that was just made (T7)', async () => {
    const memory = await temporaryMemory();
    await memory.samples.add({ user_id: 'ada' });
    const { results } = await memory.search({ user_id: 'ada', query: 'When is the team meeting?' });
    expect(results).not.toEqual([]);
    await memory.samples.remove({ user_id: 'ada' });
    expect((await memory.traces.list()).data).toEqual([]);
  });

  it('are of the user that the server stands in, or that the key fixes', async () => {
    const server = await listening();
    expect(await server.client().samples.add()).toEqual({ memories: 12 });
    expect((await server.memory.list({ user_id: 'default', total: true })).total).toBe(12);
    const { secret } = await server.memory.keys.create({ name: 'Ada', user_id: 'ada' });
    const client = server.client({ apiKey: secret });
    await client.samples.add({ language: 'zh' });
    expect(await client.samples.remove()).toEqual({ memories: 12 });
    expect((await server.memory.list({ user_id: 'default', total: true })).total).toBe(12);
    await expect(client.samples.remove({ user_id: 'default' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
