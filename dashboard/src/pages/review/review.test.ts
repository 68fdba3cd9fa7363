import { describe, expect, it } from 'vitest';
import type { Review } from 'tulving/client';
import { decisionsOf } from './decisions';

const review = (kind: Review['kind'], other: object | null) => ({ kind, other }) as Review;

describe('what may be decided (T7)', () => {
  it('of one that was held back, whether it is found', () => {
    expect(decisionsOf(review('quarantine', null))).toEqual(['accept', 'reject']);
  });

  it('of two that are there, which one holds, or both', () => {
    expect(decisionsOf(review('contradiction', {}))).toEqual(['accept', 'keep_other', 'keep_both']);
  });

  it('of two of which one is gone, nothing that would take the other', () => {
    expect(decisionsOf(review('contradiction', null))).toEqual(['accept', 'reject']);
    expect(decisionsOf(review('duplicate', null))).toEqual(['reject']);
  });
});
