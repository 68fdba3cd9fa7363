import assert from 'node:assert/strict';
import type { Embedded, IndexEntry } from '../store/change-set.js';
import type { Store } from '../store/port.js';
import { type ModelSpace, type ModelSpaceIdentity, MOST_TRIES } from '../store/spaces.js';
import { changeSet, indexOf, noteOf, revisionOf, scopeOf, testSpace } from './change-sets.js';
import type { TestRunner } from './store-suite.js';

export interface SpacesSuiteOptions {
  /** For the headline of the suite. */
  name: string;
  runner: TestRunner;
  /** A place where nothing is kept yet. */
  emptyPlace(): string | Promise<string>;
  open(place: string): Promise<Store>;
}

interface Case {
  store: Store;
  /** Of vectors that are made at once. */
  local: number;
}

type It = (title: string, body: (opened: Case) => Promise<void>) => void;

const TENANT = 1;
const AT = Date.UTC(2026, 2, 4);
const small: ModelSpaceIdentity = {
  provider: 'test',
  model: 'small',
  dimension: 4,
  floor: 0.2,
  normalised: true,
};
const large = { ...small, model: 'large', floor: 0.3 };

/**
 * What every store must do for vectors that a model makes after the write.
 *
 * @example
 * spacesSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open: openSqliteStore });
 */
export function spacesSuite({ name, runner, emptyPlace, open }: SpacesSuiteOptions): void {
  const it: It = (title, body) =>
    runner.it(title, async () => {
      const store = await open(await emptyPlace());
      try {
        await body({ store, local: await store.space(testSpace) });
      } finally {
        await store.close();
      }
    });
  runner.describe(`spaces of ${name}`, () => {
    waitingCases(it);
    claimingCases(it);
    keepingCases(it);
    switchingCases(it);
  });
}

function waitingCases(it: It): void {
  it('has what is kept and what is added wait in the space wanted last', async ({
    store,
    local,
  }) => {
    await store.commit(noteOf('red kite', local));
    assert.deepEqual(await store.spaces.list(), []);
    const space = await store.spaces.want(small, AT);
    assert.deepEqual({ ...space, no: 0 }, { ...small, no: 0, wantedAt: AT, readyAt: null });
    await store.commit(noteOf('green tea', local));
    assert.deepEqual(await store.spaces.waiting(space.no), { pending: 2, givenUp: 0, cause: null });
    const { no } = await cubeOf(store);
    const waiting = await store.spaces.waitingIn(space.no, no, 9);
    assert.deepEqual(
      waiting,
      waiting.toSorted((a, b) => b - a),
    );
    assert.deepEqual(await store.spaces.waitingIn(space.no, no, 1), waiting.slice(0, 1));
    assert.equal(await store.spaces.waitingAmong(space.no, [...waiting, 999]), 2);
  });

  it('counts a tenant apart from the others', async ({ store, local }) => {
    const other = await store.tenant('other');
    await store.commit({ ...noteOf('theirs', local), tenant: other });
    await store.commit(noteOf('ours', local));
    const { no } = await store.spaces.want(small, AT);
    assert.equal((await store.spaces.waiting(no)).pending, 2);
    assert.equal((await store.spaces.waiting(no, other)).pending, 1);
    const claimed = await claim(store, no, { tenant: other });
    assert.deepEqual(
      claimed.map(({ text }) => text),
      ['theirs'],
    );
  });

  it('has another text wait again, and what is deleted wait no more', async ({ store, local }) => {
    const { no } = await store.spaces.want(small, AT);
    const [memory] = (await store.commit(noteOf('red kite', local))).memories;
    await keep(store, no);
    assert.equal((await store.spaces.waiting(no)).pending, 0);
    const id = memory?.id ?? '';
    const tagged = { ...revisionOf(id, 'red kite', local), text: undefined, tags: ['bird'] };
    const { text: _, ...revision } = tagged;
    await store.commit(changeSet({ revisions: [revision] }));
    assert.equal((await store.spaces.waiting(no)).pending, 0);
    const corrected = { ...revisionOf(id, 'blue kite', local), expectVersion: 2 };
    await store.commit(changeSet({ revisions: [corrected] }));
    assert.equal((await store.spaces.waiting(no)).pending, 1);
    const index = indexOf('blue kite', local);
    const deletion = { memory: id, expectVersion: 3, event: 'deleted', index } as const;
    await store.commit(changeSet({ revisions: [{ ...deletion, state: 'deleted' }] }));
    assert.equal((await store.spaces.waiting(no)).pending, 0);
    const back = { ...deletion, expectVersion: 4, event: 'restored', state: 'active' } as const;
    await store.commit(changeSet({ revisions: [back] }));
    assert.equal((await store.spaces.waiting(no)).pending, 1);
  });
}

function claimingCases(it: It): void {
  it('gives a memory to one only, until the claim ends or is given back', async ({
    store,
    local,
  }) => {
    const { no } = await store.spaces.want(small, AT);
    for (const text of ['one', 'two', 'three']) await store.commit(noteOf(text, local));
    const first = await claim(store, no, { by: 'a', limit: 2 });
    const rest = await claim(store, no, { by: 'b', limit: 2 });
    assert.deepEqual(
      [...first, ...rest].map(({ text }) => text),
      ['one', 'two', 'three'],
    );
    assert.deepEqual(await claim(store, no, { by: 'c' }), []);
    await store.spaces.release('b');
    assert.equal((await claim(store, no, { by: 'c' })).length, 1);
    const later = AT + 100_000;
    assert.equal((await claim(store, no, { by: 'd', at: later, until: later + 1 })).length, 3);
  });

  it('gives up what was tried often enough, and tries it again when the space is wanted anew', async ({
    store,
    local,
  }) => {
    const { no } = await store.spaces.want(small, AT);
    await store.commit(noteOf('one', local));
    const [memory] = await claim(store, no, { by: 'a' });
    await store.spaces.release('a');
    const flaws = [{ memory: memory?.no ?? 0, cause: 'all zeros' }];
    for (let tries = 0; tries < MOST_TRIES; tries++) await store.spaces.failed(no, flaws);
    assert.deepEqual(await claim(store, no), []);
    assert.deepEqual(await store.spaces.waiting(no), {
      pending: 1,
      givenUp: 1,
      cause: 'all zeros',
    });
    assert.notEqual(await store.spaces.settle(no, AT), null);
    await store.spaces.want(small, AT);
    assert.equal((await claim(store, no)).length, 1);
  });
}

function keepingCases(it: It): void {
  it('keeps a vector beside those of other spaces', async ({ store, local }) => {
    const { no } = await store.spaces.want(small, AT);
    await store.commit(noteOf('red kite', local));
    const { no: cube } = await cubeOf(store);
    await keep(store, no);
    const place = { cube, partition: 'live' } as const;
    const [row] = await store.vectors.block(no, place, 0, 9);
    const [exact] = await store.vectors.exact(no, [row?.memory ?? 0]);
    assert.deepEqual(exact, indexOf('red kite', no).vectors[0]?.float32);
    assert.equal((await store.vectors.block(local, place, 0, 9)).length, 1);
  });

  it('keeps it when the vectors that are made at once are made anew', async ({ store, local }) => {
    const { no } = await store.spaces.want(small, AT);
    const [memory] = (await store.commit(noteOf('red kite', local))).memories;
    await keep(store, no);
    const { no: cube } = await cubeOf(store);
    const next = await store.space({ ...testSpace, model: 'later' });
    const index: IndexEntry = {
      ...indexOf('red kite', next),
      madeBy: { analyser: 2, space: next },
    };
    const anew = { memory: memory?.id ?? '', expectVersion: 1, index };
    await store.commit(changeSet({ reindexed: [anew] }));
    const count = async (space: number) =>
      (await store.vectors.block(space, { cube, partition: 'live' }, 0, 9)).length;
    assert.deepEqual([await count(local), await count(next), await count(no)], [0, 1, 1]);
  });

  it('leaves out a vector of words that changed meanwhile', async ({ store, local }) => {
    const { no } = await store.spaces.want(small, AT);
    const [memory] = (await store.commit(noteOf('red kite', local))).memories;
    const claimed = await claim(store, no);
    await store.commit(
      changeSet({ revisions: [revisionOf(memory?.id ?? '', 'blue kite', local)] }),
    );
    await store.commit(changeSet({ embedded: claimed.map((one) => embedded(one, no)) }));
    assert.equal((await store.spaces.waiting(no)).pending, 1);
  });

  it('forgets with a memory that it waited', async ({ store, local }) => {
    const { no } = await store.spaces.want(small, AT);
    const [memory] = (await store.commit(noteOf('red kite', local))).memories;
    const id = memory?.id ?? '';
    const gone = { id, version: 1, sources: 1, fingerprints: [] };
    const [stored] = await store.memories.byIds(TENANT, [id]);
    const episodes = stored?.sources.map(({ episode }) => episode) ?? [];
    const traces = { said: [], named: [], pauseUntil: null };
    await store.commit(
      changeSet({ erasure: { spans: [], memories: [gone], episodes, cubes: [], traces } }),
    );
    assert.equal((await store.spaces.waiting(no)).pending, 0);
    assert.deepEqual(await claim(store, no), []);
  });

  it('tells those who hold a searched cube of a vector before the last', async ({
    store,
    local,
  }) => {
    const { no } = await store.spaces.want(small, AT);
    for (const text of ['one', 'two']) await store.commit(noteOf(text, local));
    const start = await cubeOf(store);
    const [one, two] = await claim(store, no);
    assert.ok(one && two);
    await store.commit(changeSet({ embedded: [embedded(two, no)] }));
    await store.commit(changeSet({ embedded: [embedded(one, no)] }));
    // Nobody searches it yet.
    assert.deepEqual(await cubeOf(store), start);
    await store.spaces.settle(no, AT);
    for (const text of ['three', 'four']) await store.commit(noteOf(text, local));
    const [three, four] = await claim(store, no);
    assert.ok(three && four);
    const before = await cubeOf(store);
    await store.commit(changeSet({ embedded: [embedded(four, no)] }));
    const added = await cubeOf(store);
    assert.ok(added.changeSeq > before.changeSeq);
    assert.equal(added.removalSeq, before.removalSeq);
    await store.commit(changeSet({ embedded: [embedded(three, no)] }));
    assert.ok((await cubeOf(store)).removalSeq > before.removalSeq);
  });
}

function switchingCases(it: It): void {
  it('takes a space into use once nothing waits, and lets it stay in use', async ({
    store,
    local,
  }) => {
    const { no } = await store.spaces.want(small, AT);
    await store.commit(noteOf('one', local));
    assert.equal(await store.spaces.settle(no, AT + 1), null);
    await keep(store, no);
    assert.equal(await store.spaces.settle(no, AT + 2), AT + 2);
    await store.commit(noteOf('two', local));
    assert.equal(await store.spaces.settle(no, AT + 3), AT + 2);
    assert.equal((await store.spaces.list())[0]?.readyAt, AT + 2);
  });

  it('keeps an earlier space in use until the next is complete, and drops it bit by bit', async ({
    store,
    local,
  }) => {
    const first = await store.spaces.want(small, AT);
    for (const text of ['one', 'two', 'three']) await store.commit(noteOf(text, local));
    await keep(store, first.no);
    await store.spaces.settle(first.no, AT);
    const second = await store.spaces.want(large, AT + 5);
    assert.deepEqual(await names(store), ['large', 'small']);
    assert.equal((await store.spaces.waiting(first.no)).pending, 0);
    assert.equal((await store.spaces.waiting(second.no)).pending, 3);
    await keep(store, second.no);
    await store.spaces.settle(second.no, AT + 6);
    assert.equal(await store.spaces.drop(second.no, 9), 0);
    assert.equal(await store.spaces.drop(first.no, 2), 2);
    const dropped = (await store.spaces.list()).find(({ no }) => no === first.no);
    assert.equal(dropped?.readyAt, null);
    assert.equal(await store.spaces.drop(first.no, 2), 1);
    assert.equal(await store.spaces.drop(first.no, 2), 0);
  });

  it('wants an earlier space again: what it has is kept, the rest waits', async ({
    store,
    local,
  }) => {
    const first = await store.spaces.want(small, AT);
    await store.commit(noteOf('one', local));
    await keep(store, first.no);
    await store.spaces.settle(first.no, AT);
    await store.spaces.want(large, AT);
    await store.commit(noteOf('two', local));
    const again = await store.spaces.want(small, AT);
    assert.equal(again.no, first.no);
    assert.deepEqual(await names(store), ['small', 'large']);
    assert.equal((await store.spaces.waiting(first.no)).pending, 1);
    await store.spaces.want(small, AT, { anew: true });
    assert.equal((await store.spaces.waiting(first.no)).pending, 2);
  });
}

function claim(
  store: Store,
  space: number,
  ask: Partial<Parameters<Store['spaces']['claim']>[1]> = {},
) {
  return store.spaces.claim(space, {
    tenant: TENANT,
    by: 'test',
    at: AT,
    until: AT + 60_000,
    limit: 9,
    ...ask,
  });
}

/** Gives everything that waits its vector. */
async function keep(store: Store, space: ModelSpace['no']): Promise<void> {
  const claimed = await claim(store, space);
  await store.commit(changeSet({ embedded: claimed.map((one) => embedded(one, space)) }));
}

function embedded(
  { id, version, text }: { id: string; version: number; text: string },
  space: number,
): Embedded {
  const [vector] = indexOf(text, space).vectors;
  assert.ok(vector);
  return { memory: id, expectVersion: version, vector };
}

async function cubeOf(store: Store) {
  const [cube] = await store.cubes.states(TENANT, [scopeOf().cube]);
  assert.ok(cube, 'the cube is not there');
  return cube;
}

async function names(store: Store): Promise<string[]> {
  return (await store.spaces.list()).map(({ model }) => model);
}
