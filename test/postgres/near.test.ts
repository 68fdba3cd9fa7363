import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import type { Database } from '../../src/store/postgres/driver.js';
import { openPostgresStore, type PostgresStore } from '../../src/store/postgres/store.js';
import { quantise } from '../../src/vector/resident/quantise.js';
import { ResidentIndex } from '../../src/vector/resident/resident-index.js';
import { BySizeIndex } from '../../src/vector/near/by-size-index.js';
import { NearIndex } from '../../src/vector/near/near-index.js';
import { inRows } from '../../src/vector/neighbours.js';
import type { VectorQuery } from '../../src/vector/port.js';
import { changeSet, newMemory } from '../../src/testing/index.js';
import { databaseOf, emptyDatabase } from '../helpers/databases.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const DIMENSION = 32;
const MEMORIES = 1_500;
const LARGE = 500;
const identity = { provider: 'test', model: 'near', dimension: DIMENSION };

/** Vectors around a few centres, as those of texts are. */
function vectors(seed: number) {
  let state = seed;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647 - 0.5;
  const centres = Array.from({ length: 12 }, () => Array.from({ length: DIMENSION }, next));
  return () => {
    const centre = centres[Math.floor((next() + 0.5) * centres.length)] as number[];
    const vector = Float32Array.from(centre, (value) => value + next());
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
}

async function filled(database: Database) {
  const store = await openPostgresStore({ database });
  const space = await store.space(identity);
  const next = vectors(7);
  for (let first = 0; first < MEMORIES; first += 500) {
    const memories = Array.from({ length: 500 }, (_, at) => {
      const float32 = next();
      const note = newMemory(`note ${first + at}`, space);
      const { index } = note;
      const vector = { space, float32, ...quantise(float32) };
      return { ...note, sources: [], index: { ...index, vectors: [vector] } };
    });
    await store.commit({ ...changeSet(), memories });
  }
  return { store, space: { ...identity, no: space, floor: -1 }, next };
}

async function indexesOf(store: PostgresStore, onMissing: (cube: number) => void = () => {}) {
  const { near } = store.vectors;
  const resident = new ResidentIndex(store.vectors, { limitBytes: 1e9 });
  const bySize = new BySizeIndex({
    resident: new ResidentIndex(store.vectors, { limitBytes: 1e9 }),
    near: new NearIndex(store.vectors, near),
    store: near,
    limit: LARGE,
    onMissing,
  });
  return { resident, bySize, cubes: await store.cubes.states(1, 'all') };
}

const masks: readonly [string, VectorQuery['allows']][] = [
  ['no mask', undefined],
  ['a mask that lets a third through', (memory) => memory % 3 === 0],
  ['a mask that lets few through', (memory) => memory % 100 === 0],
];

describe('an index of a large cube', () => {
  it('is missing, then made, and finds what is nearest (T7)', async () => {
    const { store, space, next } = await filled(await (await emptyDatabase()).open());
    const { near } = store.vectors;
    const missing: number[] = [];
    const { resident, bySize, cubes } = await indexesOf(store, (cube) => missing.push(cube));
    const [cube] = cubes as [(typeof cubes)[0]];
    const ask = { space, cubes, partition: 'live' as const, limit: 20, estimates: 100 };

    // Searched in memory until there is one.
    expect((await bySize.nearest({ ...ask, vector: next() })).memories).toHaveLength(100);
    expect(bySize.residentBytes).toBeGreaterThan(0);
    expect(missing).toEqual([cube.no]);
    expect(await near.isMissing(1, LARGE)).toBe(true);
    expect(await near.isMissing(1, MEMORIES)).toBe(false);

    const [report] = await near.build(1, LARGE, () => {});
    expect(report).toMatchObject({ space: space.no, cube: cube.no });
    expect(report?.recall).toBeGreaterThanOrEqual(0.95);
    expect(await near.isMissing(1, LARGE)).toBe(false);
    expect(await near.isReady(space.no, cube.no)).toBe(true);
    expect(await near.build(1, LARGE, () => {})).toEqual([]);

    bySize.close();
    for (const [name, allows] of masks) {
      let found = 0;
      for (let query = 0; query < 20; query++) {
        const asked = { ...ask, vector: next(), ...(allows && { allows }) };
        const [exact, about] = (
          await Promise.all([resident.nearest(asked), bySize.nearest(asked)])
        ).map(inRows) as [ReturnType<typeof inRows>, ReturnType<typeof inRows>];
        const told = [...about.near, ...about.estimates];
        expect(told.every(({ memory }) => allows?.(memory) ?? true)).toBe(true);
        const near = new Set(about.near.map(({ memory }) => memory));
        found += exact.near.filter(({ memory }) => near.has(memory)).length / exact.near.length;
        // Scored by the exact vectors: the same memory has the same cosine.
        const [first] = exact.near;
        const same = told.find(({ memory }) => memory === first?.memory);
        if (same) expect(same.cosine).toBeCloseTo(first?.cosine ?? 0, 6);
      }
      expect({ name, found: found / 20 > 0.95 }).toEqual({ name, found: true });
    }
    expect(bySize.residentBytes).toBe(0);
    await store.close();
  });

  it('that was left half made is made anew', async () => {
    const database = await (await emptyDatabase()).open();
    const { store, space } = await filled(database);
    const { near } = store.vectors;
    const cube = (await store.cubes.states(1, 'all'))[0]?.no ?? 0;
    await near.build(1, LARGE, () => {});
    await database.run(
      'UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass(?)',
      `vector_near_${space.no}_${cube}`,
    );
    expect(await near.isMissing(1, LARGE)).toBe(true);
    expect(await near.build(1, LARGE, () => {})).toHaveLength(1);
    expect(await near.isReady(space.no, cube)).toBe(true);
    // A cube that has become small needs none.
    await near.build(1, 4 * MEMORIES, () => {});
    expect(await near.isReady(space.no, cube)).toBe(false);
    await store.close();
  });

  it('is made by a job, keeps up with what is added, and its recall is checked', async () => {
    const directory = temporaryDirectory();
    const open = async () =>
      createMemory(
        { data: directory },
        { database: await (await databaseOf(directory)).open(), largeCube: 40 },
      );
    const memory = await open();
    const ada = { user_id: 'ada' };
    for (let at = 0; at < 60; at++) await memory.add({ ...ada, text: `Note ${at} about kites.` });
    await memory.runJobs((_, error) => {
      throw error;
    });
    const { data } = await memory.jobs.list({ kind: 'index-vectors' });
    expect(data[0]).toMatchObject({ state: 'done' });
    await memory.add({ ...ada, text: 'My sister Mia lives in Lisbon.' });
    const { results } = await memory.search({ ...ada, query: 'Where does my sister live?' });
    expect(results[0]?.text).toContain('Lisbon');
    const checks = await memory.check();
    expect(checks.find(({ name }) => name.startsWith('indexes of large cubes'))).toMatchObject({
      ok: true,
      detail: expect.stringContaining('%'),
    });
    await memory.close();
  });
});
