import { describe, expect, it } from 'vitest';
import type { MemoryOptions } from '../src/compose.js';
import { FULL } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import { regard, writeGraph } from './helpers/graph.js';
import { linesOf } from './helpers/organiser.js';
import { ScriptedModel } from './helpers/scripted-model.js';
import { everythingIn, temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

async function begun(options: MemoryOptions = {}) {
  let now = Date.parse('2026-01-10T12:00:00Z');
  const data = temporaryDirectory();
  const memory = await temporaryMemory({ data, clock: () => (now += 10), ...options });
  const say = async (content: string, hour: number, more: object = {}) => {
    const occurred_at = `2026-01-05T${String(hour).padStart(2, '0')}:15:00Z`;
    const messages = [{ role: 'user' as const, content, occurred_at }];
    return (await memory.add({ user_id: 'ada', messages, ...more })).memories[0]?.id ?? '';
  };
  return { data, memory, say, pass: (ms: number) => (now += ms) };
}

const fail = (_: unknown, error: unknown) => {
  throw error;
};

/** Each of the memories that it is shown, as a sentence that cites it. */
const describing = () =>
  new ScriptedModel((request) =>
    JSON.stringify({
      sentences: linesOf(request).map(({ mark, text }) => ({ text, cites: [mark] })),
    }),
  );

describe('a profile without a model (C2, T1)', () => {
  it('counts what is told of, how long and when, with the memories that say so', async () => {
    const { memory, say } = await begun();
    const climbing = [
      await say('Yesterday I went climbing in the hall.', 20, { run_id: 'one' }),
      await say('My climbing shoes are worn out.', 20, { run_id: 'one' }),
      await say('Is there a climbing wall in Porto?', 21, { run_id: 'two' }),
    ];
    await say('The tax office wrote to me.', 9, { run_id: 'two', categories: ['finance'] });
    await say('My tax return is due in May.', 20, { run_id: 'two', categories: ['finance'] });
    await memory.add({
      user_id: 'ada',
      text: 'Ada prefers tea to coffee.',
      kind: 'preference',
      metadata: { preference: { explicit: true, reason: 'coffee keeps her awake' } },
    });
    const profile = await memory.profile({ user_id: 'ada' });
    expect(profile.total_memories).toBe(6);
    const names = profile.key_interests.map(({ name }) => name.toLowerCase());
    expect(names).toEqual(expect.arrayContaining(['finance', 'climbing', 'tax']));
    expect(names.length).toBeLessThanOrEqual(5);
    const interest = profile.key_interests.find(({ name }) => /climbing/i.test(name));
    expect(interest?.cites.toSorted()).toEqual(climbing.toSorted());
    expect(profile.interaction_patterns).toMatchObject({
      most_active_hours: [
        { hour: 20, turns: 3 },
        { hour: 9, turns: 1 },
        { hour: 21, turns: 1 },
      ],
      conversation_topics: [{ name: 'finance', memories: 2 }],
    });
    expect(profile.interaction_patterns.total_conversations).toBeGreaterThanOrEqual(2);
    expect(profile.interaction_patterns.average_length).toBeCloseTo(32, 0);
    expect(profile.preferences).toMatchObject([
      { text: 'Ada prefers tea to coffee.', explicit: true, reason: 'coffee keeps her awake' },
    ]);
    expect(profile.preferences[0]?.cites).toHaveLength(1);
    expect(profile.summary.by).toBe('statistics');
    expect(profile.summary.text).toContain('Ada prefers tea to coffee.');
    for (const { cites } of profile.summary.sentences) expect(cites.length).toBeGreaterThan(0);
  });

  it('of a new user is all zeros, and says so in either language', async () => {
    const { memory } = await begun();
    const profile = await memory.profile({ user_id: 'nobody' });
    expect(profile).toMatchObject({
      total_memories: 0,
      key_interests: [],
      interaction_patterns: { total_conversations: 0, average_length: 0, most_active_hours: [] },
      summary: { text: 'New user: there is too little yet to tell of.' },
    });
    const zh = await memory.profile({ user_id: 'nobody', language: 'zh' });
    expect(zh.summary.text).toBe('新用户，暂无足够数据生成画像');
  });

  it('finds what Chinese texts are about', async () => {
    const { memory, say } = await begun();
    await say('昨天我去攀岩馆练习攀岩。', 20);
    await say('周末想去郊外攀岩。', 20);
    await say('今天下雨了。', 9);
    const { key_interests: interests } = await memory.profile({ user_id: 'ada' });
    expect(interests.map(({ name }) => name).join()).toContain('攀岩');
  });

  it('follows each write, and tells the hours where people are', async () => {
    const { memory, say } = await begun({ timezone: 'Asia/Tokyo' });
    await say('I am learning the cello.', 20);
    const total = async () => (await memory.profile({ user_id: 'ada' })).total_memories;
    expect(await total()).toBe(1);
    await say('The cello is expensive.', 20);
    expect(await total()).toBe(2);
    const { interaction_patterns: patterns } = await memory.profile({ user_id: 'ada' });
    expect(patterns.most_active_hours).toEqual([{ hour: 5, turns: 2 }]);
  });

  it('takes what a person said and nothing else, of this user alone (T2, T8)', async () => {
    const { data, memory, say } = await begun();
    const ids = [await say('The gambling site is great.', 9), await say('More gambling tips.', 9)];
    await regard(data, ids, { trust: 'outside' });
    const entries = ids.map((id) => ({
      memory: id,
      mentions: [{ name: 'Casino', kind: null }],
      relations: [],
    }));
    await writeGraph(data, entries);
    await memory.add({ user_id: 'bob', cube: 'user:ada', text: 'Bob collects gambling chips.' });
    const profile = await memory.profile({ user_id: 'ada' });
    expect(JSON.stringify([profile.key_interests, profile.interaction_patterns])).not.toMatch(
      /gambling|casino/i,
    );
    const bob: Caller = { ...LOCAL, access: { ...FULL, user: 'bob' } };
    await expect(memory.profile({ user_id: 'ada' }, bob)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(memory.profile({ user_id: '*' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a profile that a model writes (C2)', () => {
  const five = [
    'I live in Lisbon.',
    'I work as a nurse.',
    'I play the cello.',
    'I have a cat named Pixel.',
    'I run on Sundays.',
  ];

  it('comes from a job, cites, and is read without a call', async () => {
    const llm = describing();
    const { memory, say } = await begun({ llm });
    for (const text of five) await say(text, 9);
    const before = await memory.profile({ user_id: 'ada' });
    expect([before.summary.by, llm.requests.length]).toEqual(['statistics', 0]);
    await memory.runJobs(fail);
    expect(llm.requests).toHaveLength(1);
    const { summary } = await memory.profile({ user_id: 'ada' });
    expect(summary.by).toBe('model');
    expect(summary.sentences).toHaveLength(5);
    expect(summary.text).toContain('I play the cello.');
    await memory.profile({ user_id: 'ada' });
    await memory.runJobs(fail);
    expect(llm.requests).toHaveLength(1);
  });

  it('leaves out a sentence once what it cites does not hold any more', async () => {
    const { memory, say } = await begun({ llm: describing() });
    const ids = [];
    for (const text of five) ids.push(await say(text, 9));
    await memory.profile({ user_id: 'ada' });
    await memory.runJobs(fail);
    await memory.delete(ids[2] ?? '');
    const { summary } = await memory.profile({ user_id: 'ada' });
    expect(summary.sentences).toHaveLength(4);
    expect(summary.text).not.toContain('cello');
  });

  it('goes with every byte when a memory of the user is erased (DESIGN 13)', async () => {
    const { data, memory, say } = await begun({ llm: describing() });
    const ids = [];
    for (const text of five) ids.push(await say(text, 9));
    await memory.profile({ user_id: 'ada' });
    await memory.runJobs(fail);
    await memory.profile({ user_id: 'ada' });
    await memory.erase(ids[2] ?? '');
    await memory.compact({ whole: true });
    for (const { name, content } of await everythingIn(data)) {
      expect([name, content.includes('cello')]).toEqual([name, false]);
    }
    expect((await memory.profile({ user_id: 'ada' })).summary.by).toBe('statistics');
  });

  it('is asked for by nobody who may only read', async () => {
    const llm = describing();
    const { memory, say } = await begun({ llm });
    for (const text of five) await say(text, 9);
    const reader: Caller = { ...LOCAL, access: { ...FULL, scopes: ['read'] } };
    await memory.profile({ user_id: 'ada' }, reader);
    await memory.runJobs(fail);
    expect(llm.requests).toHaveLength(0);
  });
});
