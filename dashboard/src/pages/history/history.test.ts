import { describe, expect, it } from 'vitest';
import { countsOf } from './batch-counts';
import { readHistorySearch } from './search-params';

describe('what a batch tells of itself (T7)', () => {
  it('numbers count, lists count by their length, and nothing tells of nothing', () => {
    const note = { memories: 2, superseded: 0, merged: [{}, {}, {}], model: { calls: 4 } };
    expect(countsOf({ note })).toEqual([
      { name: 'memories', count: 2 },
      { name: 'merged', count: 3 },
    ]);
  });

  it('feedback has made no memories: it has changed them', () => {
    const note = { changed: 1, memories: ['id'] };
    expect(countsOf({ note })).toEqual([{ name: 'changed', count: 1 }]);
  });

  it('an unknown kind in the address narrows nothing', () => {
    expect(readHistorySearch({ kind: 'magic', batch: 'id' })).toEqual({ batch: 'id' });
    expect(readHistorySearch({ kind: 'undo' })).toEqual({ kind: 'undo' });
  });
});
