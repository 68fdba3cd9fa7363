import { describe, expect, it } from 'vitest';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

async function withNotes(texts: readonly string[]) {
  const memory = await temporaryMemory();
  for (const text of texts) await memory.add({ ...ada, text });
  const ask = async (query: string) =>
    (await memory.search({ ...ada, query })).results.map(({ text }) => text);
  return { memory, ask };
}

describe('search', () => {
  it('puts first what a person would (T1)', async () => {
    const { ask } = await withNotes([
      'My sister Mia lives in Lisbon.',
      'Mia likes jazz.',
      'The flat in Lisbon costs 900 a month.',
      'I went hiking in the Alps last summer.',
      'Dentist on Friday at ten.',
    ]);
    expect((await ask('Where does Mia live?'))[0]).toBe('My sister Mia lives in Lisbon.');
    expect((await ask('rent of the flat'))[0]).toBe('The flat in Lisbon costs 900 a month.');
    expect((await ask('What music does Mia like?'))[0]).toBe('Mia likes jazz.');
    expect((await ask('hike'))[0]).toBe('I went hiking in the Alps last summer.');
  });

  it('answers nothing to a query that nothing matches (T1)', async () => {
    const { ask } = await withNotes(['My sister Mia lives in Lisbon.', 'Dentist on Friday.']);
    for (const query of ['zxqvk jwpf', '火山', '???', 'the of and', '🌋'])
      expect(await ask(query)).toEqual([]);
  });

  it('finds in Chinese, Japanese and Korean (T7)', async () => {
    const { ask } = await withNotes([
      '我下个月要搬到上海去。',
      '她喜欢喝茶，不喝咖啡。',
      '来週、東京へ出張します。',
      '저는 서울에 살아요.',
    ]);
    expect((await ask('什么时候搬去上海？'))[0]).toContain('上海');
    expect((await ask('茶'))[0]).toContain('喝茶');
    expect((await ask('東京への出張'))[0]).toContain('東京');
    expect((await ask('서울'))[0]).toContain('서울');
  });

  it('finds a turn by the question that it answers', async () => {
    const memory = await temporaryMemory();
    const say = (speaker: string, content: string) => ({ speaker, content });
    await memory.add({
      ...ada,
      run_id: 's1',
      messages: [
        say('Ada', 'Which instrument did you pick up as a child?'),
        say('Bob', 'The cello, with my grandmother as teacher.'),
        say('Ada', 'Lovely. Shall we cook tonight?'),
        say('Bob', 'Yes, let us make dumplings.'),
      ],
    });
    const { results } = await memory.search({
      ...ada,
      query: 'What instrument did Bob pick up as a child?',
    });
    const texts = results.map(({ text }) => text);
    expect(texts.indexOf('The cello, with my grandmother as teacher.')).toBeLessThan(2);
    expect(texts.indexOf('Yes, let us make dumplings.')).toBeGreaterThan(1);
  });

  it('finds what the assistant said where that is asked, else what the user said', async () => {
    const memory = await temporaryMemory();
    const say = (role: 'user' | 'assistant', content: string) => ({ role, content });
    await memory.add({
      ...ada,
      run_id: 's1',
      messages: [
        say('user', 'Any ideas for my trip?'),
        say('assistant', 'The Flying Pig is a quiet hostel in Amsterdam.'),
        say('user', 'I want a quiet hostel in Amsterdam, yes.'),
        say('assistant', 'Enjoy it!'),
      ],
    });
    const first = async (query: string) => {
      const { results } = await memory.search({ ...ada, query });
      return results[0]?.text;
    };
    expect(await first('Which quiet hostel in Amsterdam did you recommend?')).toContain('Flying');
    expect(await first('你推荐的 Amsterdam quiet hostel 叫什么？')).toContain('Flying');
    expect(await first('Which quiet hostel in Amsterdam do I want?')).toContain('I want');
  });

  it('scores an answer high and a query without one low', async () => {
    const { memory } = await withNotes([
      'My sister Mia lives in Lisbon.',
      'The dentist is on Friday.',
      'I bought a red bicycle.',
    ]);
    const top = async (query: string) =>
      (await memory.search({ ...ada, query })).results[0]?.score ?? 0;
    expect(await top('Where does my sister Mia live?')).toBeGreaterThan(0.7);
    expect(await top('quarterly revenue of the Lisbon subsidiary')).toBeLessThan(0.5);
  });

  it('reads only the scope, and lets nothing outside of it lend score', async () => {
    const memory = await temporaryMemory();
    await memory.add({ ...ada, agent_id: 'a', text: 'The code of the safe is 4711.' });
    await memory.add({ ...ada, agent_id: 'b', text: 'The safe stands in the cellar.' });
    await memory.add({ user_id: 'bob', text: 'The safe is empty.' });
    await memory.add({ text: 'Office hours of the safe company: nine to five.' });
    const texts = async (scope: object) =>
      (await memory.search({ ...scope, query: 'safe' })).results.map(({ text }) => text).toSorted();
    expect(await texts({ ...ada, agent_id: 'a' })).toEqual(['The code of the safe is 4711.']);
    expect(await texts(ada)).toEqual([
      'Office hours of the safe company: nine to five.',
      'The code of the safe is 4711.',
      'The safe stands in the cellar.',
    ]);
    expect(await texts({ user_id: 'carol' })).toEqual([
      'Office hours of the safe company: nine to five.',
    ]);
    expect(await texts({ cube: 'user:bob' })).toEqual(['The safe is empty.']);
  });

  it('sees an update and a deletion at once', async () => {
    const { memory, ask } = await withNotes(['Mia lives in Lisbon.', 'Ben lives in Rome.']);
    const {
      results: [hit],
    } = await memory.search({ ...ada, query: 'Mia' });
    await memory.update(hit?.id ?? '', { text: 'Mia lives in Porto.' });
    expect(await ask('Lisbon')).toEqual([]);
    expect(await ask('Porto')).toEqual(['Mia lives in Porto.']);
    await memory.delete(hit?.id ?? '');
    expect(await ask('Porto')).toEqual([]);
    expect(await ask('Rome')).toEqual(['Ben lives in Rome.']);
  });

  it('keeps to its limit and gives the same order each time', async () => {
    const { memory } = await withNotes(
      Array.from({ length: 40 }, (_, n) => `Tea number ${n} of the shelf`),
    );
    const search = () => memory.search({ ...ada, query: 'tea shelf', limit: 7 });
    const first = await search();
    expect(first.results).toHaveLength(7);
    expect(await search()).toEqual(first);
  });

  it('survives many searches and writes at once', async () => {
    const { memory } = await withNotes(['Tea in the morning.']);
    const rounds = Array.from({ length: 40 }, async (_, n) => {
      await memory.add({ ...ada, text: `Tea number ${n}` });
      const { results } = await memory.search({ ...ada, query: `tea ${n}`, limit: 50 });
      return results.some(({ text }) => text === `Tea number ${n}`);
    });
    expect(await Promise.all(rounds)).toEqual(rounds.map(() => true));
  });
});

describe('explain', () => {
  it('tells what every channel added, and the parts make the score (T5)', async () => {
    const { memory } = await withNotes([
      'Mia lives in Lisbon.',
      'Mia likes jazz.',
      'Jazz in Lisbon.',
    ]);
    const { results, trace } = await memory.search({
      ...ada,
      query: 'jazz Lisbon xylophone',
      explain: true,
    });
    expect(trace?.hits.map(({ memory_id, score }) => [memory_id, score])).toEqual(
      results.map(({ id, score }) => [id, score]),
    );
    const [best] = trace?.hits ?? [];
    const words = best?.channels.find(({ channel }) => channel === 'words');
    expect(words).toMatchObject({ rank: 1 });
    const sum = best?.channels.reduce((total, { share }) => total + share, 0) ?? 0;
    const full = best?.channels.reduce((total, { weight }) => total + Math.max(0, weight), 0) ?? 1;
    expect(best?.fused).toBeCloseTo(sum / full, 3);
    expect(trace?.query.terms.map(({ term, documents }) => [term, documents])).toEqual([
      ['jazz', 2],
      ['lisbon', 2],
      ['xylophon', 0],
    ]);
    expect(trace?.coverage).toBeLessThan(1);
  });

  it('is left out unless asked for', async () => {
    const { memory } = await withNotes(['Tea']);
    expect(await memory.search({ ...ada, query: 'tea' })).not.toHaveProperty('trace');
  });
});
