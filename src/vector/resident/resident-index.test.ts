import { describe, expect, it } from 'vitest';
import type { VectorPlace, VectorReads } from '../../store/port.js';
import { inColumns } from '../neighbours.js';
import type { Space } from '../port.js';
import { quantise } from './quantise.js';
import { ResidentIndex } from './resident-index.js';

/** The rows of a store in plain arrays, and the true answer by brute force. */
class PlainRows implements VectorReads {
  readonly cubes = new Map<number, Map<number, Float32Array>>();
  pages = 0;

  async block(_space: number, { cube }: VectorPlace, after: number, limit: number) {
    this.pages += 1;
    const rows = [...(this.cubes.get(cube) ?? [])].filter(([memory]) => memory > after);
    rows.sort(([a], [b]) => a - b);
    return rows.slice(0, limit).map(([memory, vector]) => ({ memory, ...quantise(vector) }));
  }

  async exact(_space: number, memories: readonly number[]) {
    const all = new Map([...this.cubes.values()].flatMap((cube) => [...cube]));
    return memories.map((memory) => all.get(memory));
  }

  nearest(cubes: number[], query: Float32Array, limit: number, allows: (m: number) => boolean) {
    const scored = cubes.flatMap((cube) =>
      [...(this.cubes.get(cube) ?? [])].map(([memory, vector]) => ({
        memory,
        cosine: vector.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0),
      })),
    );
    return scored
      .filter(({ memory }) => allows(memory))
      .toSorted((a, b) => b.cosine - a.cosine || a.memory - b.memory)
      .slice(0, limit)
      .map(({ memory }) => memory);
  }
}

const space = (dimension: number): Space => ({
  no: 1,
  provider: 'test',
  model: 'random',
  dimension,
  floor: -1,
});

function random(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function unit(next: () => number, dimension: number): Float32Array {
  const vector = Float32Array.from({ length: dimension }, () => next() + next() + next() - 1.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

describe('vector/resident-index', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('finds what brute force finds, seed %i', async (seed) => {
    const next = random(seed * 7919);
    const dimension = [16, 24, 96, 384][seed % 4] as number;
    const rows = new PlainRows();
    const index = new ResidentIndex(rows, { limitBytes: seed % 2 ? 1 : 1e9 });
    const versions = [1, 2, 3].map((no) => ({ no, changeSeq: 0, removalSeq: 0 }));
    let memory = 0;
    for (let step = 0; step < 25; step++) {
      const version = versions[Math.floor(next() * 3)] as (typeof versions)[number];
      const cube = rows.cubes.get(version.no) ?? new Map<number, Float32Array>();
      rows.cubes.set(version.no, cube);
      if (next() < 0.7) {
        for (let more = next() * 60; more > 0; more--) cube.set(++memory, unit(next, dimension));
      } else if (cube.size > 0) {
        const victim = [...cube.keys()][Math.floor(next() * cube.size)] as number;
        if (next() < 0.5) cube.delete(victim);
        else cube.set(victim, unit(next, dimension));
        version.removalSeq += 1;
      }
      version.changeSeq += 1;
      const query = unit(next, dimension);
      const allows = next() < 0.5 ? () => true : (no: number) => no % 3 !== 0;
      const cubes = versions.filter(() => next() < 0.7);
      const found = await index.nearest({
        space: space(dimension),
        cubes,
        partition: 'live',
        vector: query,
        limit: 10,
        allows,
      });
      const expected = rows.nearest(
        cubes.map(({ no }) => no),
        query,
        10,
        allows,
      );
      expect([...found.memories]).toEqual(expected);
    }
  });

  it('finds nearly all of the nearest 50 of many', async () => {
    const next = random(11);
    const rows = new PlainRows();
    rows.cubes.set(1, new Map(Array.from({ length: 3_000 }, (_, at) => [at + 1, unit(next, 384)])));
    const index = new ResidentIndex(rows, { limitBytes: 1e9 });
    let same = 0;
    for (let round = 0; round < 40; round++) {
      const vector = unit(next, 384);
      const cubes = [{ no: 1, changeSeq: 1, removalSeq: 0 }];
      const asked = { space: space(384), cubes, partition: 'live', vector, limit: 50 } as const;
      const found = new Set((await index.nearest(asked)).memories);
      const expected = rows.nearest([1], vector, 50, () => true);
      same += expected.filter((memory) => found.has(memory)).length;
    }
    expect(same / (40 * 50)).toBeGreaterThanOrEqual(0.995);
  });

  it('answers many at once from one loading', async () => {
    const next = random(5);
    const rows = new PlainRows();
    rows.cubes.set(1, new Map(Array.from({ length: 9_000 }, (_, at) => [at + 1, unit(next, 16)])));
    const index = new ResidentIndex(rows, { limitBytes: 1e9 });
    const cubes = [{ no: 1, changeSeq: 1, removalSeq: 0 }];
    const vector = unit(next, 16);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        index.nearest({ space: space(16), cubes, partition: 'live', vector, limit: 3 }),
      ),
    );
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(rows.pages).toBe(3);
  });

  it('lets go of the cubes used longest ago', async () => {
    const next = random(9);
    const rows = new PlainRows();
    for (const no of [1, 2, 3]) {
      rows.cubes.set(
        no,
        new Map(Array.from({ length: 500 }, (_, at) => [no * 1000 + at, unit(next, 16)])),
      );
    }
    const index = new ResidentIndex(rows, { limitBytes: 140_000 });
    for (const no of [1, 2, 3]) {
      await index.nearest({
        space: space(16),
        cubes: [{ no, changeSeq: 1, removalSeq: 0 }],
        partition: 'live' as const,
        vector: unit(next, 16),
        limit: 1,
      });
    }
    expect(index.residentBytes).toBeLessThanOrEqual(140_000);
    expect(index.residentBytes).toBeGreaterThan(0);
  });

  it('lets go of vectors that only save reading before it reads a block anew', async () => {
    const next = random(13);
    const rows = new PlainRows();
    for (const no of [1, 2]) {
      const numbers = Array.from({ length: 2_000 }, (_, at) => no * 10_000 + at);
      rows.cubes.set(no, new Map(numbers.map((memory) => [memory, unit(next, 384)])));
    }
    // Room for both blocks, and for some of the float32 vectors.
    const index = new ResidentIndex(rows, { limitBytes: 2_400_000 });
    const ask = (no: number) =>
      index.nearest({
        space: space(384),
        cubes: [{ no, changeSeq: 1, removalSeq: 0 }],
        partition: 'live',
        vector: unit(next, 384),
        limit: 50,
      });
    for (let round = 0; round < 40; round++) for (const no of [1, 2]) await ask(no);
    expect(rows.pages).toBe(2);
    expect(index.residentBytes).toBeLessThanOrEqual(2_400_000);
  });

  it('answers nothing to a zero vector or below the floor', async () => {
    const rows = new PlainRows();
    rows.cubes.set(1, new Map([[1, Float32Array.from([1, 0])]]));
    const index = new ResidentIndex(rows, { limitBytes: 1e9 });
    const ask = (vector: Float32Array) =>
      index.nearest({
        space: { ...space(2), floor: 0.3 },
        cubes: [{ no: 1, changeSeq: 1, removalSeq: 0 }],
        partition: 'live' as const,
        vector,
        limit: 5,
      });
    expect(await ask(new Float32Array(2))).toEqual(inColumns([]));
    expect(await ask(Float32Array.from([0, 1]))).toEqual(inColumns([]));
    const near = [{ memory: 1, cosine: 1 }];
    expect(await ask(Float32Array.from([1, 0]))).toEqual(inColumns(near));
  });
});
