import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.js';
import { accessOf, FULL } from '../../src/model/access.js';
import { LOCAL } from '../../src/model/caller.js';
import type { Memory } from '../../src/memory.js';
import { servedMemory } from '../helpers/served.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';
import { exported, fileOf, imported, recordsOf } from './files.js';

const withRules = { with: ['history', 'rules'] as ('history' | 'rules')[] };
const ofAda = { ...LOCAL, access: { ...accessOf(FULL), user: 'ada' } };

async function ruled(): Promise<{ memory: Memory; id: string }> {
  const memory = await temporaryMemory();
  const { memories } = await memory.add({ user_id: 'ada', text: 'The safe is behind the clock.' });
  await memory.add({ user_id: 'ada', text: 'The harbour is quiet.', tags: ['public'] });
  const id = memories[0]?.id ?? '';
  const object = `memory:${id}`;
  await memory.access.add({ subject: 'app:cursor', object, effect: 'deny' });
  const actions: ('read' | 'write')[] = ['read', 'write'];
  await memory.access.add({
    subject: 'app:claude',
    object: 'tag:public',
    effect: 'allow',
    actions,
  });
  return { memory, id };
}

async function seenBy(memory: Memory, app: string): Promise<string[]> {
  const caller = await memory.access.of({ ...LOCAL, app });
  return (await memory.list({ user_id: '*' }, caller)).data.map(({ text }) => text);
}

const said = async (memory: Memory) =>
  (await memory.access.list()).data.map(({ subject, object, effect, action }) =>
    [subject, object, effect, action].join(' '),
  );

describe('access rules in our own lines (D8, D5)', () => {
  it('go along where that is asked for, and bind there as here', async () => {
    const { memory } = await ruled();
    expect(recordsOf(await exported(memory))['rule']).toBeUndefined();
    const content = await exported(memory, withRules);
    const into = await temporaryMemory();
    const report = await imported(into, content);
    expect(report).toMatchObject({ made: { rule: 3, memory: 2 }, not_kept: [], refused: 0 });
    expect(await said(into)).toEqual(await said(memory));
    expect(await seenBy(into, 'cursor')).toEqual(['The harbour is quiet.']);
    expect(await seenBy(into, 'claude')).toEqual(['The harbour is quiet.']);
    expect((await imported(into, content)).made).toEqual({});
    expect(await said(into)).toHaveLength(3);
  });

  it('are counted and not made in a dry run', async () => {
    const { memory } = await ruled();
    const into = await temporaryMemory();
    const content = await exported(memory, withRules);
    expect((await imported(into, content, { dry_run: true })).made['rule']).toBe(3);
    expect(await said(into)).toEqual([]);
  });

  it('hold for copies of the memories that they are about, and for the cube that it becomes', async () => {
    const { memory } = await ruled();
    await memory.access.add({ subject: 'app:vim', object: 'cube:user:ada', effect: 'deny' });
    const content = await exported(memory, withRules);
    await imported(memory, content, { on_duplicate: 'new' });
    expect(await seenBy(memory, 'cursor')).toEqual([
      'The harbour is quiet.',
      'The harbour is quiet.',
    ]);
    const into = await temporaryMemory();
    await imported(into, content, { user_id: 'eve' });
    expect(await said(into)).toContain('app:vim cube:user:eve deny read');
    expect(await seenBy(into, 'vim')).toEqual([]);
  });

  it('go when the import is undone, and come back before its memories do', async () => {
    const { memory } = await ruled();
    const content = await exported(memory, withRules);
    const into = await temporaryMemory();
    await into.access.add({ subject: 'app:claude', object: 'tag:public', effect: 'allow' });
    const { batch: imports } = await imported(into, content);
    const brought = await into.access.list();
    expect(brought.data).toHaveLength(3);
    const batch = imports ?? '';
    const ofUser = { ...LOCAL, access: { ...accessOf(FULL), scopes: ['read', 'write'] as const } };
    expect(await into.batches.get(batch)).toMatchObject({ note: {} });

    const preview = await into.undo({ batch, preview: true });
    expect(preview.counts).toMatchObject({ deleted: 2, rules: 2, rules_kept: 0 });
    expect((await into.undo({ batch, preview: true }, ofUser)).counts).toMatchObject({
      rules: 0,
      rules_kept: 2,
    });
    expect(await into.access.list()).toEqual(brought);

    const undone = await into.undo({ batch });
    expect(undone.counts).toMatchObject({ deleted: 2, rules: 2, rules_kept: 0 });
    expect(await said(into)).toEqual(['app:claude tag:public allow read']);

    const again = { batch: undone.batches[0]?.undone_by ?? '' };
    await expect(into.undo(again, ofUser)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await said(into)).toHaveLength(1);
    expect((await into.undo(again)).counts).toMatchObject({ reverted: 2, rules: 2 });
    expect(await into.access.list()).toEqual({
      ...brought,
      data: expect.arrayContaining(brought.data),
    });
    expect(await seenBy(into, 'cursor')).toEqual(['The harbour is quiet.']);
    expect((await into.undo({ batch })).counts).toMatchObject({ deleted: 2, rules: 2 });
    expect(await said(into)).toHaveLength(1);
  });

  it('stay where a memory of the import stays that they may hide', async () => {
    const { memory, id } = await ruled();
    const into = await temporaryMemory();
    const { batch: imports } = await imported(into, await exported(memory, withRules));
    const batch = imports ?? '';
    await into.update(id, { text: 'The safe is behind the mirror.' });
    const { counts } = await into.undo({ batch });
    expect(counts).toMatchObject({ deleted: 1, kept: 1, rules: 0, rules_kept: 3 });
    expect(await seenBy(into, 'cursor')).toEqual([]);
    await into.delete(id);
    expect((await into.undo({ batch })).counts).toMatchObject({ rules: 3, rules_kept: 0 });
    expect(await said(into)).toEqual([]);
  });

  it('are a batch to undo though nothing else came', async () => {
    const { memory } = await ruled();
    const content = await exported(memory, withRules);
    const into = await temporaryMemory();
    await imported(into, content);
    for (const { id } of (await into.access.list()).data) await into.access.remove(id);
    const { batch, made } = await imported(into, content);
    expect(made).toEqual({ rule: 3 });
    expect((await into.undo({ batch: batch ?? '' })).counts).toMatchObject({
      deleted: 0,
      rules: 3,
    });
    expect(await said(into)).toEqual([]);
  });

  it('are neither told to nor taken from a key that may not manage them', async () => {
    const { memory } = await ruled();
    expect(() => memory.exchange.export(withRules, ofAda)).toThrow('for a part of it');
    const content = await exported(memory, withRules);
    const into = await temporaryMemory();
    const report = await into.exchange.import([fileOf(content)], {}, ofAda);
    expect(report.made).toMatchObject({ memory: 2 });
    expect(report.not_kept).toEqual([expect.stringContaining('access rules')]);
    expect(await said(into)).toEqual([]);
    const { url: baseUrl } = await servedMemory(into);
    const { secret } = await into.keys.create({ name: 'reader', scopes: ['read'] });
    const client = createClient({ baseUrl, apiKey: secret });
    const refused = client.exchange.export(withRules);
    await expect(refused).rejects.toMatchObject({ code: 'forbidden', status: 403 });
  });
});
