import { describe, expect, it } from 'vitest';
import type { Memory } from '../../src/memory.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';
import { exported, imported, recordsOf } from './files.js';

let now = Date.parse('2026-03-01T10:00:00Z');
const clock = () => (now += 1_000);

/** A memory with all that can be carried: versions, states, merged, superseded, small talk, documents. */
async function filled(): Promise<Memory> {
  const memory = await temporaryMemory({ clock });
  const note = async (text: string, more: object = {}) => {
    const { memories } = await memory.add({ user_id: 'ada', text, ...more });
    return memories[0]?.id ?? '';
  };
  const lisbon = await note('My sister Mia lives in Lisbon.', {
    metadata: { from: 'chat', deep: { b: 1, a: [true] } },
    tags: ['family'],
    categories: ['people'],
  });
  await memory.update(lisbon, { text: 'My sister Mia lives in Porto.' });
  await memory.update(lisbon, { state: 'paused' });
  const tea = await note('I like green tea.');
  await note('I like black tea now.', { supersedes: [tea] });
  const one = await note('The car is blue.');
  const other = await note('Our car is blue.');
  await memory.merge(other, { into: one });
  await memory.delete(await note('The old number was 12.'));
  await memory.add({
    user_id: 'ada',
    run_id: 'talk',
    messages: [
      { role: 'user', content: 'Hello!' },
      { role: 'user', content: 'I work at the harbour.', occurred_at: '2026-02-01T08:00:00Z' },
      { role: 'assistant', content: 'Noted: the harbour.' },
    ],
  });
  await memory.add({ user_id: 'bob', text: 'Bob plays chess.', valid_to: '2030-01-01T00:00:00Z' });
  return memory;
}

/** Without what tells of the export itself. */
function told(content: Uint8Array) {
  const { tulving: _, ...records } = recordsOf(content);
  return records;
}

describe('own export, brought in again (D8)', () => {
  it('loses nothing: ids, times, versions, states, sources and links are the same', async () => {
    const from = await filled();
    const content = await exported(from);
    const into = await temporaryMemory({ clock });
    const report = await imported(into, content);
    expect(report).toMatchObject({ format: 'jsonl', refused: 0, blocked: 0, duplicates: 0 });
    expect(told(await exported(into))).toEqual(told(content));
    const { data } = await from.list({ user_id: 'ada', limit: 100 });
    for (const { id } of data) {
      expect(await into.get(id)).toEqual(await from.get(id));
      const history = await into.history(id);
      const without = (entries: typeof history) =>
        entries.map((entry) => ({ ...entry, batch: null }));
      expect(without(history)).toEqual(without(await from.history(id)));
    }
  });

  it('is found as before, and as it was known then', async () => {
    const from = await filled();
    const into = await temporaryMemory({ clock });
    await imported(into, await exported(from));
    const query = { user_id: 'ada', query: 'Which tea do I like?' };
    const texts = async (memory: Memory) =>
      (await memory.search(query)).results.map(({ text }) => text);
    expect(await texts(into)).toEqual(await texts(from));
    expect((await texts(into))[0]).toBe('I like black tea now.');
  });

  it('adds nothing the second time, and goes on where it broke off', async () => {
    const content = await exported(await filled());
    const into = await temporaryMemory({ clock });
    const half = Buffer.from(content).toString().split('\n').slice(0, 12).join('\n');
    const first = await imported(into, half);
    expect(first.errors.at(-1)?.detail).toContain('cut off');
    const second = await imported(into, content);
    expect(second.refused).toBe(0);
    const third = await imported(into, content);
    expect(third.made).toEqual({});
    expect(third.batch).toBeNull();
    expect(third.duplicates).toBe(third.read['memory']);
    const whole = recordsOf(content)['memory'] ?? [];
    expect((recordsOf(await exported(into))['memory'] ?? []).length).toBe(whole.length);
  });

  it('tells what it would do and does nothing in a dry run', async () => {
    const content = await exported(await filled());
    const into = await temporaryMemory({ clock });
    const dry = await imported(into, content, { dry_run: true });
    expect(dry).toMatchObject({ dry_run: true, batch: null });
    expect((await into.list({ user_id: '*' })).data).toEqual([]);
    const { made } = await imported(into, content);
    expect(dry.made).toEqual(made);
  });

  it('is undone whole by its batch', async () => {
    const content = await exported(await filled());
    const into = await temporaryMemory({ clock });
    await into.add({ user_id: 'ada', text: 'I was here before.' });
    const { batch } = await imported(into, content);
    const { kept } = await into.undo({ batch: batch ?? '' });
    expect(kept).toEqual([]);
    const { data } = await into.list({ user_id: '*' });
    expect(data.map(({ text }) => text)).toEqual(['I was here before.']);
    expect((await imported(into, content)).deleted_here).toBeGreaterThan(5);
    const again = await imported(into, content, { on_duplicate: 'new' });
    expect(again.made['memory']).toBe(again.read['memory']);
    expect((await imported(into, content, { on_duplicate: 'new' })).made['memory']).toBeUndefined();
  });

  it('keeps erased what was erased, word for word', async () => {
    const memory = await filled();
    const content = await exported(memory);
    await memory.eraseScope({ user_id: 'ada' });
    const report = await imported(memory, content);
    expect(report.blocked).toBeGreaterThan(5);
    expect(report.made['memory']).toBeUndefined();
    const left = Buffer.from(await exported(memory)).toString();
    expect(left).not.toMatch(/Lisbon|Porto|green tea|harbour/);
    expect(left).toContain('Bob plays chess.');
  });

  it('takes out secrets, and gives it to whom it is told to', async () => {
    const memory = await temporaryMemory({ clock, secrets: 'keep' });
    const secret = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3hJ6'}`;
    await memory.add({ user_id: 'ada', text: `My token is ${secret} for the build.` });
    const into = await temporaryMemory({ clock });
    const report = await imported(into, await exported(memory), { user_id: 'eve' });
    expect(report.redacted).toEqual(['github_token']);
    const { data } = await into.list({ user_id: 'eve' });
    expect(data[0]).toMatchObject({ user_id: 'eve', cube: 'user:eve' });
    expect(data[0]?.text).toBe('My token is [REDACTED:github_token] for the build.');
    expect(data[0]?.sources[0]?.quote).toBe(data[0]?.text);
    expect(Buffer.from(await exported(into)).toString()).not.toContain(secret);
  });

  it('carries a part: of one user, or by a filter, with the sources of that alone', async () => {
    const memory = await filled();
    const bob = recordsOf(await exported(memory, { user_id: 'bob' }));
    expect(bob['memory']?.map(({ text }) => text)).toEqual(['Bob plays chess.']);
    const family = await exported(memory, { filters: { tags: { contains: 'family' } } });
    expect(recordsOf(family)['episode']?.length).toBe(1);
    expect(recordsOf(family)['memory']?.[0]?.['text']).toBe('My sister Mia lives in Porto.');
  });

  it('refuses lines that cannot be, and takes the others', async () => {
    const into = await temporaryMemory({ clock });
    const lines = [
      '{"type":"tulving","version":1}',
      '{"type":"memory","id":"no uuid","kind":"fact","state":"active","version":1,"text":"a","occurred_at":"2026-01-01T00:00:00Z"}',
      '{"type":"memory","text":',
      '{"type":"nonsense"}',
      '{"type":"memory","id":"019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e","user_id":"ada","kind":"fact","state":"active","version":1,"text":"Ada sails.","occurred_at":"2026-01-01T00:00:00Z"}',
      '{"type":"end"}',
    ];
    const report = await imported(into, lines.join('\n'));
    expect(report.made).toEqual({ memory: 1 });
    expect(report.errors.map(({ place }) => place)).toEqual(['line 3', 'line 4', 'line 2']);
  });
});
