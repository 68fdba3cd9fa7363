import assert from 'node:assert/strict';
import { reachOf } from '../model/scope.js';
import type { IndexIdentity } from '../model/index-identity.js';
import type { IndexEntry, Reindexing } from '../store/change-set.js';
import type { Store } from '../store/port.js';
import { changeSet, indexOf, noteOf, revisionOf, scopeOf, testSpace } from './change-sets.js';
import type { TestRunner } from './store-suite.js';

export interface IndexingSuiteOptions {
  /** For the headline of the suite. */
  name: string;
  runner: TestRunner;
  /** A place where nothing is kept yet. */
  emptyPlace(): string | Promise<string>;
  open(place: string): Promise<Store>;
}

interface Case {
  store: Store;
  /** What the builders of the tests make their entries by. */
  old: IndexIdentity;
  /** A newer analyser, with a space of its own. */
  renewed: IndexIdentity;
}

type It = (title: string, body: (opened: Case) => Promise<void>) => void;

const TENANT = 1;

/**
 * What every store must do so that an index can be made anew.
 *
 * @example
 * indexingSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open: openSqliteStore });
 */
export function indexingSuite({ name, runner, emptyPlace, open }: IndexingSuiteOptions): void {
  const it: It = (title, body) =>
    runner.it(title, async () => {
      const store = await open(await emptyPlace());
      try {
        const space = await store.space(testSpace);
        const later = await store.space({ ...testSpace, model: 'later' });
        const old = { analyser: 1, space };
        await body({ store, old, renewed: { analyser: 2, space: later } });
      } finally {
        await store.close();
      }
    });
  runner.describe(`index of ${name}`, () => {
    countingCases(it);
    reindexingCases(it);
  });
}

function countingCases(it: It): void {
  it('counts what an older analyser or an earlier space has indexed', async (opened) => {
    const { store, old, renewed } = opened;
    await store.commit(noteOf('red kite', old.space));
    await store.commit(noteOf('green tea', old.space));
    const outdatedFor = async (identity: IndexIdentity) =>
      (await store.indexing.count(TENANT, identity)).outdated;
    assert.deepEqual(await store.indexing.count(TENANT, old), {
      memories: 2,
      outdated: 0,
      elsewhere: 0,
    });
    assert.equal(await outdatedFor(renewed), 2);
    assert.equal(await outdatedFor({ ...old, analyser: 2 }), 2);
    assert.equal(await outdatedFor({ ...old, space: renewed.space }), 2);
    // The newer one wins: what it has done is not undone by an older one.
    assert.equal(await outdatedFor({ analyser: 0, space: renewed.space }), 0);
  });

  it('pages what is outdated by cube, deleted memories too, and not those of other tenants', async (opened) => {
    const { store, old, renewed } = opened;
    const inCube = (cube: string, text: string) =>
      store.commit(noteOf(text, old.space, { scope: scopeOf({ cube }) }));
    const other = await store.tenant('other');
    await store.commit({ ...noteOf('theirs', old.space), tenant: other });
    for (const text of ['one', 'two']) await inCube('a', text);
    for (const text of ['three', 'four']) await inCube('b', text);
    const [three] = await page(store, 'b', 'three');
    const index = indexOf('three', old.space);
    const deletion = { expectVersion: 1, event: 'deleted', state: 'deleted', index } as const;
    await store.commit(changeSet({ revisions: [{ memory: three?.id ?? '', ...deletion }] }));

    const first = await store.indexing.outdated(TENANT, renewed, 0, 3);
    assert.equal(first.length, 3);
    const cubes = first.map(({ cube }) => cube);
    assert.deepEqual(
      cubes,
      cubes.toSorted((a, b) => a - b),
    );
    const fromLast = await store.indexing.outdated(TENANT, renewed, cubes.at(-1) ?? 0, 10);
    assert.deepEqual(fromLast.map(({ text }) => text).toSorted(), ['four', 'three']);
    assert.deepEqual(await store.indexing.outdated(TENANT, old, 0, 10), []);
    const all = await store.indexing.all(TENANT, 0, 3);
    assert.deepEqual(
      all.map(({ text, version }) => [text, version]),
      [
        ['one', 1],
        ['two', 1],
        ['three', 2],
      ],
    );
    const rest = await store.indexing.all(TENANT, all.at(-1)?.no ?? 0, 3);
    assert.deepEqual(
      rest.map(({ text }) => text),
      ['four'],
    );
  });
}

function reindexingCases(it: It): void {
  it('gives a memory new terms and vectors, and nothing else', async (opened) => {
    const { store, old, renewed } = opened;
    const { id, no } = await note(store, 'red kite', old);
    const before = await store.memories.byIds(TENANT, [id]);
    const was = await stateOf(store);
    await store.commit(changeSet({ reindexed: [anew(id, 'crimson kite', renewed)] }));
    assert.deepEqual(await holders(store, 'red'), []);
    assert.deepEqual(await holders(store, 'crimson'), [no]);
    const place = { cube: was.no, partition: 'live' } as const;
    assert.deepEqual(await store.vectors.block(old.space, place, 0, 10), []);
    assert.equal((await store.vectors.block(renewed.space, place, 0, 10)).length, 1);
    assert.deepEqual(await store.memories.byIds(TENANT, [id]), before);
    assert.equal((await store.history.of(no)).length, 1);
    assert.equal((await store.log.page(TENANT, 0, 10)).length, 2);
    assert.equal((await store.indexing.count(TENANT, renewed)).outdated, 0);
  });

  it('keeps a vector that is the same, and one that no entry replaces', async (opened) => {
    const { store, old } = opened;
    const { id, no } = await note(store, 'red kite', old);
    const same = { ...indexOf('red kite', old.space), madeBy: { ...old, analyser: 2 } };
    await store.commit(changeSet({ reindexed: [{ memory: id, expectVersion: 1, index: same }] }));
    const none = { ...same, madeBy: { ...old, analyser: 3 }, vectors: [] };
    await store.commit(changeSet({ reindexed: [{ memory: id, expectVersion: 1, index: none }] }));
    const [exact] = await store.vectors.exact(old.space, [no]);
    assert.deepEqual(exact, same.vectors[0]?.float32);
    assert.equal((await store.indexing.count(TENANT, none.madeBy)).outdated, 0);
  });

  it('tells those who hold the cube to read it anew once the last is done', async (opened) => {
    const { store, old, renewed } = opened;
    const one = await note(store, 'red kite', old);
    const two = await note(store, 'green tea', old);
    const start = await stateOf(store);
    await store.commit(changeSet({ reindexed: [anew(one.id, 'red kite', renewed)] }));
    const between = await stateOf(store);
    assert.ok(between.changeSeq > start.changeSeq);
    assert.equal(between.removalSeq, start.removalSeq);
    await store.commit(changeSet({ reindexed: [anew(two.id, 'green tea', renewed)] }));
    assert.ok((await stateOf(store)).removalSeq > between.removalSeq);
  });

  it('leaves alone what changed meanwhile, is gone, or was indexed by a newer one', async (opened) => {
    const { store, old, renewed } = opened;
    const corrected = await note(store, 'red kite', old);
    const newer = await note(store, 'green tea', old);
    await store.commit(
      changeSet({ revisions: [revisionOf(corrected.id, 'blue kite', old.space)] }),
    );
    const ahead = { ...renewed, analyser: 9 };
    await store.commit(changeSet({ reindexed: [anew(newer.id, 'verdant', ahead)] }));
    const late = [
      anew(corrected.id, 'red kite', renewed),
      anew(newer.id, 'green tea', renewed),
      anew('0190b4e1-0000-7000-8000-000000000000', 'gone', renewed),
    ];
    await store.commit(changeSet({ reindexed: late }));
    assert.deepEqual(await holders(store, 'red'), []);
    assert.deepEqual(await holders(store, 'blue'), [corrected.no]);
    assert.deepEqual(await holders(store, 'verdant'), [newer.no]);
    const outdated = await store.indexing.outdated(TENANT, renewed, 0, 10);
    assert.deepEqual(
      outdated.map(({ text, version }) => [text, version]),
      [['blue kite', 2]],
    );
  });

  it('renews the index of whatever is changed, and what an older one changes is outdated again', async (opened) => {
    const { store, old, renewed } = opened;
    const { id, no } = await note(store, 'red kite', old);
    const label = { memory: id, expectVersion: 1, event: 'updated', tags: ['bird'] } as const;
    await store.commit(
      changeSet({ revisions: [{ ...label, index: entry('crimson kite', renewed) }] }),
    );
    assert.deepEqual(await holders(store, 'crimson'), [no]);
    assert.equal((await store.indexing.count(TENANT, renewed)).outdated, 0);
    const revision = { ...revisionOf(id, 'blue kite', old.space), expectVersion: 2 };
    await store.commit(changeSet({ revisions: [revision] }));
    assert.equal((await store.indexing.count(TENANT, renewed)).outdated, 1);
  });
}

function entry(text: string, madeBy: IndexIdentity): IndexEntry {
  return { ...indexOf(text, madeBy.space), madeBy };
}

function anew(memory: string, text: string, madeBy: IndexIdentity): Reindexing {
  return { memory, expectVersion: 1, index: entry(text, madeBy) };
}

async function note(store: Store, text: string, { space }: IndexIdentity) {
  const { memories } = await store.commit(noteOf(text, space));
  const [memory] = await store.memories.byIds(TENANT, [memories[0]?.id ?? '']);
  assert.ok(memory, 'the memory is not there');
  return memory;
}

async function page(store: Store, cube: string, text: string) {
  const query = { tenant: TENANT, reach: reachOf({ cube }), state: 'active', limit: 9 } as const;
  const found = await store.memories.page({ ...query, at: 0 });
  return found.filter((memory) => memory.text === text);
}

async function stateOf(store: Store) {
  const [cube] = await store.cubes.states(TENANT, ['user:ada']);
  assert.ok(cube, 'the cube is not there');
  return cube;
}

async function holders(store: Store, term: string): Promise<number[]> {
  const { no } = await stateOf(store);
  const [postings] = await store.words.postings(no, 'live', [term]);
  return [...(postings?.memories ?? [])];
}
