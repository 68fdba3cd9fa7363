import { describe, expect, it } from 'vitest';
import { temporaryMemory } from './helpers/temporary-memory.js';

/** @param lines `Mia: hey` */
async function asked(query: string, lines: readonly string[]): Promise<string[]> {
  const memory = await temporaryMemory();
  const messages = lines.map((line) => {
    const [speaker = '', content = ''] = line.split(': ');
    return { speaker, content };
  });
  await memory.add({ user_id: 'mia', run_id: 'saturday', messages });
  const { results } = await memory.search({ user_id: 'mia', query, limit: 20 });
  return results.map(({ text }) => text);
}

describe('search in what people wrote in a messenger', () => {
  it('finds the answer to a question without its mark', async () => {
    const [first] = await asked('Where does Leo work now?', [
      'Mia: where do u work now',
      'Leo: at the bakery on elm street',
      'Mia: work was long for me today',
      'Leo: poor you, rest well',
    ]);
    expect(first).toBe('at the bakery on elm street');
  });

  it('finds all of a burst before what was said about it', async () => {
    const found = await asked('What did Mia tell of the trip to Porto?', [
      'Mia: ok so',
      'Mia: the trip to porto',
      'Mia: we missed the train',
      'Mia: then slept at the station',
      'Mia: and somebody took my bag',
      'Mia: with the camera in it',
      'Leo: thats awful',
      'Leo: did the police help',
      'Mia: not really',
      'Leo: my bike has a flat tyre',
      'Leo: again',
      'Mia: there is a pump in the cellar',
    ]);
    const place = (text: string) => found.indexOf(text);
    expect(found[0]).toBe('the trip to porto');
    for (const told of ['and somebody took my bag', 'with the camera in it']) {
      expect(place(told)).toBeGreaterThan(0);
      expect(place(told)).toBeLessThan(place('did the police help'));
      expect(place(told)).toBeLessThan(place('not really'));
    }
  });

  it('knows who speaks of himself or herself, however it is spelt', async () => {
    const found = await asked('Is Leo allergic to walnuts?', [
      'Mia: ur allergic to walnuts leo',
      'Leo: im allergic to walnuts',
    ]);
    expect(found[0]).toBe('im allergic to walnuts');
  });

  it('makes no memory of laughter, so that it parts no answer from its question', async () => {
    const found = await asked('Which film did Leo see?', [
      'Mia: which film did u see',
      'Mia: hahahahaha',
      'Leo: lmaooo',
      'Leo: the one with the penguins',
      'Mia: ask me on wednesday, i can come along',
    ]);
    expect(found.slice(0, 2)).toContain('the one with the penguins');
    expect(found).not.toContain('hahahahaha');
    expect(found).not.toContain('lmaooo');
  });

  it('finds a stretched word by its plain form', async () => {
    const found = await asked('pancakes', ['Leo: paaaancakes for everyone', 'Mia: on my way']);
    expect(found[0]).toBe('paaaancakes for everyone');
  });

  it('puts what tells something before a word or two', async () => {
    const told =
      'the marathon went along the river, my cousin waited at the bridge with dry socks and tea';
    const found = await asked('How was the marathon of Mia?', [
      'Mia: morning',
      'Mia: the bus was late today',
      'Leo: how was it',
      'Mia: marathon week',
      `Mia: ${told}`,
      'Leo: dinner at eight',
    ]);
    expect(found[0]).toBe(told);
  });
});
