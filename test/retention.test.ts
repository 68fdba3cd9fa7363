import { describe, expect, it } from 'vitest';
import { openMemory, temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const DAY = 86_400_000;

/** A memory whose clock is turned by hand. */
async function turned(options: Parameters<typeof temporaryMemory>[0] = {}) {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const memory = await temporaryMemory({ clock: () => now, ...options });
  const errors: unknown[] = [];
  return {
    memory,
    errors,
    wait: (days: number) => void (now += days * DAY),
    run: () => memory.runJobs((_, error) => errors.push(error)),
    async note(text: string, more: object = {}): Promise<string> {
      return (await memory.add({ ...ada, text, ...more })).memories[0]?.id ?? '';
    },
    jobs: async (kind: string) =>
      (await memory.jobs.list({ kind })).data.map(({ state, due_at, result }) => {
        return { state, due_at, result };
      }),
  };
}

describe('expiry (C3)', () => {
  it('sets the state deleted with a report, and asks for the next one', async () => {
    const { memory, note, wait, run, jobs, errors } = await turned();
    const first = await note('The door code is moon.', { expires_at: '2026-01-02' });
    await note('The gate code is sun.', { expires_at: '2026-01-05' });
    await note('Tea is ready.');
    expect(await jobs('expire')).toEqual([
      { state: 'waiting', due_at: '2026-01-02T00:00:00.000Z', result: null },
    ]);
    wait(2);
    await run();
    expect(await jobs('expire')).toEqual([
      { state: 'waiting', due_at: '2026-01-05T00:00:00.000Z', result: null },
      { state: 'done', due_at: expect.any(String), result: { memories: 1 } },
    ]);
    expect((await memory.status()).memories).toMatchObject({ active: 2, deleted: 1 });
    expect((await memory.history(first)).at(-1)).toMatchObject({
      event: 'expired',
      state: 'deleted',
      actor: 'job:expire',
    });
    expect((await memory.restore(first)).expires_at).toBeNull();
    expect(errors).toEqual([]);
  });
});

describe('the undo window (T4)', () => {
  it('lets a deletion be undone, and then erases', async () => {
    const { memory, note, wait, run, jobs } = await turned({ undoDays: 30 });
    const kept = await note('Tea is ready.');
    const gone = await note('Coffee is ready.');
    await memory.delete(kept);
    await memory.delete(gone);
    expect(await jobs('purge')).toEqual([
      { state: 'waiting', due_at: '2026-01-31T00:00:00.000Z', result: null },
    ]);
    wait(29);
    await run();
    await memory.restore(kept);
    wait(2);
    await run();
    await expect(memory.restore(gone)).rejects.toMatchObject({ code: 'not_found' });
    expect((await memory.get(kept)).text).toBe('Tea is ready.');
    expect((await memory.status()).memories).toMatchObject({ active: 1, deleted: 0 });
    expect(await jobs('compact')).toMatchObject([{ state: 'done', result: { copies: [] } }]);
    expect((await jobs('purge')).filter(({ state }) => state === 'waiting')).toEqual([]);
  });

  it('erases at once when there is none, also what expires', async () => {
    const { memory, note, wait, run } = await turned({ undoDays: 0 });
    await note('The door code is moon.', { expires_at: '2026-01-02' });
    wait(2);
    await run();
    expect((await memory.status()).memories).toMatchObject({ active: 0, deleted: 0 });
  });

  it('goes through more than fits in one commit', async () => {
    const { memory, run } = await turned({ undoDays: 0 });
    const messages = Array.from({ length: 450 }, (_, at) => ({ content: `Note number ${at}.` }));
    await memory.add({ ...ada, messages });
    for (const { id } of (await memory.list({ ...ada, limit: 500 })).data) await memory.delete(id);
    await run();
    expect((await memory.status()).memories).toMatchObject({ active: 0, deleted: 0 });
  });
});

describe('jobs of several processes (T9)', () => {
  it('are handed in with the write and done once', async () => {
    const data = temporaryDirectory();
    const one = await openMemory({ data, timezone: 'UTC', undoDays: 0 });
    const two = await openMemory({ data, timezone: 'UTC', undoDays: 0 });
    const { memories } = await one.add({ ...ada, text: 'Tea is ready.' });
    await one.delete(memories[0]?.id ?? '');
    const fail = (_: unknown, error: unknown) => {
      throw error;
    };
    await Promise.all([one.runJobs(fail), two.runJobs(fail)]);
    const done = (await one.jobs.list({ kind: 'purge', state: 'done' })).data;
    const erased = done.reduce((sum, { result }) => {
      return sum + (result as { memories: number }).memories;
    }, 0);
    expect(erased).toBe(1);
    await one.close();
    await two.close();
  });

  it('are stopped when the memory is closed', async () => {
    const memory = await openMemory({ data: temporaryDirectory(), timezone: 'UTC' });
    await memory.startJobs(() => undefined);
    await memory.add({ ...ada, text: 'Tea is ready.' });
    await memory.close();
    await expect(memory.add({ ...ada, text: 'x' })).rejects.toMatchObject({ code: 'closed' });
  });
});
