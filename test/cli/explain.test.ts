import { describe, expect, it } from 'vitest';
import { Explainer } from '../../src/cli/explain.js';
import type { Trace } from '../../src/model/trace.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

async function drawn(vectors_pending: number | null): Promise<string> {
  const memory = await temporaryMemory();
  await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
  const { trace } = await memory.search({ user_id: 'ada', query: 'Mia', explain: true });
  const meaning = { model: 'm', outcome: 'deadline', took_ms: 9, vectors_pending, reason: null };
  return new Explainer({ ...trace, meaning } as Trace, 'en').query().join('\n');
}

describe('what an explanation tells of vectors that wait', () => {
  it.each([
    [1, '; waiting for their vector: 1 memory'],
    [2, '; waiting for their vector: 2 memories'],
  ])('%d: how many', async (pending, told) => {
    expect(await drawn(pending)).toContain(told);
  });

  it.each([0, null])('%s: nothing, as a narrow key is not told of others', async (pending) => {
    expect(await drawn(pending)).not.toContain('wait');
  });
});

describe('what an explanation tells of the time asked about', () => {
  async function timeOf(query: string): Promise<string | undefined> {
    const memory = await temporaryMemory({ timezone: 'Asia/Shanghai' });
    await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    const { trace } = await memory.search({ user_id: 'ada', query, explain: true });
    return new Explainer(trace as Trace, 'en').query().find((line) => line.startsWith('time'));
  }

  it.each([
    ['What did Mia do in May 2026?', 'May 2026: 2026-05-01 to 2026-05-31'],
    ['Where was Mia before June 2026?', 'before June 2026: … to 2026-05-31'],
    ['Where was Mia on 8 April 2026?', '8 April 2026: 2026-04-08'],
  ])('%s: by its days, of which the last belongs to it', async (query, told) => {
    expect((await timeOf(query))?.endsWith(told)).toBe(true);
  });

  it('in words of its own where only the end was kept', () => {
    const times = [{ text: 'in May', from: null, to: '2026-06-01T00:00:00.000Z' }];
    const query = { text: '', terms: [], phrases: [], times, as_of: null, known_at: null };
    const kept = {
      query,
      cubes: [],
      hits: [],
      took_ms: {},
      candidates: 0,
      filtered: null,
      filtered_by: null,
      coverage: 0,
    };
    expect(new Explainer(kept as unknown as Trace, 'en').query()).toContain(
      'time        in May: … to before 2026-06-01T00:00:00.000Z',
    );
  });
});

describe('what an explanation tells of other memories', () => {
  const plain = (_: string, text: string) => text;

  it('by their place in the answer: who lent, beside whom it was put, who took a place', async () => {
    const memory = await temporaryMemory();
    const note = async (text: string, more: object) =>
      (await memory.add({ user_id: 'ada', text, ...more })).memories[0]?.id ?? '';
    const old = await note('My manager is Tom.', { occurred_at: '2026-01-01' });
    await note('My manager is Dana.', { supersedes: [old], occurred_at: '2026-01-10' });
    await note('My new manager is Lee since the reorg.', { occurred_at: '2026-03-10' });
    const { trace } = await memory.search({
      user_id: 'ada',
      query: 'Who is my manager?',
      explain: true,
    });
    if (!trace) return expect.fail('no trace');
    const [first] = trace.hits;
    if (!first) return expect.fail('no hit');
    const explainer = new Explainer(trace, 'en');
    expect(explainer.hit(first, plain).at(-1)?.trim()).toBe(
      'Put here by time: of memories that say another thing of the same, the newest comes first. Put before: #2',
    );
    expect(new Explainer(trace, 'zh').hit(first, plain).at(-1)?.trim()).toBe(
      '按时间排到这里：对同一件事说法不同的记忆中，最新的在前。排在此条之前：#2',
    );
    const lent = { score: 1, share: 0.25, by: [trace.hits[1]?.memory_id ?? '', 'elsewhere'] };
    const channels = first.channels.map((one) => ({ ...one, lent }));
    expect(explainer.hit({ ...first, channels }, plain)[0]).toContain(
      ', 0.25 lent by #2 elsewhere',
    );
    const rest = explainer.rest();
    expect(rest).toContain(`1 whose words fit no longer held: ${old} (superseded by #2)`);
    expect(rest.at(-2)).toMatch(/words +2 found {2}#\d #\d$/);
    const bare = { ...trace, channels: undefined, closed: undefined, drops: [] };
    expect(new Explainer(bare, 'en').rest()).toEqual([]);
  });
});

describe('what an explanation tells of the question', () => {
  async function asked(query: string, language: 'en' | 'zh') {
    const memory = await temporaryMemory();
    const note = async (text: string, occurred_at: string) =>
      memory.add({ user_id: 'ada', text, occurred_at });
    await note('Mia lived in Lisbon.', '2026-01-05');
    await note('The trip to Madrid began today.', '2026-06-20');
    await note('Dentist with Tom.', '2026-06-06');
    const { trace } = await memory.search({ user_id: 'ada', query, explain: true });
    return new Explainer(trace ?? expect.fail('no trace'), language).query().join('\n');
  }

  it('which time it asks about, in both languages', async () => {
    const query = 'Where did Mia live before Porto?';
    expect(await asked(query, 'en')).toContain(
      'asks for    what held once; what held directly before “Porto”\n',
    );
    expect(await asked(query, 'zh')).toContain('所问        曾经成立的；“Porto”之前成立的\n');
  });

  it('words as they are written, with the stems that are looked for', async () => {
    expect(await asked('Where are Apples?', 'en')).toContain('terms       Apples [appl] (0)\n');
  });

  it('which memory told when something was', async () => {
    expect(await asked('What did I do two weeks before the trip to Madrid?', 'en')).toMatch(
      /^time {8}two weeks before the trip to Madrid: 2026-06-\S+ to 2026-06-\S+, dated by #\d$/m,
    );
  });
});
