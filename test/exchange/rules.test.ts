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
