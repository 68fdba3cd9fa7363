import { describe, expect, it } from 'vitest';
import { isOtherForm, lettersApart, mostApart } from './spelling.js';
import { WordList } from './word-list.js';

describe('WordList (T5)', () => {
  it('gives the words that may be meant, by how far they are', () => {
    const list = new WordList(['biscuit', 'basket', 'received', 'biscuits', 'bis', 'biscuit']);
    expect(list.near('biscut')).toEqual([['biscuit', 'biscuit']]);
    expect(list.near('recieved')).toEqual([['received']]);
    expect(new WordList(['vegetarian']).near('vegitraian')).toEqual([[], ['vegetarian']]);
  });

  it('gives neither the word itself nor another form of it', () => {
    expect(new WordList(['hermano', 'hermana']).near('hermano')).toEqual([[]]);
  });

  it('tells what it holds', () => {
    const list = new WordList(['kite']);
    expect([list.has('kite'), list.has('kites')]).toEqual([true, false]);
  });

  it('misses nothing that counting letters one by one finds', () => {
    const letters = 'aeirstпр漢';
    let seed = 7;
    const next = (most: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * most);
    };
    const draw = () =>
      Array.from({ length: 9 + next(3) }, () => letters[next(letters.length)]).join('');
    const words = Array.from({ length: 300 }, draw);
    const changed = words.map((word) => {
      const at = next(word.length);
      return word.slice(0, at) + (letters[next(letters.length)] ?? '') + word.slice(at + next(2));
    });
    const list = new WordList(words);
    const nearOf = (one: string, apart: number) =>
      words.filter((word) => lettersApart(one, word, 2) === apart && !isOtherForm(one, word));
    for (const one of changed.filter((word) => mostApart(word) === 2)) {
      expect(list.near(one)).toEqual([nearOf(one, 1), nearOf(one, 2)]);
    }
    expect(changed.flatMap((one) => list.near(one).flat()).length).toBeGreaterThan(100);
  });
});
