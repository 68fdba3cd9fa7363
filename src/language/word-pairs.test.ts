import { describe, expect, it } from 'vitest';
import { countPairs, wordPairsOf } from './word-pairs.js';

const count = (query: string, text: string) => countPairs(text, wordPairsOf(query));

describe('language/word-pairs', () => {
  it.each([
    ['weather app', 'My Weather apps crash.', 1],
    ['weather app', 'The app shows the weather.', 0],
    ['garden of eden', 'the gardens in the Eden valley', 1],
    ['budget planning tool', 'a tool for budget planning', 1],
    ['Was ist die Gartenbank', 'Garten. Bank', 0],
    ['crème brûlée recipe', 'My Creme brulee recipes', 2],
  ])('%s in %s: %i', (query, text, expected) => {
    expect(count(query, text)).toBe(expected);
  });

  it('takes words that a mark parts for no pair', () => {
    expect(wordPairsOf('apples, pears')).toHaveLength(0);
  });

  it('looks for no more than a dozen, and reads any characters as themselves', () => {
    expect(wordPairsOf('alpha beta gamma '.repeat(30)).length).toBeLessThanOrEqual(12);
    expect(() => wordPairsOf('c++ [a-z]* (x|y) \\d{2} $^')).not.toThrow();
  });
});
