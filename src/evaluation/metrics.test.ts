import { describe, expect, it } from 'vitest';
import { meanOf, ndcgAt, percentile, recallAt, round, roundScores, scoresOf } from './metrics.js';

const ranked = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('evaluation/metrics', () => {
  it('counts the share of the gold among the best k', () => {
    const gold = new Set(['b', 'f', 'x']);
    expect(recallAt(1, ranked, gold)).toBe(0);
    expect(recallAt(2, ranked, gold)).toBeCloseTo(1 / 3);
    expect(recallAt(6, ranked, gold)).toBeCloseTo(2 / 3);
    expect(recallAt(50, ranked, gold)).toBeCloseTo(2 / 3);
    expect(recallAt(10, [], gold)).toBe(0);
  });

  it('discounts a hit by its place', () => {
    expect(ndcgAt(10, ranked, new Set(['a']))).toBe(1);
    // 1 / log2(3 + 1) = 0.5
    expect(ndcgAt(10, ranked, new Set(['c']))).toBeCloseTo(0.5);
    expect(ndcgAt(2, ranked, new Set(['c']))).toBe(0);
  });

  it('compares with an ideal that fits into k places', () => {
    // Found at 1 and 3: 1 + 0.5. Ideal at 1 and 2: 1 + 0.6309.
    expect(ndcgAt(10, ranked, new Set(['a', 'c']))).toBeCloseTo(1.5 / 1.63093, 4);
    // Three gold, two places: perfect.
    expect(ndcgAt(2, ranked, new Set(['a', 'b', 'c']))).toBe(1);
  });

  it('takes means and rounds them', () => {
    const one = scoresOf(ranked, new Set(['a']));
    const none = scoresOf(ranked, new Set(['x']));
    const mean = roundScores(meanOf([one, none, none]));
    expect(mean.recall).toEqual({ 5: 0.3333, 10: 0.3333, 20: 0.3333, 50: 0.3333 });
    expect(mean.ndcg).toEqual({ 10: 0.3333 });
    expect(meanOf([]).recall[10]).toBe(0);
  });

  it('takes percentiles by nearest rank', () => {
    const values = [40, 10, 30, 20];
    expect(percentile(values, 0.5)).toBe(20);
    expect(percentile(values, 0.95)).toBe(40);
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([], 0.5)).toBe(0);
    expect(round(1.23456, 2)).toBe(1.23);
  });
});
