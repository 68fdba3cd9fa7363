import { describe, expect, it } from 'vitest';
import { everydaySentences } from './helpers/everyday-sentences.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

describe.each(everydaySentences)('$language (T4, T7)', ({ memories, questions }) => {
  it('answers what people ask of what they told', async () => {
    const memory = await temporaryMemory();
    for (const text of memories) await memory.add({ user_id: 'ada', text });
    const answers = await Promise.all(
      questions.map(async ([query]) => {
        const { results } = await memory.search({ user_id: 'ada', query });
        return [query, results[0]?.text];
      }),
    );
    expect(answers).toEqual(questions.map(([query, answer]) => [query, memories[answer]]));
  });
});

describe('characters of Chinese words (T7)', () => {
  const notes = ['我下个月要搬到上海去。', '她养了一只猫。', '我们家在二楼。'];

  it('count where a pair of the question is no word, and less than a word', async () => {
    const memory = await temporaryMemory();
    for (const text of notes) await memory.add({ user_id: 'ada', text });
    const { results } = await memory.search({ user_id: 'ada', query: '猫叫什么，搬到上海了吗？' });
    expect(results.map(({ text }) => text).slice(0, 2)).toEqual([notes[0], notes[1]]);
  });

  it('are no answer to a word that nothing holds', async () => {
    const memory = await temporaryMemory();
    for (const text of notes) await memory.add({ user_id: 'ada', text });
    expect((await memory.search({ user_id: 'ada', query: '上班' })).results).toEqual([]);
  });
});
