import assert from 'node:assert/strict';
import { newId } from '../model/ids.js';
import type { NewBatch } from '../store/batch-entry.js';
import type { ChangeSet, LinkChange, NewMemory } from '../store/change-set.js';
import type { Store } from '../store/port.js';
import { faultsOf } from './faults.js';
import { changeSet, indexOf, newEpisode, newMemory, revisionOf, testSpace } from './change-sets.js';
import type { StoreSuiteOptions } from './store-suite.js';

interface Opened {
  store: Store;
  space: number;
  say(text: string, parts?: Partial<NewMemory>, more?: Partial<ChangeSet>): Promise<string>;
}

type It = (title: string, body: (opened: Opened) => Promise<void>) => void;

const TENANT = 1;
const START = Date.UTC(2026, 2, 4);

/**
 * What every store must do with what is done together, with links, and with how far a memory is trusted.
 *
 * @example
 * batchesSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open: openSqliteStore });
 */
export function batchesSuite({ name, runner, emptyPlace, open }: StoreSuiteOptions): void {
  /** A case on a store of its own. */
  const it: It = (title, body) =>
    runner.it(title, async () => {
      const store = await open(await emptyPlace());
      const space = await store.space(testSpace);
      const say: Opened['say'] = async (text, parts, more) => {
        const memories = [newMemory(text, space, parts)];
        const receipt = await store.commit(changeSet({ memories, ...more }));
        return receipt.memories[0]?.id ?? '';
      };
      try {
        await body({ store, space, say });
      } finally {
        await store.close();
      }
    });
  runner.describe(`batches of ${name} (B7)`, () => batchCases(it));
  runner.describe(`links of ${name} (B7)`, () => {
    linkCases(it);
    heldCases(it);
  });
  runner.describe(`what was drawn from in ${name} (T3)`, () => extractedCases(it));
  runner.describe(`trust in ${name} (T8)`, () => trustCases(it));
}

function extractedCases(it: It): void {
  it('tells of the episodes that no model has drawn from, and of each when one had', async (opened) => {
    const { store } = opened;
    const said = ['one', 'two', 'three'].map((text) => newEpisode(text));
    const system = newEpisode('Be kind.', { role: 'system' });
    await store.commit(changeSet({ episodes: [...said, system], at: START }));
    const [first, second, third] = said.map(({ id }) => id);
    const query = { tenant: TENANT, reach: { cubes: 'all' as const }, since: 0, until: START + 1 };
    const ids = async (more: object = {}) => {
      const found = await store.memories.unextracted({ ...query, limit: 10, ...more });
      return found.map(({ id }) => id);
    };
    assert.deepEqual(await ids(), [first, second, third]);
    assert.deepEqual(await ids({ limit: 1, after: first }), [second]);
    assert.deepEqual(await ids({ since: START + 1, until: START + 2 }), []);
    assert.deepEqual(await ids({ tenant: await store.tenant('other') }), []);
    await store.commit(changeSet({ extracted: [second ?? ''], at: START + 5 }));
    assert.deepEqual(await ids(), [first, third]);
    const marked = await store.memories.episode(TENANT, second ?? '');
    assert.equal(marked?.extractedAt, START + 5);
    assert.equal((await store.memories.episode(TENANT, first ?? ''))?.extractedAt, null);
  });
}

function newBatch(parts: Partial<NewBatch> = {}): NewBatch {
  return { id: newId(), kind: 'extract', cube: 'user:ada', user: 'ada', note: {}, ...parts };
}

function batchCases(it: It): void {
  it('names the batch of each change, the newest first', async ({ store, space, say }) => {
    const batch = newBatch({ note: { windows: 2 } });
    const before = await say('before');
    const id = await say('a', {}, { batch });
    const joined = { ...batch, kind: 'import', note: { windows: 3 } } as const;
    const revisions = [{ ...revisionOf(before, 'after', space), reason: 'same_as' }];
    await store.commit(changeSet({ revisions, batch: joined, at: START + 1 }));
    const changes = await store.batches.changes(TENANT, batch.id);
    assert.deepEqual(
      changes.map((change) => ({ ...change })),
      [
        { batch: batch.id, memory: before, event: 'updated', version: 2, at: START + 1 },
        { batch: batch.id, memory: id, event: 'created', version: 1, at: START },
      ],
    );
    const [{ no } = { no: 0 }] = await store.memories.byIds(TENANT, [before]);
    assert.deepEqual(
      (await store.history.of(no)).map((event) => [event.event, event.reason, event.batch]),
      [
        ['created', null, null],
        ['updated', 'same_as', batch.id],
      ],
    );
    const { undoes: _, ...kept } = { ...batch, note: { windows: 3 } };
    assert.deepEqual(await store.batches.get(TENANT, batch.id), {
      ...kept,
      actor: null,
      app: null,
      at: START,
      undoneAt: null,
    });
  });

  it('marks the batch that another takes back, once', async ({ store, say }) => {
    const first = newBatch();
    await say('a', {}, { batch: first });
    const undo = () => newBatch({ kind: 'undo', undoes: first.id });
    await store.commit(changeSet({ batch: undo(), at: START + 5 }));
    await store.commit(changeSet({ batch: undo(), at: START + 9 }));
    assert.equal((await store.batches.get(TENANT, first.id))?.undoneAt, START + 5);
  });

  it('pages them, the newest first, by kind, cube, user and app', async ({ store }) => {
    const batches = [
      newBatch(),
      newBatch({ kind: 'consolidate', user: null }),
      newBatch({ cube: 'team' }),
    ];
    for (const [at, batch] of batches.entries()) {
      const actor = { principal: null, app: at === 1 ? 'cursor' : null };
      await store.commit(changeSet({ batch, actor }));
    }
    const ids = batches.map(({ id }) => id).toReversed();
    const page = async (more: object) =>
      (await store.batches.page({ tenant: TENANT, limit: 9, ...more })).map(({ id }) => id);
    assert.deepEqual(await page({}), ids);
    assert.deepEqual(await page({ limit: 1, before: ids[0] }), [ids[1]]);
    assert.deepEqual(await page({ kind: 'consolidate' }), [ids[1]]);
    assert.deepEqual(await page({ cube: 'team' }), [ids[0]]);
    assert.deepEqual(await page({ user: 'ada' }), [ids[0], ids[2]]);
    assert.deepEqual(await page({ app: 'cursor' }), [ids[1]]);
    assert.deepEqual(await page({ cubes: ['team', 'nowhere'] }), [ids[0]]);
    assert.deepEqual(await page({ cubes: ['team'], user: 'ada', before: ids[0] }), []);
  });

  it('tells what batches did since a moment', async ({ store, say }) => {
    await say('older', {}, { batch: newBatch(), at: START });
    await say('of no batch', {}, { at: START + 2 });
    const ids = [
      await say('one', {}, { batch: newBatch(), at: START + 2 }),
      await say('two', {}, { batch: newBatch(), at: START + 3 }),
    ];
    const since = async (limit: number) =>
      (await store.batches.changesSince(TENANT, START + 1, limit)).map(({ memory }) => memory);
    assert.deepEqual(await since(9), ids.toReversed());
    assert.deepEqual(await since(1), [ids[1]]);
  });

  it('keeps tenants apart', async ({ store, say }) => {
    const tenant = await store.tenant('other');
    const batch = newBatch({ note: { ours: true } });
    const id = await say('a', {}, { batch });
    await say('theirs', {}, { tenant, batch: { ...batch, note: {} } });
    await store.commit(changeSet({ tenant, batch: newBatch({ undoes: batch.id }) }));
    assert.deepEqual((await store.batches.get(TENANT, batch.id))?.note, { ours: true });
    assert.equal((await store.batches.get(TENANT, batch.id))?.undoneAt, null);
    assert.equal(await store.batches.get(tenant, batch.id), undefined);
    assert.deepEqual(await store.batches.changes(tenant, batch.id), []);
    const [change, ...more] = await store.batches.changesSince(TENANT, 0, 9);
    assert.deepEqual([change?.memory, more.length], [id, 0]);
  });

  it('goes with the last change that it tells of', async ({ store, say }) => {
    const batch = newBatch();
    const ids = [await say('a', {}, { batch }), await say('b', {}, { batch })];
    const erase = async (id: string | undefined) => {
      const memories = [{ id: id ?? '', version: 1, sources: 0, fingerprints: [] }];
      const traces = { said: [], named: [], pauseUntil: null };
      const erasure = { spans: [], memories, episodes: [], cubes: [], traces };
      await store.commit(changeSet({ erasure }));
    };
    await erase(ids[0]);
    assert.equal((await store.batches.changes(TENANT, batch.id)).length, 1);
    await erase(ids[1]);
    assert.equal(await store.batches.get(TENANT, batch.id), undefined);
  });
}

function linkCases(it: It): void {
  it('tells what a memory is linked with, from both ends, the newest first', async (opened) => {
    const { store, say } = opened;
    const [summary, cause, effect] = [await say('s'), await say('c'), await say('e')];
    const link = async (change: Omit<LinkChange, 'undo'>, at: number, undo: object | null = {}) =>
      store.commit(changeSet({ links: [{ ...change, undo }], at }));
    await link({ from: summary, to: cause, kind: 'summarises' }, START);
    await link({ from: cause, to: effect, kind: 'causes' }, START + 1);
    const [{ no } = { no: 0 }] = await store.memories.byIds(TENANT, [cause]);
    const linked = async (...kinds: LinkChange['kind'][]) =>
      (await store.history.linked(no, kinds)).map(({ kind, end, memory }) => [
        kind,
        end,
        memory.id,
      ]);
    const causes = ['causes', 'to', effect];
    const summarised = ['summarises', 'from', summary];
    assert.deepEqual(await linked('summarises', 'causes'), [causes, summarised]);
    assert.deepEqual(await linked('summarises'), [summarised]);
    assert.deepEqual(await linked('contradicts'), []);
    await link({ from: summary, to: cause, kind: 'summarises' }, START + 2);
    assert.deepEqual(await linked('summarises', 'causes'), [causes, summarised]);
    await link({ from: cause, to: effect, kind: 'causes' }, START + 3, null);
    assert.deepEqual(await linked('summarises', 'causes'), [summarised]);
  });
}

function heldCases(it: It): void {
  it('gives links and reviews of a new memory to the older one that says the same', async (opened) => {
    const { store, space, say } = opened;
    const [kept, other] = [await say('Ada lives in Oslo'), await say('Ada lives in Rome')];
    const again = newMemory('Ada lives in Oslo', space);
    const review = newId();
    await store.commit(
      changeSet({
        memories: [again],
        links: [
          { from: again.id, to: other, kind: 'contradicts', undo: {} },
          { from: again.id, to: kept, kind: 'related', undo: {} },
        ],
        reviews: [
          { open: { id: review, kind: 'contradiction', memory: again.id, other, reasons: [] } },
        ],
      }),
    );
    const [{ no } = { no: 0 }] = await store.memories.byIds(TENANT, [kept]);
    const linked = await store.history.linked(no, ['contradicts', 'related']);
    assert.deepEqual(
      linked.map(({ kind, memory }) => [kind, memory.id]),
      [['contradicts', other]],
    );
    assert.equal((await store.reviews.get(TENANT, review))?.memory, kept);
  });
}

function trustCases(it: It): void {
  const read = async (store: Store, id: string) => {
    const [memory] = await store.memories.byIds(TENANT, [id]);
    return [memory?.trust, memory?.importance, memory?.state, memory?.version];
  };

  it('keeps trust and importance, and changes them', async ({ store, space, say }) => {
    assert.deepEqual(await read(store, await say('plain')), ['user', null, 'active', 1]);
    const id = await say('a', { trust: 'outside', importance: 0.25 });
    assert.deepEqual(await read(store, id), ['outside', 0.25, 'active', 1]);
    const index = indexOf('a', space);
    const revise = (expectVersion: number, more: object) =>
      store.commit(
        changeSet({
          revisions: [{ memory: id, expectVersion, event: 'updated', index, ...more }],
        }),
      );
    await revise(1, { trust: 'verified', importance: 0.75 });
    assert.deepEqual(await read(store, id), ['verified', 0.75, 'active', 2]);
    await revise(2, { importance: null });
    assert.deepEqual(await read(store, id), ['verified', null, 'active', 3]);
  });

  it('keeps how far an episode is trusted', async ({ store }) => {
    const [plain, page] = [newEpisode('said'), newEpisode('read', { trust: 'outside' })];
    await store.commit(changeSet({ episodes: [plain, page] }));
    const trustOf = async (id: string) => (await store.memories.episode(TENANT, id))?.trust;
    assert.deepEqual([await trustOf(plain.id), await trustOf(page.id)], ['user', 'outside']);
  });

  it('trusts what is said again as far as the one whom it trusts most', async (opened) => {
    const { store, say } = opened;
    const id = await say('a', { trust: 'agent' });
    assert.equal(await say('a', { trust: 'outside' }), id);
    assert.deepEqual(await read(store, id), ['agent', null, 'active', 1]);
    await say('a', { trust: 'user' });
    assert.deepEqual(await read(store, id), ['user', null, 'active', 1]);
  });

  it('keeps a memory that is made paused out of what is live', async ({ store, space, say }) => {
    const id = await say('red kite', { state: 'paused' });
    assert.deepEqual(await read(store, id), ['user', null, 'paused', 1]);
    const [cube] = await store.cubes.states(TENANT, ['user:ada']);
    assert.equal(cube?.live, 0);
    const held = async () => {
      const [postings] = await store.words.postings(cube?.no ?? 0, 'live', ['kite']);
      return postings?.memories.length ?? 0;
    };
    assert.equal(await held(), 0);
    const fresh = { ...revisionOf(id, 'red kite', space), state: 'active' } as const;
    await store.commit(changeSet({ revisions: [fresh] }));
    assert.equal(await held(), 1);
    assert.deepEqual(await faultsOf(store), []);
  });

  it('lets the same words be active beside the paused ones', async ({ store, say }) => {
    const paused = await say('a', { state: 'paused', trust: 'outside' });
    const active = await say('a');
    assert.notEqual(active, paused);
    assert.deepEqual(await read(store, active), ['user', null, 'active', 1]);
  });
}
