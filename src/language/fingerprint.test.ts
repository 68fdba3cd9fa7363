import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.js';

const same = (a: string, b: string) => fingerprint(a) === fingerprint(b);

describe('language/fingerprint', () => {
  it.each([
    ['I like tea.', 'i  like TEA!'],
    ['Café at 8', 'cafe at ８'],
    ['我喜欢茶。', '我喜欢茶'],
    ['He said “no”', 'he said "no"'],
  ])('takes %j and %j for the same words', (a, b) => expect(same(a, b)).toBe(true));

  it.each([
    ['The rent is due on 3 May', 'The rent is due on 4 May'],
    ['I like tea', 'I do not like tea'],
    ['It is 3.5 km', 'It is 35 km'],
    ['-5 degrees', '5 degrees'],
    ['10%', '10'],
    ['I like tea', 'tea I like'],
    ['love it 😀', 'love it 😢'],
  ])('tells %j from %j', (a, b) => expect(same(a, b)).toBe(false));
});
