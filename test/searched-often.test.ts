import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { TermLists } from '../src/recall/outline/term-lists.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const people = ['Mia', 'Wojciech', 'Katherine', 'Birgit', 'Tomás'];
const things = ['bicycle', 'dentist', 'vegetarian dinner', 'flat in Lisbon', 'cello', 'blue car'];
const notes = people.flatMap((who) => things.map((what) => `${who} talked about the ${what}.`));
const questions = [
  ...people.map((who) => `What did ${who} say?`),
  ...things.map((what) => `Who talked about the ${what}?`),
  'Who is Wojcieh?',
  'vegitarian',
  'cellos',
  'Where is Norway?',
  '"flat in Lisbon"',
];

async function answers(memory: Memory, times = 1) {
  const found = [];
  for (let round = 0; round < times; round++) {
    // What is read beside searches has its turn.
    await new Promise(setImmediate);
    for (const query of questions) {
      const { results, trace } = await memory.search({ ...ada, query, explain: true });
      found.push({
        query,
        scores: results.map(({ text, score }) => [text, score]),
        terms: trace?.query.terms,
      });
    }
  }
  return found.slice(-questions.length);
}

describe('a part of a cube that is searched often (T4)', () => {
  it('answers as it did when it was searched first, also after what changes it', async () => {
    const memory = await temporaryMemory();
    for (const text of notes) await memory.add({ ...ada, text });
    const first = await answers(memory);
    expect(await answers(memory, 3)).toEqual(first);
    const { results } = await memory.search({ ...ada, query: 'Who plays the cello?' });
    await memory.delete(results[0]?.id ?? '');
    const added = await memory.add({ ...ada, text: 'Norway is where Birgit rows.' });
    const often = await answers(memory, 3);
    expect(often.find(({ query }) => query === 'Where is Norway?')?.scores[0]?.[0]).toBe(
      'Norway is where Birgit rows.',
    );
    expect(often.flatMap(({ scores }) => scores.map(([text]) => text))).not.toContain(
      results[0]?.text,
    );
    await memory.delete(added.memories[0]?.id ?? '');
    expect(
      (await answers(memory, 2)).find(({ query }) => query === 'Where is Norway?')?.scores,
    ).toEqual([]);
  });

  it('has all its terms read together once looking them up has cost as much, if it is small', () => {
    const looks = (length: number) => {
      const lists = new TermLists({ slotOf: () => undefined, isComplete: false });
      let count = 1;
      while (count < 1_000 && !lists.takesLook(length)) count += 1;
      return count;
    };
    expect(looks(100)).toBe(1);
    const once = new TermLists({ slotOf: () => undefined, isComplete: false });
    expect([once.takesLook(100), once.takesLook(100)]).toEqual([true, false]);
    once.forget();
    expect(once.takesLook(100)).toBe(true);
    expect(looks(6_000)).toBe(11);
    expect(looks(31_000)).toBe(1_000);
  });
});
