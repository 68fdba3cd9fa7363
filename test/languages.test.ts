import { describe, expect, it } from 'vitest';
import { everydaySentences } from './helpers/everyday-sentences.js';
import { withoutCounts } from '../src/model/trace.js';
import { temporaryMemory } from './helpers/temporary-memory.js';
import { toldOtherwise } from './helpers/told-otherwise.js';

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

describe('the other Chinese script (T7)', () => {
  it.each([
    ['我喜歡喝烏龍茶', '乌龙茶', '烏龍茶'],
    ['我们的服务器在深圳', '服務器', '服务器'],
  ])('%s scores for %s as for %s', async (text, other, own) => {
    const memory = await temporaryMemory();
    for (const note of [text, '他下个月去东京出差。']) {
      await memory.add({ user_id: 'ada', text: note });
    }
    const ask = async (query: string) =>
      (await memory.search({ user_id: 'ada', query, min_score: 0.2 })).results;
    const [found] = await ask(other);
    expect(found?.text).toBe(text);
    expect(found?.score).toBe((await ask(own))[0]?.score);
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

describe.each(toldOtherwise)('words of one relation (T5, T7): $language', (told) => {
  it('find what was told by another of them', async () => {
    const memory = await temporaryMemory();
    for (const text of told.memories) await memory.add({ user_id: 'ada', text });
    for (const query of told.questions) {
      const { results } = await memory.search({ user_id: 'ada', query });
      expect([query, results[0]?.text]).toEqual([query, told.memories[0]]);
    }
  });
});

describe('a word that stands for another (T5)', () => {
  it('comes after what holds the word itself, and costs it no score', async () => {
    const memory = await temporaryMemory();
    for (const text of ['I live in Berlin.', 'I like tea.']) {
      await memory.add({ user_id: 'ada', text });
    }
    const ask = () => memory.search({ user_id: 'ada', query: 'Where do I live?', explain: true });
    const { results: alone } = await ask();
    await memory.add({ user_id: 'ada', text: 'I moved the meeting to Friday.' });
    const { results, trace } = await ask();
    expect(results.map(({ text }) => text)).toEqual([
      'I live in Berlin.',
      'I moved the meeting to Friday.',
    ]);
    expect(results[0]?.score).toBeGreaterThan(0.9 * (alone[0]?.score ?? 1));
    expect(results[1]?.score).toBeLessThan(0.1);
    expect(trace?.query.terms).toContainEqual(
      expect.objectContaining({ term: 'move', stands_for: 'live', documents: 1 }),
    );
    // That it is there tells of a memory, which a narrow key may not see.
    expect(trace && withoutCounts(trace).query.terms).toEqual([
      { term: 'live', documents: null, idf: null, word: 'live' },
    ]);
  });
});
