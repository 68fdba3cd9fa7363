import assert from 'node:assert/strict';
import { TulvingError } from '../errors.js';
import { reachOf } from '../model/scope.js';
import type { MemoryState } from '../model/memory.js';
import type { Restating } from '../store/change-set.js';
import type { Store, StoredMemory, StubQuery } from '../store/port.js';
import { changeSet, indexOf, noteOf, scopeOf, testSpace } from './change-sets.js';
import type { StoreSuiteOptions } from './store-suite.js';

const TENANT = 1;
const AT = Date.UTC(2026, 3, 1);
const ada = reachOf({ cube: 'user:ada' });

interface Case {
  store: Store;
  space: number;
}

/** What every store must do when many memories change their state at once. */
export function statesSuite({ name, runner, emptyPlace, open }: StoreSuiteOptions): void {
  const it = (title: string, body: (opened: Case) => Promise<void>) =>
    runner.it(title, async () => {
      const store = await open(await emptyPlace());
      try {
        await body({ store, space: await store.space(testSpace) });
      } finally {
        await store.close();
      }
    });
  runner.describe(`states of many memories in ${name}`, () => {
    commitCases(it);
    indexCases(it);
    stubCases(it);
  });
}

type It = (title: string, body: (opened: Case) => Promise<void>) => void;

function commitCases(it: It): void {
  it('gives all of them the state, with a version and an event each, oldest first', async (opened) => {
    const { store } = opened;
    const [one, two, three] = await notes(opened, 'red kite', 'blue kite', 'green tea');
    const before = await cubeOf(store);
    const last = await store.log.last();
    const actor = { principal: 'mia', app: 'dashboard' };
    const restated = { ...restating([two, one], 'archived'), reason: 'old' };
    await store.commit(changeSet({ at: AT, actor, restated }));

    const found = await store.memories.byNumbers([one.no, two.no, three.no]);
    assert.deepEqual(
      found.map(({ state, version, updatedAt }) => [state, version, updatedAt === AT]),
      [
        ['archived', 2, true],
        ['archived', 2, true],
        ['active', 1, false],
      ],
    );
    const entry = (await store.history.of(two.no)).at(-1);
    assert.deepEqual(
      [entry?.version, entry?.state, entry?.reason, entry?.actor, entry?.app, entry?.at],
      [2, 'archived', 'old', 'mia', 'dashboard', new Date(AT).toISOString()],
    );
    const events = await store.log.page(TENANT, last, 10);
    assert.deepEqual(
      events.map(({ kind, subject, version }) => [kind, subject, version]),
      [
        ['memory.updated', one.id, 2],
        ['memory.updated', two.id, 2],
      ],
    );
    assert.ok((events[0]?.hlc ?? 0) < (events[1]?.hlc ?? 0), 'the clock stood still');
    const after = await cubeOf(store);
    assert.equal(after.live, before.live - 2);
    assert.ok(after.removalSeq > before.removalSeq, 'nobody learns that memories left');
  });

  it('tells when they were deleted, and forgets that when they come back', async (opened) => {
    const { store } = opened;
    const [one, two] = await notes(opened, 'red kite', 'blue kite');
    await store.commit(changeSet({ at: AT, restated: restating([one], 'deleted') }));
    const deletedAt = async () =>
      (await store.memories.byNumbers([one.no, two.no])).map((memory) => memory.deletedAt);
    assert.deepEqual(await deletedAt(), [AT, null]);
    const back = restating([{ ...one, version: 2 }], 'active');
    await store.commit(changeSet({ at: AT + 1, restated: back }));
    assert.deepEqual(await deletedAt(), [null, null]);
    assert.equal((await cubeOf(store)).live, 2);
  });

  it('forgets an expiry that has passed when they come back, whatever they are then', async (opened) => {
    const { store, space } = opened;
    const expiring = noteOf('red kite', space);
    const memories = expiring.memories.map((memory) => ({ ...memory, expiresAt: AT - 1 }));
    const { memories: made } = await store.commit({ ...expiring, memories });
    const found = async () => {
      const [one] = await store.memories.byIds(TENANT, [made[0]?.id ?? '']);
      assert.ok(one, 'it is not there');
      return one;
    };
    for (const state of ['deleted', 'paused'] as const) {
      const at = AT + (await found()).version;
      await store.commit(changeSet({ at, restated: restating([await found()], state) }));
      assert.equal((await found()).expiresAt, state === 'deleted' ? AT - 1 : null);
    }
  });

  it('changes none of them when one has another version, or is another tenant’s', async (opened) => {
    const { store, space } = opened;
    const [one, two] = await notes(opened, 'red kite', 'blue kite');
    const other = await store.tenant('other');
    const theirs = await store.commit({ ...noteOf('theirs', space), tenant: other });
    const [foreign] = await store.memories.byIds(other, [theirs.memories[0]?.id ?? '']);
    assert.ok(foreign, 'the other tenant has no memory');
    for (const wrong of [{ ...two, version: 7 }, foreign]) {
      await assert.rejects(
        store.commit(changeSet({ restated: restating([one, wrong], 'paused') })),
        (error) => TulvingError.isInstance(error) && error.code === 'version_conflict',
      );
    }
    const found = await store.memories.byNumbers([one.no, two.no, foreign.no]);
    assert.deepEqual(
      found.map(({ state, version }) => [state, version]),
      Array.from({ length: 3 }, () => ['active', 1]),
    );
  });
}

function indexCases(it: It): void {
  it('moves their vectors, and finds by words what has come back', async (opened) => {
    const { store, space } = opened;
    const [one, two] = await notes(opened, 'red kite', 'blue kite');
    const { no: cube } = await cubeOf(store);
    const vectors = async () => {
      const parts = (['live', 'past'] as const).map((partition) =>
        store.vectors.block(space, { cube, partition }, 0, 10),
      );
      return (await Promise.all(parts)).map((rows) => rows.map(({ memory }) => memory));
    };
    await store.commit(changeSet({ restated: restating([one, two], 'paused') }));
    assert.deepEqual(await vectors(), [[], [one.no, two.no]]);
    await store.commit(changeSet({ restated: restating([{ ...one, version: 2 }], 'active') }));
    assert.deepEqual(await vectors(), [[one.no], [two.no]]);
    assert.ok((await holders(store, 'kite')).includes(one.no), 'it is not found by its words');
  });

  it('finds by words what was paused by itself, and comes back among many', async (opened) => {
    const { store, space } = opened;
    const [one, two] = await notes(opened, 'red kite', 'blue kite');
    const pause = { memory: one.id, expectVersion: 1, event: 'updated', state: 'paused' } as const;
    const index = indexOf('red kite', space);
    await store.commit(changeSet({ revisions: [{ ...pause, index }] }));
    await store.commit(changeSet({ restated: restating([{ ...one, version: 2 }], 'active') }));
    assert.deepEqual(await holders(store, 'kite'), [one.no, two.no]);
    assert.deepEqual(await holders(store, 'red'), [one.no]);
    const reindexed = [{ memory: one.id, expectVersion: 3, index }];
    await store.commit(changeSet({ reindexed }));
    assert.deepEqual(await holders(store, 'kite'), [one.no, two.no]);
  });

  it('tells whose terms lie elsewhere until they are indexed anew, or have come back', async (opened) => {
    const { store, space } = opened;
    const [one, two] = await notes(opened, 'red kite', 'blue kite');
    const identity = { analyser: 1, space };
    const counts = async () => {
      const { outdated, elsewhere } = await store.indexing.count(TENANT, identity);
      return { outdated, elsewhere };
    };
    await store.commit(changeSet({ restated: restating([one, two], 'paused') }));
    assert.deepEqual(await counts(), { outdated: 0, elsewhere: 2 });
    assert.equal((await store.indexing.outdated(TENANT, identity, 0, 10)).length, 2);
    await store.commit(changeSet({ restated: restating([{ ...one, version: 2 }], 'active') }));
    assert.deepEqual(await counts(), { outdated: 0, elsewhere: 1 });
    const index = indexOf('blue kite', space);
    await store.commit(changeSet({ reindexed: [{ memory: two.id, expectVersion: 2, index }] }));
    assert.deepEqual(await counts(), { outdated: 0, elsewhere: 0 });
    assert.deepEqual(await holders(store, 'kite'), [one.no]);
  });
}

function stubCases(it: It): void {
  it('pages what a reach has in a state, newest first, or of some numbers alone', async (opened) => {
    const { store, space } = opened;
    const [one, two, three] = await notes(opened, 'red kite', 'blue kite', 'green tea');
    await store.commit(noteOf('grey', space, { scope: scopeOf({ cube: 'b', user: null }) }));
    await store.commit(changeSet({ restated: restating([two], 'paused') }));
    const stubs = async (query: StubQuery) =>
      (await store.memories.stubs(query)).map((one) => ({ ...one }));
    const all = { tenant: TENANT, reach: ada, state: 'active', limit: 10, at: 0 } as const;
    const stub = ({ no, id }: StoredMemory) => ({ no, id, version: 1, user: 'ada' });
    assert.deepEqual(await stubs(all), [stub(three), stub(one)]);
    assert.deepEqual(await stubs({ ...all, limit: 1 }), [stub(three)]);
    assert.deepEqual(await stubs({ ...all, before: three.no }), [stub(one)]);
    const among = [one.no, two.no];
    const everywhere = { ...all, reach: { cubes: 'all' } } as const;
    assert.deepEqual(await stubs({ ...everywhere, among }), [stub(one)]);
    assert.equal((await stubs(everywhere)).length, 3);
    assert.deepEqual(await store.memories.cubesHolding(everywhere), ['b', 'user:ada']);
    const paused = { ...everywhere, state: 'paused' } as const;
    assert.deepEqual(await store.memories.cubesHolding(paused), ['user:ada']);
  });
}

function restating(
  memories: readonly Pick<StoredMemory, 'no' | 'id' | 'version'>[],
  state: MemoryState,
): Restating {
  const expected = memories.map(({ no, id, version }) => ({ no, id, expectVersion: version }));
  return { memories: expected, state, event: 'updated' };
}

/** So many memories as texts. */
async function notes<Texts extends readonly string[]>(
  { store, space }: Case,
  ...texts: Texts
): Promise<{ [Text in keyof Texts]: StoredMemory }> {
  const made: StoredMemory[] = [];
  for (const text of texts) {
    const { memories } = await store.commit(noteOf(text, space));
    made.push(...(await store.memories.byIds(TENANT, [memories[0]?.id ?? ''])));
  }
  assert.equal(made.length, texts.length);
  return made as { [Text in keyof Texts]: StoredMemory };
}

async function cubeOf(store: Store) {
  const [cube] = await store.cubes.states(TENANT, ['user:ada']);
  assert.ok(cube, 'the cube is not there');
  return cube;
}

/** The memories of the live part that hold a term. */
async function holders(store: Store, term: string): Promise<number[]> {
  const { no } = await cubeOf(store);
  const live = new Set((await store.cubes.outline(no, 'live', 0, 10)).map(({ memory }) => memory));
  const [postings] = await store.words.postings(no, 'live', [term]);
  const found = [...(postings?.memories ?? [])];
  assert.deepEqual(await holdersAmongAll(store, no, term), found);
  return found.filter((memory) => live.has(memory));
}

async function holdersAmongAll(store: Store, cube: number, term: string): Promise<number[]> {
  const { terms, ends, memories } = await store.words.allPostings(cube, 'live');
  const at = terms.indexOf(term);
  return at < 0 ? [] : [...memories.subarray(ends[at - 1] ?? 0, ends[at])];
}
