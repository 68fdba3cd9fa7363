import { describe, expect, it } from 'vitest';
import {
  allAt,
  hitAt,
  meanScores,
  ndcgAt,
  percentile,
  recallAt,
  round,
  roundScores,
  scoresOf,
} from './metrics.js';

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

  it('tells whether all and whether any of the gold is among the best k', () => {
    const gold = new Set(['b', 'c']);
    expect([1, 2, 3].map((k) => allAt(k, ranked, gold))).toEqual([0, 0, 1]);
    expect([1, 2, 3].map((k) => hitAt(k, ranked, gold))).toEqual([0, 1, 1]);
    expect(allAt(6, ranked, new Set(['b', 'x']))).toBe(0);
    expect(hitAt(6, ranked, new Set(['x']))).toBe(0);
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

  it('takes means of what is asked for and rounds them', () => {
    const names = ['recall@5', 'hit@1'] as const;
    const second = scoresOf(names, ranked, new Set(['b']));
    const none = scoresOf(names, ranked, new Set(['x']));
    expect(second).toEqual({ 'recall@5': 1, 'hit@1': 0 });
    expect(roundScores(meanScores(names, [second, none, none]))).toEqual({
      'recall@5': 0.3333,
      'hit@1': 0,
    });
    expect(meanScores(names, [])).toEqual({ 'recall@5': 0, 'hit@1': 0 });
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
