import { describe, expect, it } from 'vitest';
import { compareAnswers } from './compare.js';

/** An answer from letters: scores fall from 1. */
const answer = (ids: string, shift = 0) =>
  [...ids].map((memory_id, index) => ({ memory_id, version: 1, score: 1 - index / 10 + shift }));
const ids = (placed: { hit: { memory_id: string }; rank: number }[]) =>
  placed.map(({ hit, rank }) => `${hit.memory_id}${rank}`);

describe('comparing two answers (T7)', () => {
  it.each([
    ['same', answer('abc'), answer('abc')],
    ['same', answer('abc'), answer('abc', 0.0001)],
    ['same', [], []],
    ['scores', answer('abc'), answer('abc', 0.01)],
    ['order', answer('abc'), answer('acb')],
    ['changed', answer('abc'), answer('abd')],
    ['changed', answer('abc'), answer('ab')],
    ['changed', [], answer('a')],
  ])('tells %s', (verdict, then, now) => {
    expect(compareAnswers(then, now).verdict).toBe(verdict);
  });

  it('tells what went, what came and what moved, with places from 1', () => {
    const told = compareAnswers(answer('abcd'), answer('bxd'));
    expect(ids(told.gone)).toEqual(['a1', 'c3']);
    expect(ids(told.new)).toEqual(['x2']);
    expect(told.moved).toEqual([
      { memory_id: 'b', from: 2, to: 1 },
      { memory_id: 'd', from: 4, to: 3 },
    ]);
    expect(told.overlap).toBe(0.5);
    expect(told.score_change).toBeCloseTo(0.1, 10);
  });
});
