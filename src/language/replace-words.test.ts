import { describe, expect, it } from 'vitest';
import { replaceWords } from './replace-words.js';

const replace = (text: string, from: string, to: string, more = {}) =>
  replaceWords(text, { from, to, wholeWords: true, matchCase: false, ...more });

describe('replacing words', () => {
  it.each([
    ['Ann met ann, Anna and ANN.', 'Ann', 'Eve', 'Eve met Eve, Anna and Eve.'],
    ['C++ and C', 'C++', 'Rust', 'Rust and C'],
    ['costs $5 (a.b)', 'a.b', '$1$&', 'costs $5 ($1$&)'],
    ['axb', 'a.b', 'no', 'axb'],
    ['米娅住在里斯本。', '里斯本', '波尔图', '米娅住在波尔图。'],
    ['ミアはリスボンに住む', 'リスボン', 'ポルト', 'ミアはポルトに住む'],
    ['Łódź, Łódźka', 'łódź', 'Warszawa', 'Warszawa, Łódźka'],
    ['e\u0301te\u0301', 'e', 'x', 'e\u0301te\u0301'],
    ['well-known [m1]/{x}', '[m1]/{x}', 'y', 'well-known y'],
  ])('%s', (text, from, to, expected) => {
    expect(replace(text, from, to)).toBe(expected);
  });

  it('replaces parts of words and looks at capitals where that is wanted', () => {
    expect(replace('Annals', 'Ann', 'Eve', { wholeWords: false })).toBe('Eveals');
    expect(replace('Ann ann', 'Ann', 'Eve', { matchCase: true })).toBe('Eve ann');
  });
});
