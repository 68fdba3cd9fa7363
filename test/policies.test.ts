import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const DAY = 86_400_000;

/** A memory whose clock is turned by hand, from today on: what searches find is noted since it was made. */
async function turned() {
  let now = Date.now();
  const memory = await temporaryMemory({ clock: () => now });
  const errors: unknown[] = [];
  return {
    memory,
    errors,
    wait: (days: number) => void (now += days * DAY),
    work: () => memory.runJobs((_, error) => errors.push(error)),
  };
}

async function note(memory: Memory, text: string, more: object = {}): Promise<string> {
  return (await memory.add({ user_id: 'ada', text, ...more })).memories[0]?.id ?? '';
}

async function textsIn(memory: Memory, state: 'active' | 'archived'): Promise<string[]> {
  const { data } = await memory.list({ user_id: 'ada', state });
  return data.map(({ text }) => text).toSorted();
}

describe('archive policies (D3)', () => {
  it('run each night as a job, and are undone as a batch', async () => {
    const { memory, wait, work, errors } = await turned();
    await memory.policies.add({ name: 'old', criteria: { created_days: 30 } });
    await note(memory, 'The ferry leaves at nine.');
    wait(20);
    await note(memory, 'The hotel is by the sea.');
    await work();
    expect(await textsIn(memory, 'archived')).toEqual([]);
    wait(15);
    await work();
    expect(errors).toEqual([]);
    expect(await textsIn(memory, 'archived')).toEqual(['The ferry leaves at nine.']);
    expect(await textsIn(memory, 'active')).toEqual(['The hotel is by the sea.']);
    const [policy] = await memory.policies.list();
    expect(policy?.last_run).toMatchObject({ changed: 1 });
    const [archived] = (await memory.list({ user_id: 'ada', state: 'archived' })).data;
    expect((await memory.history(archived?.id ?? '')).at(-1)).toMatchObject({
      actor: 'job:archive',
      reason: 'policy old',
    });
    const batch = policy?.last_run?.batch_id ?? '';
    expect((await memory.batches.get(batch)).note).toMatchObject({ state: 'archived', changed: 1 });
    await memory.undo({ batch });
    expect(await textsIn(memory, 'archived')).toEqual([]);
    const jobs = (await memory.jobs.list({ kind: 'archive' })).data.map(({ state }) => state);
    expect(jobs).toContain('waiting');
  });

  it('take what no search has found for so long, and leave what one has', async () => {
    const { memory, wait } = await turned();
    await memory.policies.add({ name: 'unused', criteria: { recalled_days: 30 } });
    await note(memory, 'The ferry leaves at nine.');
    await note(memory, 'Mia plays the cello.');
    wait(20);
    await memory.search({ user_id: 'ada', query: 'When does the ferry leave?', limit: 1 });
    await memory.policies.list();
    expect((await memory.policies.run()).data).toMatchObject([{ changed: 0 }]);
    wait(15);
    await note(memory, 'The new one is too young.');
    expect((await memory.policies.run()).data).toMatchObject([{ changed: 1 }]);
    expect(await textsIn(memory, 'archived')).toEqual(['Mia plays the cello.']);
    wait(20);
    expect((await memory.policies.run()).data).toMatchObject([{ changed: 1 }]);
    expect(await textsIn(memory, 'active')).toEqual(['The new one is too young.']);
  });

  it('hold to category, app and kind together, and can delete', async () => {
    const { memory, wait } = await turned();
    const travel = { categories: ['travel'], app_id: 'cursor' };
    const gone = await note(memory, 'The ferry leaves at nine.', travel);
    await note(memory, 'The hotel is by the sea.', { categories: ['travel'] });
    await note(memory, 'The build takes two minutes.', { app_id: 'cursor' });
    wait(2);
    await memory.policies.add({
      name: 'trips',
      criteria: { updated_days: 1, category: 'travel', app_id: 'cursor', kind: 'statement' },
      action: 'delete',
    });
    expect((await memory.policies.run()).data).toMatchObject([{ action: 'delete', changed: 1 }]);
    await expect(memory.get(gone)).rejects.toMatchObject({ code: 'not_found' });
    expect((await textsIn(memory, 'active')).length).toBe(2);
    expect(await memory.restore(gone)).toMatchObject({ state: 'active' });
  });

  it('only count in a dry run', async () => {
    const { memory, wait } = await turned();
    await note(memory, 'The ferry leaves at nine.');
    wait(40);
    const { id } = await memory.policies.add({
      name: 'unused',
      criteria: { created_days: 30, recalled_days: 30 },
      enabled: false,
    });
    expect(await memory.policies.run({ dry_run: true })).toEqual({ data: [], dry_run: true });
    expect((await memory.policies.run({ id, dry_run: true })).data).toMatchObject([{ changed: 1 }]);
    expect(await textsIn(memory, 'archived')).toEqual([]);
    expect((await memory.policies.list())[0]?.last_run).toBeNull();
  });

  it('are changed, turned off and removed', async () => {
    const { memory } = await turned();
    const { id } = await memory.policies.add({ name: 'old', criteria: { created_days: 30 } });
    await expect(
      memory.policies.add({ name: 'old', criteria: { created_days: 1 } }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(
      memory.policies.add({ name: 'all', criteria: { category: 'travel' } }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await memory.policies.update(id, { enabled: false, name: 'older' })).toMatchObject({
      name: 'older',
      enabled: false,
      criteria: { created_days: 30 },
    });
    await memory.policies.remove(id);
    expect(await memory.policies.list()).toEqual([]);
    await expect(memory.policies.remove(id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
