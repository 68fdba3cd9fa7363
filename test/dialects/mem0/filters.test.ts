import { describe, expect, it } from 'vitest';
import { mem0, type Mem0 } from './served.js';
import { holds, inCamelCase, type Plain, Random } from './random-filters.js';

const QUERY = 'tea harbour chess none';
const ROUNDS = 1_000;
const MEMORIES = 60;

/** Memories of all kinds, and the same as plain values. */
async function population(server: Mem0, random: Random): Promise<Plain[]> {
  const all: Plain[] = [];
  for (let nth = 0; nth < MEMORIES; nth++) {
    const { ids, text: words, at, metadata } = random.memory();
    const text = `${words} ${nth}`;
    const timestamp = Date.parse(at) / 1000;
    const messages = [{ role: 'user', content: text }];
    const body = { messages, infer: false, metadata, timestamp, ...ids };
    const { body: answer } = await server.ask('POST', '/v3/memories/add/', body);
    const none = { user_id: null, agent_id: null, app_id: null, run_id: null };
    const created_at = timestamp * 1000;
    all.push({ id: answer.results[0].id, text, ...none, ...ids, created_at, metadata });
  }
  return all;
}

describe(`${ROUNDS} random filters of mem0's answer as a plain evaluator does (T2, T4)`, () => {
  it('in both spellings, in lists and in searches', async () => {
    const server = await mem0();
    const random = new Random(7);
    const all = await population(server, random);
    let some = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const filter = random.filter();
      const wanted = all
        .filter((memory) => holds(filter, memory))
        .map(({ id }) => id)
        .toSorted();
      if (wanted.length > 0 && wanted.length < all.length) some += 1;
      for (const filters of [filter, inCamelCase(filter)]) {
        const { body } = await server.ask('POST', '/v3/memories/?page_size=100', { filters });
        const found = (body.results as Plain[]).map(({ id }) => id).toSorted();
        expect([filters, body.count, found]).toEqual([filters, wanted.length, wanted]);
      }
      if (round % 10 !== 0) continue;
      const request = { query: QUERY, filters: filter, top_k: 200, fields: ['id'] };
      const { body } = await server.ask('POST', '/v3/memories/search/', request);
      const stray = (body.results as Plain[]).filter(({ id }) => !wanted.includes(id));
      expect([filter, stray]).toEqual([filter, []]);
    }
    // Filters that hold for all or for none would show little.
    expect(some).toBeGreaterThan(0.5 * ROUNDS);
  }, 300_000);

  it.each([
    [{ users: 'ada' }, /no filter field "users"/],
    [{ user_id: { like: 'a' } }, /no operator "like"/],
    [{ AND: ['ada'] }, /must be an object/],
    [[], /must be an object/],
    [{ metadata: 'x' }, /must be an object/],
    [{ created_at: { gte: 'soon' } }, /ISO 8601/],
    [{ user_id: { in: Array.from({ length: 2_000 }, () => 'x') } }, /./],
    [
      Array.from({ length: 70 }).reduce<object>((inner) => ({ NOT: inner }), { user_id: 'a' }),
      /deep/,
    ],
  ])('refuse with 400 and words what they are not: %#', async (filters, words) => {
    const server = await mem0();
    const { status, body } = await server.ask('POST', '/v3/memories/', { filters });
    expect([status, body.error]).toEqual([400, expect.stringMatching(words)]);
  });

  it('find by id, and by category', async () => {
    const server = await mem0();
    const { memories } = await server.memory.add({
      user_id: 'ada',
      text: 'Tea.',
      categories: ['food', 'health'],
    });
    await server.memory.add({ user_id: 'ada', text: 'Chess.' });
    const count = async (filters: object) =>
      (await server.ask('POST', '/v3/memories/', { filters })).body.count;
    expect(await count({ memory_ids: [memories[0]?.id] })).toBe(1);
    expect(await count({ memoryIds: { in: [memories[0]?.id, 'x'] } })).toBe(1);
    expect(await count({ user_id: 'ada', categories: { in: ['food'] } })).toBe(1);
    expect(await count({ user_id: 'ada', categories: { contains: 'heal' } })).toBe(1);
    expect(await count({ user_id: 'ada', NOT: { categories: { contains: 'heal' } } })).toBe(1);
  });
});
