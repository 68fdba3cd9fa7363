import { describe, expect, it } from 'vitest';
import { FULL } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import type { TimelineResult } from '../src/model/timeline.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const texts = ({ data }: TimelineResult) => data.map(({ memory }) => memory.text);

/** Ada moves in March and says so in May; a note of April is corrected in May, and one archived in June. */
async function year() {
  let now = Date.parse('2026-04-01T12:00:00Z');
  const memory = await temporaryMemory({ clock: () => now });
  const on = (day: string) => {
    now = Date.parse(`${day}T12:00:00Z`);
  };
  const add = async (text: string, more: object = {}) =>
    (await memory.add({ ...ada, text, kind: 'fact', ...more })).memories[0]?.id ?? '';
  const porto = await add('Ada lives in Porto.', { valid_from: '2025-01-10' });
  const note = await add('The bakery opens at nine.', { occurred_at: '2026-03-30' });
  on('2026-04-20');
  const tram = await add('The tram is being repaired.');
  on('2026-05-05');
  const lisbon = await add('Ada lives in Lisbon.', {
    occurred_at: '2026-03-15',
    supersedes: [porto],
  });
  await memory.update(note, { text: 'The bakery opens at ten.' });
  on('2026-06-01');
  await memory.update(tram, { state: 'archived' });
  await memory.add({ user_id: 'bob', text: 'Bob keeps bees.' });
  on('2026-06-02');
  return { memory, porto, lisbon, note };
}

describe('memories along time (T7)', () => {
  it('stand by when they were learnt, or by when they were true; what was replaced leads on', async () => {
    const { memory, porto, lisbon } = await year();
    const learnt = await memory.timeline.list(ada);
    expect(texts(learnt)).toEqual([
      'Ada lives in Lisbon.',
      'The bakery opens at ten.',
      'Ada lives in Porto.',
    ]);
    const old = learnt.data.find(({ memory: { id } }) => id === porto);
    expect(old?.replaced_by).toEqual({ id: lisbon, text: 'Ada lives in Lisbon.' });
    const held = await memory.timeline.list({ ...ada, axis: 'held' });
    expect(held.data.map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-03-30',
      '2026-03-15',
      '2025-01-10',
    ]);
  });

  it('do not tell what replaced them once that is deleted', async () => {
    const { memory, porto, lisbon } = await year();
    await memory.delete(lisbon ?? '');
    const { data } = await memory.timeline.list(ada);
    expect(data.find(({ memory: { id } }) => id === porto)?.replaced_by).toBe(null);
    expect(JSON.stringify(data)).not.toContain('Ada lives in Lisbon');
  });

  it('read as they were believed on a day, archived since or not', async () => {
    const { memory } = await year();
    const then = await memory.timeline.list({ ...ada, known_at: '2026-04-30' });
    expect(texts(then)).toEqual([
      'The tram is being repaired.',
      'The bakery opens at nine.',
      'Ada lives in Porto.',
    ]);
    const porto = then.data.at(-1);
    expect([porto?.memory.valid_to, porto?.replaced_by]).toEqual([null, null]);
    expect(texts(await memory.timeline.list({ ...ada, known_at: '2026-03-01' }))).toEqual([]);
  });

  it('come in pages, from a moment on, and by a filter', async () => {
    const { memory } = await year();
    for (const axis of ['held', 'learnt'] as const) {
      const all = texts(await memory.timeline.list({ ...ada, axis }));
      const paged = [];
      let cursor: string | undefined;
      do {
        const page = await memory.timeline.list({
          ...ada,
          axis,
          limit: 1,
          ...(cursor && { cursor }),
        });
        paged.push(...texts(page));
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      expect(paged).toEqual(all);
    }
    const before = await memory.timeline.list({ ...ada, until: '2026-05-01' });
    expect(texts(before)).toEqual(['The bakery opens at ten.', 'Ada lives in Porto.']);
    const filters = { text: { icontains: 'bakery' } };
    expect(texts(await memory.timeline.list({ ...ada, filters }))).toHaveLength(1);
  });

  it('are counted by day, week and month of a calendar, with those that no longer hold', async () => {
    const { memory } = await year();
    const spans = async (more: object) => (await memory.timeline.density({ ...ada, ...more })).data;
    expect(await spans({ unit: 'month' })).toEqual([
      { from: '2026-04-01', until: '2026-05-01', memories: 2, superseded: 1 },
      { from: '2026-05-01', until: '2026-06-01', memories: 1, superseded: 0 },
    ]);
    expect(await spans({ unit: 'week', known_at: '2026-04-30' })).toEqual([
      { from: '2026-03-30', until: '2026-04-06', memories: 2, superseded: 0 },
      { from: '2026-04-20', until: '2026-04-27', memories: 1, superseded: 0 },
    ]);
    const [first] = await spans({ unit: 'day' });
    const [there] = await spans({ unit: 'day', timezone: 'Pacific/Kiritimati' });
    expect([first?.from, there?.from]).toEqual(['2026-04-01', '2026-04-02']);
    await expect(spans({ timezone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('are as many as the key reaches, and no word more', async () => {
    const { memory } = await year();
    const bob: Caller = { ...LOCAL, access: { ...FULL, user: 'bob' } };
    expect(texts(await memory.timeline.list({}, bob))).toEqual(['Bob keeps bees.']);
    expect((await memory.timeline.density({ unit: 'month' }, bob)).data).toMatchObject([
      { memories: 1 },
    ]);
    await expect(memory.timeline.list(ada, bob)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
