import { describe, expect, it } from 'vitest';
import { type Caller, LOCAL } from '../src/model/caller.js';
import { userCube } from '../src/model/scope.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const anna: Caller = { ...LOCAL, principal: 'anna', app: 'dashboard', key: 'k1' };

describe('who has changed what (D7, A10)', () => {
  it('is noted of keys, rules, settings of cubes, states in bulk, imports, exports and undo', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'The harbour is quiet.' });
    const key = await memory.keys.create({ name: 'ci', scopes: ['read'] }, anna);
    await memory.keys.revoke(key.id, anna);
    const rule = { subject: 'app:cursor', object: 'tag:health', effect: 'deny', actions: ['read'] };
    await memory.access.add(rule as Parameters<typeof memory.access.add>[0], anna);
    await memory.cubes.set('work', { includes: 'decisions' }, anna);
    const bulk = await memory.setState({ state: 'paused', user_id: 'ada' }, anna);
    await memory.undo({ batch: bulk.batch_id ?? '' }, anna);
    for await (const _ of memory.exchange.export({ user_id: 'ada' }, anna).stream);
    const { data } = await memory.audit.list();
    expect(data.map(({ action }) => action).toReversed()).toEqual([
      'key.create',
      'key.revoke',
      'access.add',
      'cube.set',
      'memories.state',
      'undo.run',
      'export.run',
    ]);
    expect(data.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect(data.every((entry) => entry.principal === 'anna' && entry.key === 'k1')).toBe(true);
    const [, , states, cube] = data;
    expect(data[2]?.subject).toBe(bulk.batch_id);
    expect(states?.detail).toEqual({ state: 'paused', changed: 1 });
    expect(cube).toMatchObject({ subject: 'work', detail: { fields: ['includes'] } });
  });

  it('is noted before it begins: what fails, or dies half way, leaves its mark', async () => {
    const memory = await temporaryMemory();
    const act = { action: 'settings.change', scope: 'admin' } as const;
    let during: string | undefined;
    await memory.audit.during(act, anna, async () => {
      during = (await memory.audit.list()).data[0]?.outcome;
    });
    expect(during).toBe('begun');
    await expect(memory.keys.revoke('nobody', anna)).rejects.toThrow('no key');
    const { data } = await memory.audit.list();
    expect(data.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['key.revoke', 'not_found'],
      ['settings.change', 'done'],
    ]);
  });

  it('is not filled by who may not do it, nor by looking', async () => {
    const memory = await temporaryMemory();
    const reader: Caller = { ...anna, access: { ...anna.access, scopes: ['read'] } };
    await expect(memory.keys.create({ name: 'x' }, reader)).rejects.toThrow('admin');
    await memory.setState({ state: 'paused', user_id: 'ada', dry_run: true }, anna);
    await memory.keys.list(anna);
    expect((await memory.audit.list()).data).toEqual([]);
    await expect(memory.audit.list({}, reader)).rejects.toThrow('admin');
  });

  it('holds nothing that an erasure takes out', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'zoe', text: 'Zoe likes figs.' });
    await memory.cubes.set(userCube('zoe'), { includes: 'figs' }, anna);
    expect((await memory.audit.list()).data[0]?.subject).toBe('user:zoe');
    await memory.setState({ state: 'paused', user_id: 'zoe' }, anna);
    await memory.access.add({ subject: 'user:zoe', object: 'tag:figs', effect: 'deny' });
    await memory.eraseScope({ user_id: 'zoe' }, anna);
    await memory.eraseScope({ user_id: 'zoe', run_id: 'one' }, anna);
    const { data } = await memory.audit.list();
    const action = 'memories.erase_scope';
    expect(data[0]).toMatchObject({ action, detail: { memories: 0, episodes: 0 } });
    expect(data[0]?.detail).not.toHaveProperty('rules');
    expect(data[1]).toMatchObject({ action, detail: { memories: 1, episodes: 1, rules: 1 } });
    expect(JSON.stringify(data)).not.toMatch(/zoe|figs/i);
  });

  it('holds no words that somebody sends in place of ids and names of fields', async () => {
    const memory = await temporaryMemory();
    const writer: Caller = { ...anna, access: { ...anna.access, scopes: ['write'] } };
    const words = 'Zoe likes figs.';
    await expect(memory.undo({ batch: words }, writer)).rejects.toThrow(/batch/);
    await expect(memory.undo({ batch: { words } } as never, writer)).rejects.toThrow('batch');
    await expect(memory.erase(words, writer)).rejects.toThrow('no memory');
    await expect(memory.cubes.set('work', { [words]: 1 } as never, writer)).rejects.toThrow(words);
    await memory.jobs.pause({ kind: words }, anna);
    const { data } = await memory.audit.list();
    expect(data).toHaveLength(5);
    expect(JSON.stringify(data)).not.toMatch(/figs/);
  });

  it('is noted of whoever may do it: a writer pauses apps and describes categories', async () => {
    const memory = await temporaryMemory();
    const writer: Caller = { ...anna, access: { ...anna.access, scopes: ['write'] } };
    await memory.apps.pause('cursor', writer);
    await memory.apps.resume('cursor', writer);
    await memory.categories.describe('food', { description: 'What is eaten' }, writer);
    const { data } = await memory.audit.list();
    const acts = ['category.describe', 'app.resume', 'app.pause'];
    expect(data.map(({ action }) => action)).toEqual(acts);
    expect(data[1]).toMatchObject({ subject: 'cursor', principal: 'anna' });
  });

  it('ends a note of an export that nobody reads to its end, and leaves no rejection behind', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'The harbour is quiet.' });
    const left: unknown[] = [];
    const note = (error: unknown) => void left.push(error);
    process.on('unhandledRejection', note);
    for await (const _ of memory.exchange.export({}, anna).stream) break;
    await new Promise(setImmediate);
    process.off('unhandledRejection', note);
    expect(left).toEqual([]);
    const { data } = await memory.audit.list();
    expect(data).toMatchObject([{ action: 'export.run', outcome: 'internal' }]);
  });

  it('comes in pages, by what it is about, by key and by time', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z');
    const memory = await temporaryMemory({ clock: () => now });
    for (const name of ['one', 'two', 'three']) {
      await memory.keys.create({ name }, name === 'two' ? LOCAL : anna);
      now += 86_400_000;
    }
    await memory.jobs.pause({}, anna);
    const first = await memory.audit.list({ limit: 2 });
    expect(first.data.map(({ action }) => action)).toEqual(['job.pause', 'key.create']);
    const rest = await memory.audit.list({ limit: 2, cursor: first.next_cursor ?? '' });
    expect(rest.data).toHaveLength(2);
    expect(rest.next_cursor).toBeNull();
    expect((await memory.audit.list({ group: 'key', key: 'k1' })).data).toHaveLength(2);
    expect(
      (await memory.audit.list({ since: '2026-03-02', until: '2026-03-03' })).data,
    ).toHaveLength(1);
  });
});
