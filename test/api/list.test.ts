import { describe, expect, it } from 'vitest';
import { accessOf } from '../../src/model/access.js';
import { LOCAL } from '../../src/model/caller.js';
import type { ListRequest } from '../../src/model/requests.js';
import type { Memory } from '../../src/memory.js';
import { temporaryApi } from '../helpers/api.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

const DAY = 86_400_000;

/** Nine notes of three users, whose dates, changes and numbers stand in different orders. */
async function notes() {
  let now = Date.parse('2026-03-01T00:00:00Z');
  const memory = await temporaryMemory({ clock: () => (now += 1_000) });
  const ids: string[] = [];
  for (let at = 0; at < 9; at++) {
    const occurred_at = new Date(Date.parse('2026-01-01') + ((at * 4) % 9) * DAY).toISOString();
    const user_id = ['ada', 'bob', 'cy'][at % 3] ?? '';
    const { memories } = await memory.add({ user_id, text: `Note ${at}`, occurred_at });
    ids.push(memories[0]?.id ?? '');
  }
  for (const at of [3, 7, 0, 5]) await memory.update(ids[at] ?? '', { tags: ['seen'] });
  return { memory, ids };
}

/** Every page, with what each says. */
async function walk(memory: Memory, request: ListRequest) {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await memory.list({ ...request, limit: 2, ...(cursor && { cursor }) });
    found.push(...page.data.map(({ text }) => text));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

const numbered = (...numbers: number[]) => numbers.map((at) => `Note ${at}`);

describe('a list in an order (D7)', () => {
  it.each<[ListRequest['sort'], string[]]>([
    [undefined, numbered(8, 7, 6, 5, 4, 3, 2, 1, 0)],
    ['created_at', numbered(0, 1, 2, 3, 4, 5, 6, 7, 8)],
    ['-updated_at', numbered(5, 0, 7, 3, 8, 6, 4, 2, 1)],
    ['updated_at', numbered(1, 2, 4, 6, 8, 3, 7, 0, 5)],
    ['-occurred_at', numbered(2, 4, 6, 8, 1, 3, 5, 7, 0)],
    ['occurred_at', numbered(0, 7, 5, 3, 1, 8, 6, 4, 2)],
  ])('by %s, page by page, of all users and of one', async (sort, wanted) => {
    const { memory } = await notes();
    expect(await walk(memory, { user_id: '*', sort })).toEqual(wanted);
    const ofAda = wanted.filter((text) => [0, 3, 6].includes(Number(text.slice(5))));
    expect(await walk(memory, { user_id: 'ada', sort })).toEqual(ofAda);
  });

  it('goes on where it stopped when what it stopped at was changed', async () => {
    const { memory, ids } = await notes();
    const first = await memory.list({ user_id: '*', sort: 'updated_at', limit: 5 });
    await memory.update(ids[8] ?? '', { tags: ['moved'] });
    const cursor = first.next_cursor ?? '';
    const next = await memory.list({ user_id: '*', sort: 'updated_at', cursor });
    expect(next.data.map(({ text }) => text)).toEqual(numbered(3, 7, 0, 5, 8));
  });

  it.each(['-updated_at', '-created_at'] as const)(
    'by %s refuses the cursor of another order',
    async (sort) => {
      const { memory } = await notes();
      const other = sort === '-created_at' ? '-updated_at' : '-created_at';
      const page = await memory.list({ user_id: '*', sort: other, limit: 2 });
      await expect(
        memory.list({ user_id: '*', sort, cursor: page.next_cursor ?? '' }),
      ).rejects.toMatchObject({ code: 'invalid_input', issues: [{ pointer: '/cursor' }] });
    },
  );
});

describe('a cursor of somebody else (DESIGN 12)', () => {
  it.each(['-created_at', '-updated_at', '-text'] as const)(
    'by %s says no more than one that never was',
    async (sort) => {
      const memory = await temporaryMemory();
      const own = await memory.add({ user_id: 'ada', text: 'The tide is out.' });
      const other = await memory.add({ user_id: 'bob', text: 'The tide is in.' });
      const key = await memory.keys.create({ name: 'Ada', user_id: 'ada' });
      const caller = { ...LOCAL, access: accessOf(await memory.keys.valid(key.id)) };
      const ask = async (id = '') => {
        const places = { '-created_at': '', '-updated_at': '.1772323200000', '-text': '~dGVh' };
        const cursor = `${id}${places[sort]}`;
        const [outcome] = await Promise.allSettled([memory.list({ sort, cursor }, caller)]);
        return outcome.status === 'fulfilled' ? 'a page' : (outcome.reason as Error).message;
      };
      const never = await ask('019c0000-0000-7000-8000-000000000000');
      expect(never).toContain('cursor');
      expect(await ask(other.memories[0]?.id)).toBe(never);
      expect(await ask(own.memories[0]?.id)).toBe('a page');
    },
  );
});

describe('a list by letters', () => {
  it.each([
    ['NOTE', ['A note of tea', 'Éclairs: noted']],
    ['eclair', ['Éclairs: noted']],
    ['É', ['A note of tea', 'Straße 5', 'Éclairs: noted']],
    ['strasse', ['Straße 5']],
    ['東京', ['東京に行く']],
    ['100%', ['100% cotton']],
    ['_', []],
  ])('finds %s wherever it stands', async (text, wanted) => {
    const memory = await temporaryMemory();
    for (const note of [
      '東京に行く',
      '100% cotton',
      'A note of tea',
      'Straße 5',
      'Éclairs: noted',
    ]) {
      await memory.add({ user_id: 'ada', text: note });
    }
    const found = await memory.list({ user_id: 'ada', text, sort: 'created_at', total: true });
    expect(found.data.map((one) => one.text)).toEqual(wanted);
    expect(found.total).toBe(wanted.length);
  });
});

describe('the total of a list', () => {
  it('counts what all pages have, and nothing that has expired or lies elsewhere', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z');
    const memory = await temporaryMemory({ clock: () => now });
    const soon = '2026-03-02T00:00:00Z';
    for (let at = 0; at < 6; at++) {
      const more = at < 2 ? { expires_at: soon } : {};
      await memory.add({ user_id: 'ada', text: `Note ${at}`, tags: [`t${at % 2}`], ...more });
      await memory.add({ user_id: 'bob', text: `Note ${at}` });
    }
    const total = async (request: ListRequest) =>
      (await memory.list({ ...request, limit: 1, total: true })).total;
    expect(await total({ user_id: 'ada' })).toBe(6);
    now = Date.parse(soon);
    expect(await total({ user_id: 'ada' })).toBe(4);
    expect(await total({ user_id: '*' })).toBe(10);
    expect(await total({ user_id: 'ada', filters: { tags: 't0' } })).toBe(2);
    expect(await total({ user_id: 'ada', state: 'deleted' })).toBe(0);
    expect(await memory.list({ user_id: 'ada' })).not.toHaveProperty('total');
  });

  it('is asked for over REST, within what the key reaches', async () => {
    const api = await temporaryApi();
    await api.memory.add({ user_id: 'ada', text: 'The harbour is quiet.' });
    await api.memory.add({ user_id: 'bob', text: 'The harbour is loud.' });
    const { secret } = await api.memory.keys.create({ name: 'Ada', user_id: 'ada' });
    const headers = { authorization: `Bearer ${secret}` };
    const call = (query: string) => api.call('GET', `/v1/memories?${query}`, undefined, headers);
    const found = await call('total=true&text=HARBOUR&sort=-occurred_at');
    expect(found.body).toMatchObject({ total: 1, data: [{ user_id: 'ada' }] });
    expect((await call('total=yes')).body.errors[0].pointer).toBe('/total');
    expect((await call('sort=name')).body.errors[0].pointer).toBe('/sort');
  });
});
