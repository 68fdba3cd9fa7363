import assert from 'node:assert/strict';
import { TulvingError } from '../errors.js';
import { newId } from '../model/ids.js';
import { type Reach, reachOf } from '../model/scope.js';
import type { PageQuery, Store } from '../store/port.js';
import {
  changeSet,
  indexOf,
  newEpisode,
  newMemory,
  noteOf,
  revisionOf,
  scopeOf,
  testSpace,
} from './change-sets.js';

/** The two functions that every test runner has. */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>): void;
}

export interface StoreSuiteOptions {
  /** For the headline of the suite. */
  name: string;
  runner: TestRunner;
  /** A place where nothing is kept yet. */
  emptyPlace(): string | Promise<string>;
  /** Opens the store at a place; what was kept there before is found again. */
  open(place: string): Promise<Store>;
}

interface Opened {
  store: Store;
  space: number;
  reopen(): Promise<Opened>;
}

const TENANT = 1;
const ada: Reach = reachOf({ cube: 'user:ada' });

/**
 * What every store must do, whatever it is made of.
 *
 * @example
 * storeSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open: openSqliteStore });
 */
export function storeSuite({ name, runner, emptyPlace, open }: StoreSuiteOptions): void {
  const { describe } = runner;
  /** A case on a store of its own. */
  const it = (title: string, body: (opened: Opened) => Promise<void>) =>
    runner.it(title, async () => {
      const place = await emptyPlace();
      const stores: Store[] = [];
      const openAt = async (): Promise<Opened> => {
        const store = await open(place);
        stores.push(store);
        const reopen = async () => {
          await store.close();
          return openAt();
        };
        return { store, space: await store.space(testSpace), reopen };
      };
      try {
        await body(await openAt());
      } finally {
        for (const store of stores) await store.close();
      }
    });

  describe(`store ${name}`, () => {
    describe('commit', () => commitCases(it));
    describe('reads', () => readCases(it));
    describe('what is kept', () => durabilityCases(it));
  });
}

type It = (title: string, body: (opened: Opened) => Promise<void>) => void;

function commitCases(it: It): void {
  it('keeps episode, memory, terms, vector, history and event together (T3)', async (opened) => {
    const { store, space } = opened;
    const changes = noteOf('red kite', space);
    const receipt = await store.commit(changes);
    const id = changes.memories[0]?.id ?? '';
    assert.deepEqual(receipt.memories, [{ id, outcome: 'created' }]);
    const memory = await only(store, id);
    assert.equal(memory.text, 'red kite');
    assert.deepEqual(
      memory.sources.map(({ start, end, quote }) => [start, end, quote]),
      [[0, 8, 'red kite']],
    );
    assert.deepEqual(await holders(store, 'red'), [memory.no]);
    const cube = await cubeOf(store);
    const block = await store.vectors.block(space, { cube: cube.no, partition: 'live' }, 0, 10);
    assert.deepEqual(
      block.map(({ memory: no }) => no),
      [memory.no],
    );
    const [exact] = await store.vectors.exact(space, [memory.no]);
    assert.deepEqual(exact, indexOf('red kite', space).vectors[0]?.float32);
    const history = await store.history.of(memory.no);
    assert.deepEqual(
      history.map(({ event }) => event),
      ['created'],
    );
    const events = await store.log.page(TENANT, 0, 10);
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['episode.recorded', 'memory.created'],
    );
  });

  it('changes nothing when a part is refused', async ({ store, space }) => {
    const first = noteOf('red kite', space);
    await store.commit(first);
    const before = await everything(store);
    const stale = { ...revisionOf(first.memories[0]?.id ?? '', 'blue', space), expectVersion: 7 };
    const changes = { ...noteOf('green tea', space), revisions: [stale] };
    await refused('version_conflict', store.commit(changes));
    const unknown = revisionOf(newId(), 'blue', space);
    await refused(
      'version_conflict',
      store.commit({ ...noteOf('x', space), revisions: [unknown] }),
    );
    assert.deepEqual(await everything(store), before);
  });

  it('lets a refused commit take none of those that wait beside it along', async (opened) => {
    const { store, space } = opened;
    const refusedOne = changeSet({ revisions: [revisionOf(newId(), 'x', space)] });
    const settled = await Promise.allSettled([
      store.commit(noteOf('one', space)),
      store.commit(refusedOne),
      store.commit(noteOf('two', space)),
    ]);
    assert.deepEqual(
      settled.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal((await store.status()).memories.active, 2);
  });

  it('makes the same words of the same scope evidence, and nothing less equal', async (opened) => {
    const { store, space } = opened;
    const first = noteOf('red kite', space);
    await store.commit(first);
    const again = await store.commit(noteOf('Red Kite', space));
    const id = first.memories[0]?.id ?? '';
    assert.deepEqual(again.memories, [{ id, outcome: 'evidence' }]);
    assert.equal((await only(store, id)).sources.length, 2);
    const elsewhere = scopeOf({ run: 'other' });
    const apart = await store.commit(noteOf('red kite', space, { scope: elsewhere }));
    assert.equal(apart.memories[0]?.outcome, 'created');
    const twice = newEpisode('tea');
    const both = await store.commit(
      changeSet({
        episodes: [twice],
        memories: [
          newMemory('tea', space, { episode: twice }),
          newMemory('tea', space, { episode: twice, unlessSame: false }),
        ],
      }),
    );
    assert.deepEqual(
      both.memories.map(({ outcome }) => outcome),
      ['created', 'created'],
    );
    const held = newEpisode('milk');
    const waiting = await store.commit(
      changeSet({
        episodes: [held],
        memories: [
          newMemory('milk', space, { episode: held, state: 'paused', unlessSame: false }),
          newMemory('milk', space, { episode: held }),
        ],
      }),
    );
    assert.deepEqual(
      waiting.memories.map(({ outcome }) => outcome),
      ['created', 'created'],
      'it became evidence of one that nobody finds',
    );
  });

  it('corrects: same id, new version, new terms, the old text in its history', async (opened) => {
    const { store, space } = opened;
    const changes = noteOf('red kite', space);
    await store.commit(changes);
    const id = changes.memories[0]?.id ?? '';
    const before = await cubeOf(store);
    await store.commit(changeSet({ revisions: [revisionOf(id, 'blue kite', space)] }));
    const memory = await only(store, id);
    assert.deepEqual([memory.text, memory.version], ['blue kite', 2]);
    assert.deepEqual(await holders(store, 'red'), []);
    assert.deepEqual(await holders(store, 'blue'), [memory.no]);
    const after = await cubeOf(store);
    assert.ok(after.removalSeq > before.removalSeq);
    const history = await store.history.of(memory.no);
    assert.deepEqual(
      history.map(({ event, version, text }) => [event, version, text]),
      [
        ['created', 1, 'red kite'],
        ['updated', 2, 'blue kite'],
      ],
    );
  });

  it('deletes: out of what is searched, back when the same words come again', async (opened) => {
    const { store, space } = opened;
    const changes = noteOf('red kite', space);
    await store.commit(changes);
    const id = changes.memories[0]?.id ?? '';
    const deletion = {
      memory: id,
      expectVersion: 1,
      event: 'deleted',
      state: 'deleted',
      index: indexOf('red kite', space),
    } as const;
    await store.commit(changeSet({ revisions: [deletion] }));
    const cube = await cubeOf(store);
    assert.equal(cube.live, 0);
    assert.deepEqual(await holders(store, 'red'), []);
    assert.deepEqual(
      await store.vectors.block(space, { cube: cube.no, partition: 'live' }, 0, 10),
      [],
    );
    assert.deepEqual(await store.cubes.outline(cube.no, 'live', 0, 10), []);
    const again = await store.commit(noteOf('red kite', space));
    assert.equal(again.memories[0]?.outcome, 'created');
    const { memories, episodes } = await store.status();
    assert.deepEqual([memories.active, memories.deleted, episodes], [1, 1, 2]);
  });

  it('numbers the turns of a session, over commits and beside others', async ({ store }) => {
    const turns = Array.from({ length: 40 }, (_, at) => newEpisode(`turn ${at}`));
    await Promise.all(turns.map((turn) => store.commit(changeSet({ episodes: [turn] }))));
    const kept = await Promise.all(turns.map(({ id }) => store.memories.episode(TENANT, id)));
    assert.deepEqual(
      kept.map((episode) => episode?.ord),
      turns.map((_, at) => at),
    );
  });
}

function readCases(it: It): void {
  it('keeps tenants apart, also where names are the same', async ({ store, space }) => {
    const mine = noteOf('red kite', space);
    const other = await store.tenant('other');
    const theirs = { ...noteOf('red kite', space), tenant: other };
    await store.commit(mine);
    const { memories } = await store.commit(theirs);
    assert.equal(memories[0]?.outcome, 'created');
    const id = theirs.memories[0]?.id ?? '';
    assert.deepEqual(await store.memories.byIds(TENANT, [id]), []);
    assert.equal(await store.memories.episode(TENANT, theirs.episodes[0]?.id ?? ''), undefined);
    assert.equal((await page(store, ada)).length, 1);
    assert.equal((await store.cubes.states(TENANT, 'all')).length, 1);
    assert.equal((await holders(store, 'red')).length, 1);
    assert.equal((await store.log.page(TENANT, 0, 10)).length, 2);
  });

  it('pages newest first, by reach and state', async ({ store, space }) => {
    for (let at = 0; at < 5; at++) {
      const scope = scopeOf({ run: at % 2 ? 'odd' : 'even' });
      await store.commit(noteOf(`note ${'abcde'[at]}`, space, { scope }));
    }
    const all = await page(store, ada);
    assert.deepEqual(
      all.map(({ text }) => text),
      ['note e', 'note d', 'note c', 'note b', 'note a'],
    );
    const query = { tenant: TENANT, reach: ada, state: 'active', limit: 2, at: 0 } as const;
    const second = await store.memories.page({ ...query, before: all[1]?.no });
    assert.deepEqual(
      second.map(({ text }) => text),
      ['note c', 'note b'],
    );
    const odd = await page(store, reachOf({ cube: 'user:ada', run_id: 'odd' }));
    assert.deepEqual(
      odd.map(({ text }) => text),
      ['note d', 'note b'],
    );
    assert.deepEqual(await page(store, reachOf({ cube: 'nowhere' })), []);
    assert.deepEqual(await store.memories.page({ ...query, state: 'deleted' }), []);
  });

  it('pages in another order, by letters, and counts', async ({ store, space }) => {
    for (const [at, text] of ['Tea', 'Café', 'a cafe', '東京', 'tea 2'].entries()) {
      const note = noteOf(text, space, { occurredAt: Date.UTC(2026, 0, [3, 1, 3, 2, 4][at]) });
      await store.commit(note);
    }
    const query = { tenant: TENANT, reach: ada, state: 'active', at: 0 } as const;
    const order = { by: 'occurredAt', descending: true } as const;
    const texts = async (more: Partial<PageQuery>) =>
      (await store.memories.page({ ...query, limit: 9, ...more })).map(({ text }) => text);
    const ordered = await store.memories.page({ ...query, limit: 9, order });
    const wanted = ['tea 2', 'a cafe', 'Tea', '東京', 'Café'];
    assert.deepEqual(
      ordered.map(({ text }) => text),
      wanted,
    );
    const everywhere = { ...query.reach, cubes: 'all' } as const;
    assert.deepEqual(await texts({ order, reach: everywhere }), wanted);
    const last = ordered[1];
    const rest = { order: { ...order, from: last?.occurredAt }, before: last?.no };
    assert.deepEqual(await texts(rest), ['Tea', '東京', 'Café']);
    const up = { by: 'occurredAt', descending: false } as const;
    assert.deepEqual(await texts({ order: up }), wanted.toReversed());
    const byText = { by: 'text', descending: false } as const;
    const sorted = ['a cafe', 'Café', 'Tea', 'tea 2', '東京'];
    assert.deepEqual(await texts({ order: byText }), sorted);
    assert.deepEqual(await texts({ order: byText, reach: everywhere }), sorted);
    const after = { order: { ...byText, from: 'tea' }, before: last?.no };
    assert.deepEqual(await texts(after), ['Tea', 'tea 2', '東京']);
    assert.deepEqual(await texts({ text: 'cafe' }), ['a cafe', 'Café']);
    assert.deepEqual(await texts({ text: '東' }), ['東京']);
    assert.equal(await store.memories.count(query), 5);
    assert.equal(await store.memories.count({ ...query, text: 'tea' }), 2);
    assert.equal(await store.memories.count({ ...query, state: 'deleted' }), 0);
  });

  it('reads an episode with those around it in its session', async ({ store }) => {
    const session = newId();
    const turns = ['a', 'b', 'c', 'd'].map((text) => newEpisode(text, { session }));
    await store.commit(changeSet({ episodes: [...turns, newEpisode('another', {})] }));
    const id = turns[2]?.id ?? '';
    const read = async (tenant: number, before: number, after: number) =>
      (await store.memories.conversation(tenant, id, { before, after })).map(({ text }) => text);
    assert.deepEqual(await read(TENANT, 1, 5), ['b', 'c', 'd']);
    assert.deepEqual(await read(TENANT, 9, 0), ['a', 'b', 'c']);
    assert.deepEqual(await read(await store.tenant('other'), 9, 9), []);
  });

  it('tells how far the log goes, and where it was at a moment', async ({ store, space }) => {
    assert.equal(await store.log.last(), 0);
    for (const text of ['one', 'two', 'three']) await store.commit(noteOf(text, space));
    const events = await store.log.page(TENANT, 0, 100);
    assert.equal(await store.log.last(), events.at(-1)?.seq);
    for (const [at, { seq, hlc }] of events.entries()) {
      assert.ok(hlc > (events[at - 1]?.hlc ?? 0));
      assert.equal(await store.log.lastAt(hlc), seq);
      assert.equal(await store.log.lastAt(hlc - 1), events[at - 1]?.seq ?? 0);
    }
    assert.equal(await store.log.lastAt(Number.MAX_SAFE_INTEGER), events.at(-1)?.seq);
  });

  it('answers numbers in the order asked and leaves out those that are gone', async (opened) => {
    const { store, space } = opened;
    await store.commit(noteOf('one', space));
    await store.commit(noteOf('two', space));
    const [two, one] = await page(store, ada);
    const numbers = [one?.no ?? 0, 999_999, two?.no ?? 0];
    assert.deepEqual(
      (await store.memories.byNumbers(numbers)).map(({ text }) => text),
      ['one', 'two'],
    );
    const texts = await store.memories.texts(numbers);
    assert.deepEqual(
      [texts.size, texts.get(one?.no ?? 0), texts.get(two?.no ?? 0)],
      [2, 'one', 'two'],
    );
    assert.deepEqual(await store.vectors.exact(space, [999_999]), [undefined]);
  });

  it('counts how often a term occurs, and knows nothing of other cubes', async (opened) => {
    const { store, space } = opened;
    await store.commit(noteOf('kite kite red kite', space));
    await store.commit(noteOf('kite', space, { scope: scopeOf({ cube: 'shared' }) }));
    const cube = await cubeOf(store);
    const [kite, red, none] = await store.words.postings(cube.no, 'live', ['kite', 'red', 'none']);
    assert.deepEqual([...(kite?.frequencies ?? [])], [3]);
    assert.deepEqual([...(red?.frequencies ?? [])], [1]);
    assert.deepEqual([...(none?.memories ?? [])], []);
  });

  it('tells all terms of a part as it tells each, and knows nothing of other cubes', async (opened) => {
    const { store, space } = opened;
    const often = Array.from({ length: 300 }, () => 'knee').join(' ');
    for (const text of ['kite kite red kite', 'red kite', often, '東京 knee']) {
      await store.commit(noteOf(text, space));
    }
    await store.commit(noteOf('kimono', space, { scope: scopeOf({ cube: 'shared' }) }));
    const { no } = await cubeOf(store);
    const { terms, ends, memories, frequencies } = await store.words.allPostings(no, 'live');
    assert.deepEqual(terms.toSorted(), ['kite', 'knee', 'red', '東京'].toSorted());
    const each = await store.words.postings(no, 'live', terms);
    for (const [at, postings] of each.entries()) {
      const [start, end] = [ends[at - 1] ?? 0, ends[at]];
      assert.deepEqual(memories.slice(start, end), postings.memories, terms[at]);
      assert.deepEqual(frequencies.slice(start, end), postings.frequencies, terms[at]);
    }
    assert.equal(ends.at(-1), memories.length);
    assert.deepEqual((await store.words.allPostings(no, 'past')).terms, []);
  });

  it('tells which terms begin so, each once, and knows nothing of other cubes', async (opened) => {
    const { store, space } = opened;
    for (const text of ['kite kite', 'kite kiwi red', 'knee']) {
      await store.commit(noteOf(text, space));
    }
    await store.commit(noteOf('kimono', space, { scope: scopeOf({ cube: 'shared' }) }));
    const { no } = await cubeOf(store);
    const beginning = async (...letters: string[]) =>
      (await store.words.beginning(no, 'live', letters)).toSorted();
    assert.deepEqual(await beginning('k'), ['kite', 'kiwi', 'knee']);
    assert.deepEqual(await beginning('ki', 'k', 'r'), ['kite', 'kiwi', 'knee', 'red']);
    assert.deepEqual(await beginning('kiteflyer', 'x', '_'), []);
    assert.deepEqual(await beginning(), []);
    assert.deepEqual(await store.words.beginning(no, 'past', ['k']), []);
  });

  it('gives a tenant and a space one number each', async ({ store, space }) => {
    assert.equal(await store.tenant('other'), await store.tenant('other'));
    assert.notEqual(await store.tenant('other'), TENANT);
    assert.equal(await store.space(testSpace), space);
    assert.notEqual(await store.space({ ...testSpace, model: 'other' }), space);
  });
}

function durabilityCases(it: It): void {
  it('is there after the store was closed and opened again', async ({ store, space, reopen }) => {
    const texts = ['plain', '猫が好き 👩‍👩‍👧‍👦', 'עברית و عربي', 'x'.repeat(1_000_000)];
    const ids: string[] = [];
    for (const text of texts) {
      const changes = noteOf(text, space);
      await store.commit(changes);
      ids.push(changes.memories[0]?.id ?? '');
    }
    const before = await everything(store);
    const again = await reopen();
    assert.deepEqual(await everything(again.store), before);
    assert.equal(again.space, space);
    for (const [at, id] of ids.entries())
      assert.equal((await only(again.store, id)).text, texts[at]);
  });

  it('finishes what was handed in when it is closed, and takes nothing more', async (opened) => {
    const { store, space, reopen } = opened;
    const waiting = ['one', 'two', 'three'].map((text) => store.commit(noteOf(text, space)));
    const again = await reopen();
    await Promise.all(waiting);
    assert.equal((await again.store.status()).memories.active, 3);
    await refused('closed', store.commit(noteOf('four', space)));
  });
}

async function refused(code: string, work: Promise<unknown>): Promise<void> {
  await assert.rejects(work, (error) => TulvingError.isInstance(error) && error.code === code);
}

async function only(store: Store, id: string) {
  const [memory] = await store.memories.byIds(TENANT, [id]);
  assert.ok(memory, `memory ${id} is not there`);
  return memory;
}

async function cubeOf(store: Store) {
  const [cube] = await store.cubes.states(TENANT, ['user:ada']);
  assert.ok(cube, 'the cube is not there');
  return cube;
}

async function holders(store: Store, term: string): Promise<number[]> {
  const [postings] = await store.words.postings((await cubeOf(store)).no, 'live', [term]);
  return [...(postings?.memories ?? [])];
}

function page(store: Store, reach: Reach) {
  return store.memories.page({ tenant: TENANT, reach, state: 'active', limit: 100, at: 0 });
}

/** What can be seen from outside, to compare. The size of the file may differ. */
async function everything(store: Store) {
  const { bytes: _, ...status } = await store.status();
  const log = await store.log.page(TENANT, 0, 1_000);
  return { status, log, memories: await page(store, ada) };
}
