import { describe, expect, it } from 'vitest';
import { countsOf } from './batch-counts';
import { batchUndone, onlyMemory, stateMade } from './batch-words';
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

  it('states are told by what was made of memories, by hand or by a policy', () => {
    const note = { state: 'deleted', changed: 1 };
    expect(stateMade({ kind: 'states', note })).toBe('deleted');
    expect(stateMade({ kind: 'states', note: { changed: 1 } })).toBeUndefined();
    expect(stateMade({ kind: 'import', note })).toBeUndefined();
  });

  it('a memory is named where it is the only one, and an undo by what it took back', () => {
    expect(onlyMemory({ note: { changed: 1, memories: ['id'] } })).toBe('id');
    for (const memories of [['id', 'other'], [], 1, undefined])
      expect(onlyMemory({ note: { memories } })).toBeUndefined();
    expect(batchUndone({ kind: 'undo', note: { of: 'batch' } })).toBe('batch');
    expect(batchUndone({ kind: 'extract', note: { of: 'job' } })).toBeUndefined();
  });

  it('an unknown kind in the address narrows nothing', () => {
    expect(readHistorySearch({ kind: 'magic', batch: 'id' })).toEqual({ batch: 'id' });
    expect(readHistorySearch({ kind: 'undo' })).toEqual({ kind: 'undo' });
  });
});
