import { describe, expect, it } from 'vitest';
import type { TreeBranch } from '../src/model/tree.js';
import { FULL } from '../src/model/access.js';
import { LOCAL } from '../src/model/caller.js';
import { saying, writeGraph } from './helpers/graph.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const DAY = 86_400_000;
const textsOf = ({ groups }: TreeBranch) =>
  groups.flatMap(({ memories }) => memories.map(({ text }) => text));

async function begun() {
  let now = Date.parse('2026-01-10T12:00:00Z');
  const data = temporaryDirectory();
  const memory = await temporaryMemory({ data, clock: () => (now += 10) });
  const add = async (text: string, more: object = {}) =>
    (await memory.add({ user_id: 'ada', text, ...more })).memories[0]?.id ?? '';
  return { data, memory, add, pass: (days: number) => (now += days * DAY) };
}

describe('the tree (B2)', () => {
  it('has what goes on, what is known for long, and what is about the user: each memory once', async () => {
    const { data, memory, add, pass } = await begun();
    await add('We talked about sails.');
    await add('Boats need an anchor.', { kind: 'fact' });
    await add('To reef: head up, ease the sheet.', { kind: 'procedure' });
    await add('Ada prefers tea.', { kind: 'preference' });
    await add('The user sails on Sundays.', { kind: 'fact' });
    const own = await add('Ada owns a dinghy.', { kind: 'fact' });
    await writeGraph(data, [saying(own, ['Ada', 'owns', 'dinghy'])]);
    const fresh = await memory.tree({ user_id: 'ada' });
    expect(textsOf(fresh.working)).toEqual(['We talked about sails.']);
    pass(2);
    await add('Today it rains.');
    const { working, long_term: longTerm, user } = await memory.tree({ user_id: 'ada' });
    expect(textsOf(working)).toEqual(['Today it rains.']);
    expect(textsOf(longTerm).toSorted()).toEqual([
      'Boats need an anchor.',
      'To reef: head up, ease the sheet.',
      'We talked about sails.',
    ]);
    expect(textsOf(user).toSorted()).toEqual([
      'Ada owns a dinghy.',
      'Ada prefers tea.',
      'The user sails on Sundays.',
    ]);
  });

  it('says of what was said who said it, and of nothing else', async () => {
    const { memory } = await begun();
    const turn = { content: 'I am moving to Lisbon in May.', speaker: 'Mia' };
    await memory.add({ user_id: 'ada', messages: [turn] });
    await memory.add({ user_id: 'ada', text: 'We talked about sails.' });
    const { working } = await memory.tree({ user_id: 'ada' });
    const said = working.groups.flatMap(({ memories }) =>
      memories.map(({ text, speaker }) => [text, speaker]),
    );
    expect(Object.fromEntries(said)).toEqual({
      [turn.content]: 'Mia',
      'We talked about sails.': null,
    });
  });

  it('shows of a session what was said in it, and groups by category, the newest first', async () => {
    const { memory, add, pass } = await begun();
    await add('Old talk.', { run_id: 'one' });
    pass(3);
    await add('New talk.', { run_id: 'two' });
    await add('Fact one.', { kind: 'fact', categories: ['boats'], occurred_at: '2026-01-01' });
    await add('Fact two.', { kind: 'fact', categories: ['food'], occurred_at: '2026-01-02' });
    await add('Fact three.', { kind: 'fact', categories: ['boats'], occurred_at: '2026-01-03' });
    const { working, long_term: longTerm } = await memory.tree({ user_id: 'ada', run_id: 'one' });
    expect(textsOf(working)).toEqual(['Old talk.']);
    const groups = longTerm.groups.map(({ category, memories }) => [
      category,
      memories.map(({ text }) => text),
    ]);
    expect(groups).toEqual(
      expect.arrayContaining([
        ['boats', ['Fact three.', 'Fact one.']],
        ['food', ['Fact two.']],
      ]),
    );
  });

  it('is bounded and says that there is more', async () => {
    const { memory, add } = await begun();
    for (let at = 0; at < 7; at++) await add(`Talk number ${at} of today.`);
    const { working } = await memory.tree({ user_id: 'ada', limit: 3 });
    expect(textsOf(working)).toEqual([6, 5, 4].map((at) => `Talk number ${at} of today.`));
    expect(working.more).toBe(true);
  });

  it('shows to each what that one may read (T2)', async () => {
    const { memory, add } = await begun();
    await add('Ada is ill.', { cube: 'shared', kind: 'fact' });
    const bob = { ...LOCAL, access: { ...FULL, user: 'bob' } };
    expect(JSON.stringify(await memory.tree({}, bob))).not.toContain('ill');
    await expect(memory.tree({ user_id: 'ada' }, bob)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
