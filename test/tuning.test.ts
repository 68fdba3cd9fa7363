import { describe, expect, it } from 'vitest';
import { fitWeights } from '../bench/training/softmax.mjs';
import { createMemory } from '../src/compose.js';
import { channelNames } from '../src/recall/score/channels.js';
import { inUse, type Observed, type Tuning } from '../src/recall/tuning.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

/** The same facts, asked by one tuning. */
async function asked(data: string, tuning: Tuning, query: string) {
  const memory = await createMemory({ data, timezone: 'UTC' }, { tuning });
  try {
    const { results } = await memory.search({ ...ada, query, limit: 2, explain: true });
    return results.map(({ text }) => text);
  } finally {
    await memory.close();
  }
}

describe('what recall is made of (T10)', () => {
  it('shows measurements what was asked, and no search on the way to it', async () => {
    const queries: string[] = [];
    const observe = ({ query }: Observed) => void queries.push(query);
    const memory = await temporaryMemory({}, { tuning: { ...inUse, observe } });
    await memory.add({ ...ada, text: 'The trip to Rome.', occurred_at: '2026-01-05' });
    const query = 'What did I do a day before a day before a day before the trip to Rome?';
    const { trace } = await memory.search({ ...ada, query, explain: true });
    expect(trace?.query.times).toHaveLength(1);
    expect(queries).toEqual([query]);
  });

  it('loses a step that a measurement leaves out, and has it by itself', async () => {
    const data = temporaryDirectory();
    const memory = await createMemory({ data, timezone: 'UTC' });
    const [older, newer] = ['green', 'blue'].map((colour) => `My favourite colour is ${colour}.`);
    for (const [day, text] of [older, newer].entries()) {
      await memory.add({ ...ada, text: text as string, occurred_at: `2026-01-0${day + 1}` });
    }
    await memory.close();
    const query = 'favourite colour';
    const without = { ...inUse, without: new Set(['newest-first'] as const) };
    expect(await asked(data, without, query)).toEqual([older, newer]);
    expect(await asked(data, inUse, query)).toEqual([newer, older]);
  });

  it('weighs as it is told, and shows what it weighed', async () => {
    const seen: Observed[] = [];
    const note = { words: 0, length: 1 };
    const weights = { ...inUse.weights, note };
    const observe = (observed: Observed) => seen.push(observed);
    const tuning = { weights, without: new Set<never>(), observe };
    const memory = await temporaryMemory({}, { tuning });
    await memory.add({ ...ada, text: 'Tea.' });
    const long = 'Whoever comes to the harbour before noon gets tea from the old kettle.';
    await memory.add({ ...ada, text: long });
    const { results } = await memory.search({ ...ada, query: 'tea' });
    expect(results[0]?.text).toBe(long);
    expect(seen.map(({ query }) => query)).toEqual(['tea']);
    expect(seen[0]?.candidates.flatMap(({ slots }) => [...slots])).toHaveLength(2);
    expect(seen[0]?.highest[channelNames.indexOf('words')]).toBeGreaterThan(0);
  });
});

describe('weights that are fitted (T10)', () => {
  const rows = Array.from({ length: 12 }, (_, at) => ({
    columns: {
      tells: Float64Array.of(1, 0.2, 0.1),
      misleads: Float64Array.of(0, at % 4 === 0 ? 0 : 1, 0.5),
      silent: Float64Array.of(0.5, 0.5, 0.5),
    },
    right: [0],
  }));

  it('count what tells, take off what misleads, and leave what says nothing', () => {
    const [tells = 0, misleads = 0, silent = 1] = fitWeights(
      rows,
      ['tells', 'misleads', 'silent'],
      1e-2,
    );
    expect(tells).toBeGreaterThan(0.5);
    expect(misleads).toBeLessThan(0);
    expect(silent).toBeCloseTo(0, 6);
  });

  it('are the same from wherever the search for them starts', () => {
    const channels = ['tells', 'misleads'];
    const near = fitWeights(rows, channels, 1e-2);
    fitWeights(rows, channels, 1e-2, [3, 3]).forEach((weight: number, at: number) => {
      expect(weight).toBeCloseTo(near[at] as number, 2);
    });
  });
});
