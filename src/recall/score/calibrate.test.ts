import { describe, expect, it } from 'vitest';
import { sourceKinds } from '../outline/outline.js';
import { calibrate, raiseTold } from './calibrate.js';
import { calibrations } from './calibration.js';
import type { Candidates, Ranked } from './fuse.js';

/** Memories of one kind of source, scaled by coverage as the fusion leaves them. */
function ranked(kind: (typeof sourceKinds)[number], sums: readonly number[], coverage: number) {
  const kinds = Uint8Array.of(...sums.map(() => sourceKinds.indexOf(kind)));
  const among = {
    evidence: { outline: { kinds } },
    slots: Int32Array.from(sums, (_, at) => at),
  } as unknown as Candidates;
  return sums.map((sum, at): Ranked => ({ among, at, memory: at, score: sum * coverage }));
}

const scores = (...given: Parameters<typeof ranked>) =>
  calibrate(ranked(...given), given[2]).map(({ score }) => score);

describe.each(sourceKinds)('scores of %s (T5, T6)', (kind) => {
  it('keep the order of the sums, and lie between 0 and 1', () => {
    for (const coverage of [0.05, 0.4, 1]) {
      const found = scores(kind, [1, 0.9, 0.5, 0.5, 0.1, 0.001], coverage);
      expect(found).toEqual(found.toSorted((one, other) => other - one));
      expect(found[2]).toBe(found[3]);
      expect(found[1]).toBeGreaterThan(found[2] as number);
      for (const score of found) expect(score).toBeGreaterThan(0);
      for (const score of found) expect(score).toBeLessThan(1);
    }
  });

  it('rise with what the best match holds of the query', () => {
    const [none, some, all] = [0.1, 0.5, 1].map((coverage) => scores(kind, [0.9], coverage)[0]);
    expect(some).toBeGreaterThan(none as number);
    expect(all).toBeGreaterThan(some as number);
    expect(none).toBeLessThan(0.3);
    // Measured: in the log of an assistant even what holds all of a query is right two times in three.
    expect(all).toBeGreaterThan(0.6);
  });

  it('tell what they were made of', () => {
    const [, second] = calibrate(ranked(kind, [0.9, 0.6], 0.5), 0.5);
    expect(second?.fused).toBeCloseTo(0.6);
  });
});

describe('calibration (T5)', () => {
  it('turns no order round', () => {
    for (const { slope, fall } of Object.values(calibrations)) {
      for (const weight of [slope, fall]) expect(weight).toBeGreaterThan(0);
    }
  });

  it('has nothing for nothing', () => {
    expect(calibrate([], 0)).toEqual([]);
  });
});

describe('scores of what happened when all of a time is asked for', () => {
  const told = (...memories: number[]) =>
    raiseTold(calibrate(ranked('note', [0.3, 0.2, 0.1, 0.05], 0.5), 0.5), ({ memory }) =>
      memories.includes(memory),
    ).map(({ score }) => score);

  it('tell that it is an answer, and keep the order', () => {
    const [first, second, third] = told(0, 1);
    expect([first, second]).toEqual([0.5, 0.5]);
    expect(third).toBeLessThan(0.05);
    expect(told(2).slice(0, 3)).toEqual([0.5, 0.5, 0.5]);
  });

  it('stay low where nothing happened then', () => {
    expect(Math.max(...told())).toBeLessThan(0.05);
  });
});
