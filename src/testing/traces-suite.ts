import assert from 'node:assert/strict';
import { newId } from '../model/ids.js';
import type { Store } from '../store/port.js';
import type { ErasedTraces, StoredTrace, TraceStore } from '../store/traces.js';
import { changeSet, noteOf, testSpace } from './change-sets.js';
import type { TestRunner } from './store-suite.js';

/** A store, as far as traces and what erases them go. */
export type StoreOfTraces = Pick<Store, 'manifest' | 'tenant' | 'space' | 'commit' | 'close'> & {
  traces: TraceStore;
};

export interface TracesSuiteOptions {
  /** For the headline of the suite. */
  name: string;
  runner: TestRunner;
  /** A place where nothing is kept yet. */
  emptyPlace(): string | Promise<string>;
  /** Opens the store at a place; what was kept there before is found again. */
  open(place: string): Promise<StoreOfTraces>;
}

type It = (
  title: string,
  body: (store: StoreOfTraces, another: () => Promise<StoreOfTraces>) => Promise<void>,
) => void;

const TENANT = 1;
const PLENTY = 1_000_000;
/** After the clock of every change set of these tests. */
const LATER = Date.UTC(2026, 5, 1);

/** A trace that answers with nothing. */
export function storedTrace(fields: Partial<StoredTrace> = {}): StoredTrace {
  return {
    id: newId(),
    tenant: TENANT,
    at: LATER,
    asker: null,
    holds: { memories: [], terms: [] },
    body: { request: { query: 'Where is the kite?' } },
    ...fields,
  };
}

/**
 * What every store of traces must do.
 *
 * @example
 * tracesSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open: openSqliteStore });
 */
export function tracesSuite({ name, runner, emptyPlace, open }: TracesSuiteOptions): void {
  /** A case on a store of its own, which may be opened a second time beside it. */
  const it: It = (title, body) =>
    runner.it(title, async () => {
      const place = await emptyPlace();
      const stores: StoreOfTraces[] = [];
      const another = async () => {
        const store = await open(place);
        stores.push(store);
        return store;
      };
      try {
        await body(await another(), another);
      } finally {
        for (const store of stores) await store.close();
      }
    });

  runner.describe(`traces of ${name}`, () => {
    keepingCases(it);
    boundCases(it);
    erasingCases(it);
  });
}

async function idsOf(store: StoreOfTraces, more: object = {}): Promise<string[]> {
  const list = await store.traces.list({ tenant: TENANT, limit: 100, ...more });
  return list.map(({ id }) => id);
}

function keepingCases(it: It): void {
  it('keeps a trace with all that it holds, over closing', async (store, another) => {
    const trace = storedTrace({
      asker: 'ada@example.org',
      holds: { memories: [newId()], terms: ['风筝', 'kite'] },
      body: { request: { query: '风筝在哪里？ 👩‍💻' }, results: [{ score: 0.125 }], more: null },
    });
    await store.traces.add([trace], PLENTY);
    assert.deepEqual(await store.traces.get(TENANT, trace.id), trace);
    await store.close();
    const again = await another();
    assert.deepEqual(await again.traces.get(TENANT, trace.id), trace);
  });

  it('lists the newest first, in pages, and those of one asker', async (store) => {
    const all = Array.from({ length: 5 }, (_, at) =>
      storedTrace({ asker: at % 2 === 0 ? 'ada' : null }),
    );
    await store.traces.add(all, PLENTY);
    const ids = all.map(({ id }) => id).toReversed();
    assert.deepEqual(await idsOf(store), ids);
    assert.deepEqual(await idsOf(store, { limit: 2 }), ids.slice(0, 2));
    assert.deepEqual(await idsOf(store, { limit: 2, before: ids[1] }), ids.slice(2, 4));
    assert.deepEqual(await idsOf(store, { asker: 'ada' }), [ids[0], ids[2], ids[4]]);
    assert.deepEqual(await idsOf(store, { asker: 'bob' }), []);
  });

  it('keeps tenants apart', async (store) => {
    const tenant = await store.tenant('other');
    const theirs = storedTrace({ tenant });
    await store.traces.add([theirs], PLENTY);
    assert.deepEqual(await idsOf(store), []);
    assert.equal(await store.traces.get(TENANT, theirs.id), undefined);
    assert.deepEqual(await idsOf(store, { tenant }), [theirs.id]);
  });

  it('takes what two processes keep', async (store, another) => {
    if (!store.manifest.sharedByProcesses) return;
    const beside = await another();
    const [one, two] = [storedTrace(), storedTrace()];
    await Promise.all([store.traces.add([one], PLENTY), beside.traces.add([two], PLENTY)]);
    assert.deepEqual((await idsOf(store)).toSorted(), [one.id, two.id].toSorted());
  });
}

function boundCases(it: It): void {
  it('lets the oldest go, so that so many bytes are not exceeded', async (store) => {
    const large = () => storedTrace({ body: { text: 'x'.repeat(10_000) } });
    const all = Array.from({ length: 8 }, large);
    for (const trace of all) await store.traces.add([trace], 35_000);
    const newest = all.slice(-3).map(({ id }) => id);
    assert.deepEqual(await idsOf(store), newest.toReversed());
    await store.traces.add([], 15_000);
    assert.deepEqual(await idsOf(store), newest.slice(-1));
  });

  it('keeps none that is larger than all of them may be', async (store) => {
    await store.traces.add([storedTrace({ body: { text: 'x'.repeat(10_000) } })], 5_000);
    assert.deepEqual(await idsOf(store), []);
  });
}

/** Keeps a note, and erases it with what is said of traces. */
async function eraseNote(
  store: StoreOfTraces,
  traces: ErasedTraces,
  between: (id: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const note = noteOf('red kite', await store.space(testSpace));
  await store.commit(note);
  const [memory] = note.memories;
  const id = memory?.id ?? '';
  await between(id);
  await store.commit(
    changeSet({
      erasure: {
        spans: memory?.sources ?? [],
        memories: [{ id, version: 1, sources: 1, fingerprints: ['red kite'] }],
        episodes: [],
        cubes: [],
        traces,
      },
    }),
  );
}

function erasingCases(it: It): void {
  const none = { said: [], named: [], pauseUntil: null };

  it('erases a trace with a memory that it answers with', async (store) => {
    const other = storedTrace({ holds: { memories: [newId()], terms: [] } });
    await eraseNote(store, none, async (id) => {
      const answer = storedTrace({ holds: { memories: [newId(), id], terms: [] } });
      await store.traces.add([answer, other], PLENTY);
    });
    assert.deepEqual(await idsOf(store), [other.id]);
  });

  it('erases a trace whose query shares half of the terms of what goes', async (store) => {
    const asks = (...terms: string[]) => storedTrace({ holds: { memories: [], terms } });
    const gone = [asks('red'), asks('red', 'kite'), asks('red', 'sky', 'kite', 'blue', 'sea')];
    const stays = [asks('sky', 'red', 'sea'), asks('tea'), asks()];
    await store.traces.add([...gone, ...stays], PLENTY);
    await eraseNote(store, { ...none, said: [['tree'], ['red', 'kite', 'winter', 'wind']] });
    assert.deepEqual(await idsOf(store), stays.map(({ id }) => id).toReversed());
  });

  it('erases a trace that holds all names of a scope', async (store) => {
    const asked = (request: object) => storedTrace({ body: { request } });
    const monday = asked({ user_id: 'ada', run_id: 'monday' });
    const tuesday = asked({ user_id: 'ada', run_id: 'tuesday' });
    const cube = asked({ cubes: [{ name: 'user:"ada"' }] });
    const bob = asked({ user_id: 'bob' });
    await store.traces.add([monday, tuesday, cube, bob], PLENTY);
    await eraseNote(store, { ...none, named: [['ada', 'monday'], ['user:"ada"'], []] });
    assert.deepEqual(await idsOf(store), [bob.id, tuesday.id]);
  });

  it('keeps none that comes late: asked before an erasure, or answered with what is gone', async (store) => {
    let erased = '';
    await eraseNote(store, none, async (id) => void (erased = id));
    const early = storedTrace({ at: changeSet().at });
    const answered = storedTrace({ holds: { memories: [erased], terms: [] } });
    const fine = storedTrace();
    await store.traces.add([early, answered, fine], PLENTY);
    assert.deepEqual(await idsOf(store), [fine.id]);
  });

  it('keeps none while an erasure may still be looked after, of its tenant', async (store) => {
    const tenant = await store.tenant('other');
    await eraseNote(store, { ...none, pauseUntil: LATER + 1_000 });
    const at = [LATER, LATER + 999, LATER + 1_000].map((moment) => storedTrace({ at: moment }));
    const theirs = storedTrace({ tenant });
    await store.traces.add([...at, theirs], PLENTY);
    assert.deepEqual(await idsOf(store), [at[2]?.id]);
    assert.deepEqual(await idsOf(store, { tenant }), [theirs.id]);
  });

  it('erases none of another tenant', async (store) => {
    const tenant = await store.tenant('other');
    const theirs = storedTrace({ tenant, holds: { memories: [], terms: ['red', 'kite'] } });
    await store.traces.add([theirs], PLENTY);
    await eraseNote(store, { ...none, said: [['red', 'kite']] });
    assert.deepEqual(await idsOf(store, { tenant }), [theirs.id]);
  });
}
