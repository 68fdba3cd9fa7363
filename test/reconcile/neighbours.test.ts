import { describe, expect, it, onTestFinished } from 'vitest';
import { neighbourFinder } from '../../src/facade/neighbours.js';
import { accessOf, FULL } from '../../src/model/access.js';
import { openStore, temporaryDirectory } from '../helpers/temporary-memory.js';
import { createMemory } from '../../src/compose.js';
import { drawn, SCOPE } from './drawn-items.js';

const signal = new AbortController().signal;

async function withFacts(facts: readonly string[], user = 'ada') {
  const data = temporaryDirectory();
  const memory = await createMemory({ data, timezone: 'UTC' });
  const store = await openStore(data);
  onTestFinished(async () => {
    await memory.close();
    await store.close();
  });
  for (const text of facts) await memory.add({ user_id: user, text, kind: 'fact' });
  const find = neighbourFinder({
    store,
    search: (request, caller) => memory.search(request, caller),
    clock: Date.now,
  });
  return { memory, find };
}

const many = [
  'Mia lives in Lisbon.',
  'Mia works as a nurse at a hospital.',
  'Mia is allergic to peanuts.',
  'Mia likes tea.',
  'Mia has two cats.',
  'Ben plays the violin on Sundays.',
  '她住在北京。',
  '小王在谷歌工作。',
  'アンナはリスボンに住んでいる。',
];

describe('what a new item is compared with (T4)', () => {
  it.each([
    ['Mia moved to Porto in May 2026.', 'Mia lives in Lisbon.'],
    ['Mia quit nursing and is a teacher now.', 'Mia works as a nurse at a hospital.'],
    ['Mia is allergic to shellfish.', 'Mia is allergic to peanuts.'],
    ['她搬到上海了。', '她住在北京。'],
    ['小王跳槽到微软了。', '小王在谷歌工作。'],
    ['アンナはポルトに引っ越した。', 'アンナはリスボンに住んでいる。'],
  ])('%s is compared with: %s', async (text, older) => {
    const { find } = await withFacts(many);
    const [found] = await find([drawn(text)], { tenant: 1, signal });
    expect(found?.map((memory) => memory.text)).toContain(older);
  });

  it('is nothing where hardly a word is shared', async () => {
    const { find } = await withFacts(many);
    const items = [drawn('Deploys go out on Fridays.'), drawn('The report is due in June.')];
    expect(await find(items, { tenant: 1, signal })).toEqual([[], []]);
  });

  it('is about the same user, in the same cube', async () => {
    const { find } = await withFacts(['Mia lives in Lisbon.'], 'bob');
    expect(await find([drawn('Mia lives in Porto.')], { tenant: 1, signal })).toEqual([[]]);
  });

  it('is what the writer may change', async () => {
    const { find } = await withFacts(['Mia lives in Lisbon.']);
    const access = accessOf({ ...FULL, app: 'cursor' });
    const items = [drawn('Mia lives in Porto.', { scope: { ...SCOPE, app: 'cursor' } })];
    expect(await find(items, { tenant: 1, signal, access })).toEqual([[]]);
  });

  it('holds now: neither ended nor deleted', async () => {
    const { find, memory } = await withFacts(['Mia lives in Lisbon.', 'Mia lives in a flat.']);
    const { data } = await memory.list({ user_id: 'ada' });
    const id = (text: string) => data.find((one) => one.text === text)?.id ?? '';
    await memory.delete(id('Mia lives in a flat.'));
    await memory.add({
      user_id: 'ada',
      text: 'Mia lives in Porto.',
      kind: 'fact',
      supersedes: [id('Mia lives in Lisbon.')],
    });
    const [found] = await find([drawn('Mia lives in Faro.')], { tenant: 1, signal });
    expect(found?.map(({ text }) => text)).toEqual(['Mia lives in Porto.']);
  });

  it('is no statement: what was said word for word stays as it is', async () => {
    const { find, memory } = await withFacts([]);
    await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    expect(await find([drawn('Mia lives in Porto.')], { tenant: 1, signal })).toEqual([[]]);
  });
});
