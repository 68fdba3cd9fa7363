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

describe('quoted phrases (T5, T7)', () => {
  it('puts what holds the phrase first and leaves nothing out', async () => {
    const { ask } = await withNotes([
      'Red kayak, blue kayak: the kayak shop has a red paddle for each red kayak it sells.',
      'The blue kayak is mine, the red canoe is not.',
      'In spring I rented a blue canoe from the kayak club, near the red house.',
      'A kayak that is blue, and a canoe in red.',
    ]);
    expect((await ask('kayak or blue canoe'))[0]).toContain('A kayak that is blue');
    const quoted = await ask('kayak or "blue canoe"');
    expect(quoted[0]).toBe(
      'In spring I rented a blue canoe from the kayak club, near the red house.',
    );
    expect(quoted.toSorted()).toEqual((await ask('kayak or blue canoe')).toSorted());
  });

  it('finds stop words alone, also where no index knows of them', async () => {
    const { ask } = await withNotes([
      'He shrugs and says it is what it is, every time.',
      'What is it that he wants from the shop?',
      'Grandpa played their records, The Who most of all.',
      'Who is the man with the hat?',
    ]);
    expect((await ask('"it is what it is"'))[0]).toContain('He shrugs');
    expect((await ask('“the who”'))[0]).toContain('Grandpa');
    expect(await ask('"that of what"')).not.toContain('He shrugs');
  });

  it.each([
    ['谁说过“塞翁失马”？', '爷爷常说塞翁失马，焉知非福。', '塞北的老翁丢失了两匹马。'],
    ['「塞翁失馬」是誰說的', '爷爷常说塞翁失马，焉知非福。', '塞北的老翁丢失了两匹马。'],
    [
      '『猿も木から落ちる』',
      '祖母の口ぐせは「猿も木から落ちる」でした。',
      '木から猿が落ちたのを見た。',
    ],
    [
      '"바람의 언덕" 언제 갔지',
      '작년 여름에 거제도 바람의 언덕에 갔다.',
      '언덕 위에 바람이 많이 불었다.',
    ],
  ])('of %s', async (query, holder, other) => {
    const { ask } = await withNotes([other, holder, other.repeat(2)]);
    expect((await ask(query))[0]).toBe(holder);
  });

  it('keeps to the scope and shows itself in the trace', async () => {
    const { memory } = await withNotes(['The cat sat on the mat.', 'On the mat the cat sat.']);
    await memory.add({ user_id: 'bob', text: 'My cat sat on the mat too.' });
    const { results, trace } = await memory.search({
      ...ada,
      query: '"sat on the mat"',
      explain: true,
    });
    expect(results.map(({ text }) => text)).toEqual([
      'The cat sat on the mat.',
      'On the mat the cat sat.',
    ]);
    expect(trace?.query.phrases).toEqual(['sat on the mat']);
    const shares = trace?.hits.map(
      ({ channels }) => channels.find(({ channel }) => channel === 'phrase')?.share ?? 0,
    );
    expect(shares).toEqual([5, 0]);
  });

  it('knows what a memory said once', async () => {
    const { memory } = await withNotes(['The motto is more haste, less speed.']);
    const before = Date.now();
    const [hit] = (await memory.search({ ...ada, query: 'motto' })).results;
    await new Promise((done) => setTimeout(done, 5));
    await memory.update(hit?.id ?? '', { text: 'The motto is slow and steady.' });
    const { results } = await memory.search({
      ...ada,
      query: '"more haste"',
      known_at: new Date(before).toISOString(),
    });
    expect(results[0]?.text).toBe('The motto is more haste, less speed.');
  });
});
