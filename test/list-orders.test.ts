import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import type { Memory as MemoryRecord } from '../src/model/memory.js';
import type { ListRequest } from '../src/model/requests.js';
import { randomFrom } from './helpers/random.js';
import { fewOnPglite, temporaryMemory } from './helpers/temporary-memory.js';

const orders = ['text', '-text', 'app_id', '-app_id'] as const;
const apps = ['cursor', 'Claude', 'zed', '東京', '🐦 app', undefined];
const long = 'The same beginning of many words, which goes on for more than 64 characters';
const words = ['tea', 'Tea', 'TEA!', 'élan', 'Zebra', '_', '東京に行く', '\uffee', '🐦', long];

/** Bytes of UTF-8, of the first 64 characters, with small letters of ASCII. */
function keyOf(text = ''): Buffer {
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return Buffer.from([...lower].slice(0, 64).join(''));
}

/** What a list should say: by the key, newest first where it is the same. */
function sorted(memories: readonly MemoryRecord[], order: (typeof orders)[number]): string[] {
  const sign = order.startsWith('-') ? -1 : 1;
  const key = ({ text, app_id: app }: MemoryRecord) =>
    keyOf(order.endsWith('text') ? text : (app ?? ''));
  return memories
    .toSorted((a, b) => sign * Buffer.compare(key(a), key(b)) || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}

async function walk(memory: Memory, request: ListRequest): Promise<MemoryRecord[]> {
  const found: MemoryRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await memory.list({ ...request, ...(cursor !== undefined && { cursor }) });
    found.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

const idsOf = (memories: readonly MemoryRecord[]) => memories.map(({ id }) => id);

/** A memory whose clock goes on by a second with each look. */
function ticking() {
  let now = Date.parse('2026-03-01T00:00:00Z');
  return temporaryMemory({ clock: () => (now += 1_000) });
}

describe('a list by letters (D7)', () => {
  it.each(fewOnPglite([11, 12, 13, 14], 1))(
    'is what JavaScript makes of it, page by page, of two cubes and of all (%i)',
    async (seed) => {
      const memory = await ticking();
      const random = randomFrom(seed);
      const one = <Item>(of: readonly Item[]) => of[Math.floor(random() * of.length)] as Item;
      for (let at = 0; at < 60; at++) {
        const user_id = one(['ada', 'ada', 'bob', undefined]);
        const app_id = one(apps);
        await memory.add({
          text: `${one(words)}${one([` ${at}`, ' and so on', ''])}`,
          ...(user_id !== undefined && { user_id }),
          ...(app_id !== undefined && { app_id }),
        });
      }
      const kept = await walk(memory, { user_id: '*', limit: 500 });
      // Those of nobody are in the cube of everybody, and theirs too.
      const ofAda = kept.filter(({ user_id: user }) => user !== 'bob');
      expect(new Set(ofAda.map(({ cube }) => cube)).size).toBe(2);
      for (const sort of orders) {
        const limit = 1 + Math.floor(random() * 9);
        const [everything, theirs] = [
          await walk(memory, { user_id: '*', sort, limit }),
          await walk(memory, { user_id: 'ada', sort, limit }),
        ];
        expect(idsOf(everything)).toEqual(sorted(kept, sort));
        expect(idsOf(theirs)).toEqual(sorted(ofAda, sort));
      }
    },
  );

  it.each(['changed', 'deleted'])('goes on where it stopped when that was %s', async (what) => {
    const memory = await ticking();
    for (const text of ['Apples', 'boats', 'Cellos', 'ducks']) {
      await memory.add({ user_id: 'ada', text, app_id: text });
    }
    for (const sort of ['text', 'app_id'] as const) {
      const first = await memory.list({ user_id: 'ada', sort, limit: 2 });
      const [, boats] = first.data;
      if (what === 'deleted') await memory.delete(boats?.id ?? '');
      else await memory.update(boats?.id ?? '', { text: `zebras by ${sort}` });
      const cursor = first.next_cursor ?? '';
      const next = await memory.list({ user_id: 'ada', sort, cursor });
      const moved = what === 'changed' && sort === 'text' ? ['zebras by text'] : [];
      expect(next.data.map(({ text }) => text)).toEqual(['Cellos', 'ducks', ...moved]);
      if (what === 'deleted') await memory.restore(boats?.id ?? '');
      else await memory.update(boats?.id ?? '', { text: 'boats' });
    }
  });

  it('has a short cursor of long texts, and takes none of another order', async () => {
    const memory = await ticking();
    for (const start of ['a', 'b', '東']) {
      const { memories } = await memory.add({ user_id: 'ada', text: `${start} note` });
      await memory.update(memories[0]?.id ?? '', { text: start.repeat(100_000) });
    }
    const starts = async (request: ListRequest) =>
      (await walk(memory, request)).map(({ text }) => text[0]);
    expect(await starts({ user_id: 'ada', sort: '-text', limit: 1 })).toEqual(['東', 'b', 'a']);
    const page = await memory.list({ user_id: 'ada', sort: '-text', limit: 1 });
    const cursor = page.next_cursor ?? '';
    expect(cursor.length).toBeLessThan(512);
    const nul = `${page.data[0]?.id}~${Buffer.from('a\0').toString('base64url')}`;
    const dated = await memory.list({ user_id: 'ada', sort: 'updated_at', limit: 1 });
    for (const wrong of [
      { sort: 'updated_at', cursor },
      { sort: 'created_at', cursor },
      { sort: 'text', cursor: dated.next_cursor ?? '' },
      { sort: 'text', cursor: page.data[0]?.id ?? '' },
      { sort: 'text', cursor: nul },
    ] as const) {
      await expect(memory.list({ user_id: 'ada', ...wrong })).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [{ pointer: '/cursor' }],
      });
    }
  });
});
