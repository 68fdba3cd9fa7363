import { describe, expect, it } from 'vitest';
import { ExactVectors } from './exact-vectors.js';

const space = { no: 1, provider: 'test', model: 'plain', dimension: 2, floor: 0 };
const bytesOf = (vectors: number) => vectors * 2 * Float32Array.BYTES_PER_ELEMENT;

function exactVectors(limitBytes: number) {
  const read: number[] = [];
  const rows = {
    block: async () => [],
    async exact(_space: number, memories: readonly number[]) {
      read.push(...memories);
      return memories.map((memory) => (memory < 100 ? Float32Array.of(memory, 1) : undefined));
    },
  };
  return { vectors: new ExactVectors(rows, space, limitBytes), read };
}

describe('vector/exact-vectors', () => {
  it('keeps as many as its bytes allow, those used last', async () => {
    const { vectors, read } = exactVectors(bytesOf(4));
    await vectors.of([1, 2, 3, 4]);
    await vectors.of([1]);
    expect(vectors.bytes).toBe(bytesOf(4));
    expect(read).toEqual([1, 2, 3, 4]);
    // One too many: a quarter goes, those used longest ago.
    await vectors.of([5]);
    expect(vectors.bytes).toBe(bytesOf(3));
    read.length = 0;
    const found = await vectors.of([1, 2, 4, 5]);
    expect(found.map((vector) => vector?.[0])).toEqual([1, 2, 4, 5]);
    expect(read).toEqual([2]);
  });

  it('answers in the order asked for, undefined for what is not there, and forgets when told', async () => {
    const { vectors, read } = exactVectors(bytesOf(100));
    await vectors.of([2]);
    const found = await vectors.of([3, 2, 100, 1]);
    expect(found.map((vector) => vector?.[0])).toEqual([3, 2, undefined, 1]);
    vectors.clear();
    expect(vectors.bytes).toBe(0);
    await vectors.of([2]);
    expect(read).toEqual([2, 3, 100, 1, 2]);
  });

  it('answers also where nothing may be kept', async () => {
    const { vectors } = exactVectors(1);
    expect((await vectors.of([7]))[0]?.[0]).toBe(7);
    expect(vectors.bytes).toBe(0);
  });
});
