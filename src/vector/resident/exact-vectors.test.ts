import { describe, expect, it } from 'vitest';
import { ExactVectors } from './exact-vectors.js';

const DIMENSION = 8;
const BYTES_OF_ROW = DIMENSION * Float32Array.BYTES_PER_ELEMENT;
const space = { no: 1, provider: 'test', model: 'test', dimension: DIMENSION, floor: 0 };

/** The n-th has n at its second place. */
const plain = (memory: number) => new Float32Array(DIMENSION).fill(memory, 1, 2);

/** From 100 on, none is there. */
function exactVectors(limitBytes: number, vectorOf = plain, dimension = DIMENSION) {
  const read: number[] = [];
  const rows = {
    block: async () => [],
    async exact(_space: number, memories: readonly number[]) {
      read.push(...memories);
      return memories.map((memory) => (memory < 100 ? vectorOf(memory) : undefined));
    },
  };
  return { vectors: new ExactVectors(rows, { ...space, dimension }, limitBytes), read };
}

const query = Float32Array.from({ length: DIMENSION }, (_, at) => (at === 1 ? 0.5 : 1));

/** The query, and so many rows. */
const roomFor = (rows: number) => (1 + rows) * BYTES_OF_ROW;

describe('vector/resident/exact-vectors', () => {
  it('keeps as many as its bytes allow, and reads those again that had to go', async () => {
    const { vectors, read } = exactVectors(roomFor(4));
    await vectors.nearnessOf([1, 2, 3, 4], query);
    await vectors.nearnessOf([1], query);
    expect(read).toEqual([1, 2, 3, 4]);
    // Takes the row of the one that was not asked for since.
    await vectors.nearnessOf([5], query);
    read.length = 0;
    const found = await vectors.nearnessOf([1, 3, 4, 5], query);
    expect(found.map(({ memory, cosine }) => [memory, cosine])).toEqual([
      [1, 0.5],
      [3, 1.5],
      [4, 2],
      [5, 2.5],
    ]);
    expect(read).toEqual([]);
    await vectors.nearnessOf([2], query);
    expect(read).toEqual([2]);
  });

  it('tells of each what it is, though those read with it take its row', async () => {
    const { vectors } = exactVectors(roomFor(3));
    await vectors.nearnessOf([1, 2, 3], query);
    const memories = [2, 7, 8, 3, 9, 1, 4, 200];
    const found = await vectors.nearnessOf(memories, query);
    const expected = memories.filter((memory) => memory < 100).map((one) => [one, one / 2]);
    expect(found.map(({ memory, cosine }) => [memory, cosine])).toEqual(
      expect.arrayContaining(expected),
    );
    expect(found).toHaveLength(expected.length);
  });

  it('does not mix up two that ask at once', async () => {
    const { vectors } = exactVectors(roomFor(10));
    const other = query.map((value) => 2 * value);
    await vectors.nearnessOf([1], query);
    const [one, two] = await Promise.all([
      vectors.nearnessOf([1, 2, 3], query),
      vectors.nearnessOf([1, 3, 4], other),
    ]);
    expect(one.map(({ cosine }) => cosine)).toEqual([0.5, 1, 1.5]);
    expect(two.map(({ cosine }) => cosine)).toEqual([1, 3, 4]);
  });

  it('forgets when told, and answers where next to nothing may be kept', async () => {
    const { vectors, read } = exactVectors(1);
    const found = await vectors.nearnessOf([7, 8], query);
    expect(found.map(({ cosine }) => cosine)).toEqual([3.5, 4]);
    expect(vectors.bytes).toBeGreaterThan(0);
    vectors.clear();
    expect(vectors.bytes).toBe(0);
    await vectors.nearnessOf([8], query);
    expect(read).toEqual([7, 8, 8]);
  });

  it.each([1, 7, 8, 9, 384, 3_072])(
    'multiplies as plain arithmetic does, at %i dimensions',
    async (dimension) => {
      const values = (from: number) =>
        Float32Array.from({ length: dimension }, (_, at) => Math.sin(from + at) / dimension);
      const { vectors } = exactVectors(1e6, values, dimension);
      const memories = Array.from({ length: 99 }, (_, at) => at + 1);
      const asked = values(0.5);
      for (const { memory, cosine } of await vectors.nearnessOf(memories, asked)) {
        const sum = values(memory).reduce((so, value, at) => so + value * (asked[at] ?? 0), 0);
        expect(cosine).toBeCloseTo(sum, 6);
      }
    },
  );
});
