import { describe, expect, it } from 'vitest';
import type { SearchRequest } from '../src/index.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

async function withNotes(texts: readonly string[]) {
  const memory = await temporaryMemory();
  for (const text of texts) await memory.add({ ...ada, text });
  const ask = (request: Partial<SearchRequest> & { query: string }) =>
    memory.search({ ...ada, ...request });
  return { memory, ask };
}

const textsOf = ({ results }: { results: { text: string }[] }) => results.map(({ text }) => text);

const household = [
  'My sister Mia lives in Lisbon.',
  'Mia likes jazz.',
  'The dentist is on Friday at ten.',
  'I bought a red bicycle in Lisbon.',
];

describe('min_score (T5, C1)', () => {
  it('keeps an answer, and leaves a query without one empty', async () => {
    const { ask } = await withNotes(household);
    const answered = await ask({ query: 'Where does my sister Mia live?', min_score: 0.5 });
    expect(textsOf(answered)).toEqual(['My sister Mia lives in Lisbon.']);
    const query = 'quarterly revenue of the Lisbon subsidiary';
    expect((await ask({ query })).results).not.toEqual([]);
    expect((await ask({ query, min_score: 0.5 })).results).toEqual([]);
  });

  it('changes no score and no order of what stays', async () => {
    const { ask } = await withNotes(household);
    const query = 'Mia in Lisbon';
    const { results } = await ask({ query });
    const level = results[1]?.score ?? 1;
    const kept = await ask({ query, min_score: level });
    expect(kept.results).toEqual(results.filter(({ score }) => score >= level));
  });

  it.each([-0.1, 1.1, '0.5'])('refuses %j', async (level) => {
    const { ask } = await withNotes([]);
    const asked = ask({ query: 'tea', min_score: level as number });
    await expect(asked).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ pointer: '/min_score' }],
    });
  });

  it('tells in a block what it left out (T6)', async () => {
    const { memory } = await withNotes(household);
    const asked = { ...ada, query: 'Where does my sister Mia live?' };
    const { text, left_out: leftOut } = await memory.context({ ...asked, min_score: 0.5 });
    expect(text).toContain('My sister Mia lives in Lisbon.');
    expect(text).not.toContain('jazz');
    expect(leftOut.length).toBeGreaterThan(0);
    expect(new Set(leftOut.map(({ reason }) => reason))).toEqual(new Set(['min_score']));
  });
});

describe('what was left out of an answer (T5)', () => {
  it('is told with its reason', async () => {
    const { ask } = await withNotes(household);
    const query = 'Mia in Lisbon';
    const { results } = await ask({ query });
    const [first, second, ...low] = results;
    const request = { query, limit: 1, explain: true, min_score: second?.score ?? 1 };
    const { trace } = await ask(request);
    expect(low.length).toBeGreaterThan(0);
    expect(trace?.hits.map(({ memory_id: id }) => id)).toEqual([first?.id]);
    expect(trace?.drops).toEqual([
      { memory_id: second?.id, score: second?.score, reason: 'limit' },
      ...low.map(({ id, score }) => ({ memory_id: id, score, reason: 'min_score' })),
    ]);
  });

  it('counts by scope, validity and filter, each memory once', async () => {
    const { memory, ask } = await withNotes(['Tea at home.', 'Tea with friends.']);
    await memory.add({ ...ada, text: 'Tea from tomorrow on.', valid_from: '2999-01-01T00:00:00Z' });
    await memory.add({ ...ada, text: 'Tea of a robot.', agent_id: 'robot' });
    await memory.add({ ...ada, text: 'Tea that is tagged.', tags: ['tag'], agent_id: 'maid' });
    await memory.add({ ...ada, text: 'Tea untagged.', agent_id: 'maid' });
    const all = await ask({ query: 'tea', explain: true });
    expect(all.trace?.filtered_by).toEqual({ scope: 0, validity: 1, filter: 0 });
    const few = await ask({
      query: 'tea',
      agent_id: 'maid',
      filters: { tags: 'tag' },
      explain: true,
    });
    expect(textsOf(few)).toEqual(['Tea that is tagged.']);
    expect(few.trace?.filtered_by).toEqual({ scope: 4, validity: 0, filter: 1 });
    expect(few.trace?.filtered).toBe(5);
  });
});

describe('diversity (T5)', () => {
  const notes = [
    'Mia likes the green tea of the Kyoto shop.',
    'Mia likes the green tea of the Kyoto shop very much.',
    'Mia likes the green tea of the Kyoto shop, she said.',
    'Tea is what Mia drinks when it rains.',
  ];
  const query = 'Which green tea does Mia like?';

  it('puts what says something else before what says the same again; the best stays first', async () => {
    const { ask } = await withNotes(notes);
    const plain = await ask({ query });
    expect(textsOf(plain).at(-1)).toBe(notes[3]);
    const { results, trace } = await ask({ query, diversity: 0.7, explain: true });
    expect(results[0]).toEqual(plain.results[0]);
    expect(results[1]?.text).toBe(notes[3]);
    expect(trace?.hits[1]?.via).toBe('diversity');
    expect(results.toSorted(byId)).toEqual(plain.results.toSorted(byId));
  });

  it('is off by default', async () => {
    const { ask } = await withNotes(notes);
    expect(await ask({ query, diversity: 0 })).toEqual(await ask({ query }));
  });

  it('spends a budget on what the block does not say yet (T6)', async () => {
    const { memory } = await withNotes(notes);
    const asked = { ...ada, query, budget_tokens: 85 };
    const { text: plain } = await memory.context(asked);
    expect(plain).not.toContain(notes[3]);
    const { text: diverse } = await memory.context({ ...asked, diversity: 1 });
    expect(diverse).toContain(notes[3]);
  });
});

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
