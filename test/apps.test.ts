import { describe, expect, it } from 'vitest';
import { accessOf, FULL } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import { openMemory, temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const as = (app: string, proven = false): Caller => ({
  ...LOCAL,
  app,
  principal: `${app}-user`,
  access: proven ? { ...FULL, app } : FULL,
});

describe('apps (D2)', () => {
  it('makes one when it is first seen, and notes when it was seen last', async () => {
    let now = Date.now();
    const memory = await temporaryMemory({ clock: () => now });
    await memory.apps.enter(as('cursor'));
    now += 60_000;
    await memory.apps.enter(as('cursor'));
    const { data } = await memory.apps.list();
    expect(data).toEqual([
      {
        name: 'cursor',
        state: 'active',
        claimed: true,
        first_seen_at: new Date(now - 60_000).toISOString(),
        last_seen_at: new Date(now).toISOString(),
        paused_at: null,
        paused_by: null,
        memories_created: 0,
        memories_active: 0,
        first_accessed_at: null,
        last_accessed_at: null,
        memories_accessed: 0,
      },
    ]);
  });

  it('counts what bears its name, and makes one for a name that a write gives', async () => {
    const memory = await temporaryMemory();
    const ids: string[] = [];
    for (const text of ['Tea is ready.', 'Coffee is ready.']) {
      const { memories } = await memory.add({ user_id: 'ada', app_id: 'notes', text });
      ids.push(memories[0]?.id ?? '');
    }
    await memory.delete(ids[0] ?? '');
    await memory.add({ user_id: 'ada', text: 'Nobody wrote this.' });
    expect(await memory.apps.get('notes')).toMatchObject({
      memories_created: 2,
      memories_active: 1,
    });
  });

  it('tells what it was answered with, most often first, in pages', async () => {
    let now = Date.parse('2026-03-01T12:00:00Z');
    const memory = await temporaryMemory({ clock: () => now });
    const add = async (text: string) =>
      (await memory.add({ user_id: 'ada', text })).memories[0]?.id ?? '';
    const tea = await add('Tea is ready.');
    const cake = await add('The cake is in the oven.');
    const gone = await add('Gone is the bread.');
    await memory.apps.enter(as('cursor'));
    for (const id of [tea, cake, tea, gone]) {
      now += 1_000;
      await memory.get(id, as('cursor'));
    }
    await memory.get(cake, as('notes'));
    await memory.delete(gone);
    const first = await memory.apps.accessed('cursor', { limit: 1 });
    expect(first).toMatchObject({
      total: 2,
      next_cursor: '1',
      data: [{ memory: { id: tea }, times: 2, last_at: '2026-03-01T12:00:03.000Z' }],
    });
    const rest = await memory.apps.accessed('cursor', { limit: 1, cursor: '1' });
    expect(rest).toMatchObject({
      next_cursor: null,
      data: [{ memory: { id: cake }, times: 1 }],
    });
    expect(await memory.apps.get('cursor')).toMatchObject({
      first_accessed_at: '2026-03-01T12:00:01.000Z',
      last_accessed_at: '2026-03-01T12:00:04.000Z',
    });
    await expect(memory.apps.accessed('nobody')).rejects.toMatchObject({ code: 'not_found' });
    const own = { ...as('cursor', true) };
    await expect(memory.apps.accessed('notes', {}, own)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('counts what it was answered with', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'Tea is ready.' });
    await memory.apps.enter(as('cursor'));
    await memory.search({ user_id: 'ada', query: 'tea' }, as('cursor'));
    await memory.search({ user_id: 'ada', query: 'tea' }, as('notes'));
    expect(await memory.apps.get('cursor')).toMatchObject({ memories_accessed: 1 });
  });

  it('is proven by a key, and stays so', async () => {
    const memory = await temporaryMemory();
    await memory.apps.enter(as('cursor', true));
    await memory.apps.list();
    await memory.apps.enter(as('cursor'));
    expect(await memory.apps.get('cursor')).toMatchObject({ claimed: false });
  });

  it('serves more than a thousand that only name themselves, without a row for each', async () => {
    const memory = await temporaryMemory();
    for (let n = 0; n < 1_005; n += 1) {
      await memory.apps.enter(as(`app-${String(n).padStart(4, '0')}`));
    }
    const { data, unlisted } = await memory.apps.list();
    expect(data.length).toBe(1_000);
    expect(unlisted).toBe(true);
    const added = await memory.add({ user_id: 'ada', app_id: 'app-1004', text: 'Tea is ready.' });
    expect(added.memories[0]?.app_id).toBe('app-1004');
    await memory.apps.enter(as('vscode', true));
    await memory.apps.pause('app-1004');
    const names = (await memory.apps.list()).data.map(({ name }) => name);
    expect(names).toContain('vscode');
    expect(names).toContain('app-1004');
  });

  it('is not seen by a key for another part of the tenant', async () => {
    const memory = await temporaryMemory();
    await memory.apps.enter(as('cursor'));
    await memory.apps.enter(as('notes'));
    const own: Caller = { ...LOCAL, access: accessOf({ ...FULL, app: 'notes' }) };
    expect((await memory.apps.list(own)).data.map(({ name }) => name)).toEqual(['notes']);
    await expect(memory.apps.get('cursor', own)).rejects.toMatchObject({ code: 'forbidden' });
    const adas: Caller = { ...LOCAL, access: accessOf({ ...FULL, user: 'ada' }) };
    await expect(memory.apps.list(adas)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(memory.apps.resume('notes', own)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a paused app (D5)', () => {
  it('writes nothing until it is resumed, and its memories stay', async () => {
    const memory = await temporaryMemory();
    const write = () => memory.add({ user_id: 'ada', app_id: 'cursor', text: 'Tea is ready.' });
    await write();
    const paused = await memory.apps.pause('cursor', as('ops'));
    expect(paused).toMatchObject({ state: 'paused', paused_by: 'ops-user' });
    await expect(memory.apps.enter(as('cursor'))).rejects.toMatchObject({ code: 'app_paused' });
    await expect(write()).rejects.toMatchObject({ code: 'app_paused' });
    await expect(
      memory.addDocument({ user_id: 'ada', app_id: 'cursor', text: 'A page of text.' }),
    ).rejects.toMatchObject({ code: 'app_paused' });
    expect((await memory.list({ user_id: 'ada' })).data.length).toBe(1);
    expect(await memory.apps.resume('cursor')).toMatchObject({ state: 'active', paused_at: null });
    await write();
  });

  it('is paused for the other process, too', async () => {
    const data = temporaryDirectory();
    const [one, other] = [await openMemory({ data }), await openMemory({ data })];
    await one.apps.pause('cursor');
    await expect(other.apps.enter(as('cursor'))).rejects.toMatchObject({ code: 'app_paused' });
    await Promise.all([one.close(), other.close()]);
  });

  it('is still paused after a restart, and what was seen last is kept', async () => {
    const data = temporaryDirectory();
    const first = await openMemory({ data });
    await first.apps.enter(as('notes'));
    await first.apps.pause('cursor');
    await first.close();
    const again = await openMemory({ data });
    expect((await again.apps.list()).data).toMatchObject([
      { name: 'cursor', state: 'paused' },
      { name: 'notes', state: 'active' },
    ]);
    await again.close();
  });
});
