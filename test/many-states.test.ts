import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { LOCAL } from '../src/model/caller.js';
import type { ListRequest, ListResult } from '../src/model/requests.js';
import { keepNotes, noteClock, rankings } from './helpers/indexed-notes.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const everything = { filters: { created_at: { gt: '2000-01-01' } } };

/** Of two users, with what was superseded, merged into nothing, and deleted. */
async function noted(): Promise<Memory> {
  const memory = await temporaryMemory({ clock: noteClock() });
  await keepNotes(memory);
  return memory;
}

async function scores(memory: Memory, query: string): Promise<unknown[]> {
  const { results } = await memory.search({ ...ada, query });
  return results.map(({ text, score }) => [text, score.toFixed(6)]);
}

async function parcels(memory: Memory, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, n) =>
    JSON.stringify({ ...ada, text: `The parcel number ${n} has come.` }),
  );
  for await (const _ of memory.addBatch([Buffer.from(lines.join('\n'))]));
}

async function allOf(memory: Memory, request: ListRequest): Promise<ListResult['data']> {
  const { data, next_cursor: cursor } = await memory.list({ ...request, limit: 500 });
  return cursor === null ? data : [...data, ...(await allOf(memory, { ...request, cursor }))];
}

async function faults(memory: Memory): Promise<unknown[]> {
  return (await memory.check()).filter(({ ok }) => !ok);
}

describe('many states at once (D3)', () => {
  it('what was paused and resumed is found and ranks as before, what held once too', async () => {
    const memory = await noted();
    const before = await rankings(memory);
    expect((await memory.setState({ state: 'paused', ...everything })).changed).toBeGreaterThan(5);
    expect(await scores(memory, 'Where does my sister live?')).toEqual([]);
    await memory.setState({ state: 'active', ...everything });
    expect(await rankings(memory)).toEqual(before);
    expect(await faults(memory)).toEqual([]);
  });

  it('what was paused by itself and resumed with others is found by its words', async () => {
    const memory = await noted();
    const before = await rankings(memory);
    const { data } = await memory.list(ada);
    for (const { id } of data) await memory.update(id, { state: 'paused' });
    expect((await memory.setState({ state: 'active', ...everything })).changed).toBe(data.length);
    expect(await rankings(memory)).toEqual(before);
    // Indexed anew, where their terms now belong.
    expect((await memory.reindex()).memories).toBeGreaterThan(0);
    expect(await rankings(memory)).toEqual(before);
    expect(await memory.reindex()).toEqual({ memories: 0 });
  });

  it('what was paused with others and restored by itself is found by its words', async () => {
    const memory = await noted();
    const before = await rankings(memory);
    const { batch_id: batch } = await memory.setState({ state: 'paused', ...everything });
    await memory.undo({ batch: batch ?? '' });
    expect(await rankings(memory)).toEqual(before);
    expect(await faults(memory)).toEqual([]);
  });

  it('what is paused counts for nothing in the scores of the rest', async () => {
    const memory = await noted();
    const query = 'Which cat steals socks?';
    const before = await scores(memory, query);
    for (const text of ['My cat steals socks.', 'My cat sleeps in a box of socks.'])
      await memory.add({ ...ada, text, categories: ['cats'] });
    expect(await scores(memory, query)).not.toEqual(before);
    expect((await memory.setState({ state: 'archived', category: 'cats' })).changed).toBe(2);
    expect(await scores(memory, query)).toEqual(before);
    await memory.reindex();
    expect(await scores(memory, query)).toEqual(before);
  });

  it('a status tells of no outdated index because states have changed', async () => {
    const memory = await noted();
    const { index } = await memory.status();
    await memory.setState({ state: 'paused', ...everything });
    expect((await memory.status()).index).toEqual(index);
  });

  it('what was broken off is finished by asking again, and nothing is changed twice', async () => {
    const memory = await temporaryMemory();
    await parcels(memory, 900);
    const stop = () => {
      throw new Error('the power is gone');
    };
    const request = { state: 'paused', ...everything } as const;
    await expect(memory.setState(request, LOCAL, { progress: stop })).rejects.toThrow(
      'the power is gone',
    );
    const { changed } = await memory.setState(request);
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThan(900);
    const paused = await allOf(memory, { ...ada, state: 'paused' });
    expect(paused.length).toBe(900);
    expect(new Set(paused.map(({ version }) => version))).toEqual(new Set([2]));
  });

  it('goes over many small cubes, each once, and leaves other users alone', async () => {
    const memory = await temporaryMemory();
    const users = Array.from({ length: 30 }, (_, n) => `user${n}`);
    for (const user_id of users) {
      await Promise.all(
        ['one', 'two', 'three'].map((text) => memory.add({ user_id, text: `Note ${text}.` })),
      );
    }
    expect(await memory.deleteScope({ user_id: 'user3' })).toEqual({ deleted: 3 });
    const paused = await memory.setState({ state: 'paused', ...everything });
    expect(paused.changed).toBe(87);
    const { data } = await memory.list({ user_id: 'user4', state: 'paused' });
    expect(data.map(({ text }) => text).toSorted()).toEqual([
      'Note one.',
      'Note three.',
      'Note two.',
    ]);
    expect(await memory.deleteScope({ user_id: 'user4' })).toEqual({ deleted: 3 });
  });
});
