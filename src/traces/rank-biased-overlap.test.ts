import { describe, expect, it } from 'vitest';
import { rankBiasedOverlap } from './rank-biased-overlap.js';

const of = (one: string, other: string) => rankBiasedOverlap([...one], [...other]);

describe('rank-biased overlap, extrapolated (T7)', () => {
  it.each([
    ['', '', 1],
    ['', 'a', 0],
    ['a', 'b', 0],
    ['abc', 'abc', 1],
    // By hand from equation 32 with p = 0.9.
    ['ab', 'ba', 0.9],
    ['ab', 'cb', 0.45],
    ['ab', 'ac', 0.55],
  ])('of %j and %j is %d, either way round', (one, other, expected) => {
    expect(of(one, other)).toBeCloseTo(expected, 10);
    expect(of(other, one)).toBeCloseTo(expected, 10);
  });

  it('is 1 for a list and its beginning: what is not seen is taken to go on as before', () => {
    expect(of('a', 'ab')).toBeCloseTo(1, 10);
    expect(of('abc', 'abcdefgh')).toBeCloseTo(1, 10);
  });

  it('counts a difference at the top more than one below', () => {
    expect(of('abcdefghij', 'xbcdefghij')).toBeLessThan(of('abcdefghij', 'abcdefghix'));
    expect(of('abcdefghij', 'bacdefghij')).toBeLessThan(of('abcdefghij', 'abcdefghji'));
  });
});
