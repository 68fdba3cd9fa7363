import { describe, expect, it } from 'vitest';
import { BestScores } from './best-scores.js';

describe('vector/resident/best-scores', () => {
  it.each([
    [1, 10],
    [7, 7],
    [10, 3_000],
    [100, 90],
    [50, 5_000],
  ])('keeps the %i best of %i, of equals the first', (size, count) => {
    let seed = size + count;
    // Few values, so that many are equal.
    const scores = Array.from(
      { length: count },
      () => ((seed = (seed * 48_271) % 2_147_483_647) % 37) / 4,
    );
    const best = new BestScores(size);
    scores.forEach((score, index) => best.offer(score, index));
    const expected = scores
      .map((score, index) => ({ score, index }))
      .toSorted((one, other) => other.score - one.score || one.index - other.index)
      .slice(0, size)
      .toSorted((one, other) => one.index - other.index);
    expect([...best.kept().indices]).toEqual(expected.map(({ index }) => index));
    expect([...best.kept().scores]).toEqual(expected.map(({ score }) => score));
  });
});
