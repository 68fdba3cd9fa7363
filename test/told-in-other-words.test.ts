import { describe, expect, it } from 'vitest';
import { toldInOtherWords } from './helpers/told-in-other-words.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

describe.each(toldInOtherWords)('notes told in other words (T5, T7): $language', (told) => {
  it('are found first', async () => {
    const memory = await temporaryMemory();
    for (const text of told.notes) await memory.add({ user_id: 'ada', text });
    const answers = await Promise.all(
      told.questions.map(async ([query]) => {
        const { results } = await memory.search({ user_id: 'ada', query });
        return [query, results[0]?.text];
      }),
    );
    expect(answers).toEqual(told.questions.map(([query, answer]) => [query, told.notes[answer]]));
  });
});

describe('everyday words of what is asked (T5)', () => {
  const fillers = [
    'We watered the tomatoes.',
    'Paul collects old maps.',
    'Bins go out on Thursday.',
  ];

  async function remembering(texts: readonly string[]) {
    const memory = await temporaryMemory();
    for (const text of texts) await memory.add({ user_id: 'ada', text });
    return memory;
  }

  it('come after what holds the word itself', async () => {
    const memory = await remembering([
      ...fillers,
      'The Volvo has a dent.',
      'The car is in the yard.',
    ]);
    const { results } = await memory.search({ user_id: 'ada', query: 'Which car do we have?' });
    expect(results.map(({ text }) => text).slice(0, 2)).toEqual([
      'The car is in the yard.',
      'The Volvo has a dent.',
    ]);
  });

  it('count once, however many of them a relation has', async () => {
    const memory = await remembering([
      ...fillers,
      'Vegan sausages, dairy cheese, fish and meat at the market.',
      'Ida follows a strict diet.',
    ]);
    const { results } = await memory.search({ user_id: 'ada', query: 'Is Ida on a diet?' });
    expect(results[0]?.text).toBe('Ida follows a strict diet.');
  });

  it('do not tell that a question is answered', async () => {
    const own = await remembering([...fillers, 'The laptop of Kim is slow.']);
    const other = await remembering([...fillers, 'The Dell of Kim is slow.']);
    const ask = async (memory: typeof own) =>
      (await memory.search({ user_id: 'ada', query: "Kim's laptop", limit: 1 })).results[0]?.score;
    expect(await ask(other)).toBeLessThan((await ask(own)) as number);
  });

  it('count in what a user says to an assistant, and not in its replies', async () => {
    const memory = await temporaryMemory();
    await memory.add({
      user_id: 'ada',
      messages: [
        { role: 'user', content: 'The Volvo needs new brakes.' },
        { role: 'assistant', content: 'A Volvo dealer can order them.' },
        ...fillers.map((content) => ({ role: 'user' as const, content })),
      ],
    });
    const { results, trace } = await memory.search({
      user_id: 'ada',
      query: 'Which car do I drive?',
      explain: true,
    });
    expect(results[0]?.text).toBe('The Volvo needs new brakes.');
    expect(trace?.query.terms).toContainEqual(
      expect.objectContaining({ term: 'volvo', stands_for: 'car', documents: 2 }),
    );
  });

  it('are left to notes and logs: talk between people is searched as before', async () => {
    const memory = await temporaryMemory();
    await memory.add({
      user_id: 'ada',
      messages: [
        { speaker: 'Kim', content: 'The Volvo needs new brakes.' },
        { speaker: 'Ada', content: 'Bins go out on Thursday.' },
      ],
    });
    const { trace } = await memory.search({
      user_id: 'ada',
      query: 'Which car does Kim drive?',
      explain: true,
    });
    expect(trace?.query.terms.filter((one) => one.stands_for !== undefined)).toEqual([]);
  });

  it('find as much, whatever others hold in a large cube', async () => {
    const memory = await temporaryMemory();
    const ada = { cube: 'team', user_id: 'ada' };
    const bert = { cube: 'team', user_id: 'bert' };
    await memory.add({ ...ada, text: 'I got a raise of 200 in March.' });
    const tickets = Array.from({ length: 4_100 }, (_, at) =>
      at % 4 === 0 ? `Ticket ${at} asks to raise a limit.` : `Ticket ${at} is of part ${7 * at}.`,
    );
    await Promise.all(tickets.map((text) => memory.add({ ...bert, text })));
    const asked = async () => {
      const { results } = await memory.search({ ...ada, query: 'salary' });
      return results.map(({ text }) => text);
    };
    expect(await asked()).toEqual(['I got a raise of 200 in March.']);
    await memory.add({ ...bert, text: 'The salary of Bert is secret.' });
    expect(await asked()).toEqual(['I got a raise of 200 in March.']);
  });

  it('find what was known once', async () => {
    const memory = await remembering(fillers);
    const { memories } = await memory.add({ user_id: 'ada', text: 'The Volvo has a dent.' });
    const before = new Date(Date.now() + 5).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await memory.update(memories[0]?.id ?? '', { text: 'The bicycle has a dent.' });
    const { results } = await memory.search({
      user_id: 'ada',
      query: 'Which car do we have?',
      known_at: before,
    });
    expect(results[0]?.text).toBe('The Volvo has a dent.');
  });
});
