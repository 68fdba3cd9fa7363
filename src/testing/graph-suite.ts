import assert from 'node:assert/strict';
import { TulvingError } from '../errors.js';
import type { ChangeSet, NewMemory } from '../store/change-set.js';
import type { EntityRef, GraphEntry, NewRelation } from '../store/graph-entry.js';
import type { StoredEntity } from '../store/graph.js';
import type { Store } from '../store/port.js';
import { faultsOf } from './faults.js';
import { changeSet, indexOf, newMemory, revisionOf, scopeOf, testSpace } from './change-sets.js';
import type { StoreSuiteOptions } from './store-suite.js';

/** What a test of the graph works with. */
interface Opened {
  store: Store;
  space: number;
  /** Keeps a memory with what it says. @returns its id, or that of the older one which says the same */
  say(text: string, said?: Said, parts?: Partial<NewMemory>): Promise<string>;
  commit(changes: Partial<ChangeSet>): Promise<void>;
  /** The entities that bear a name in Ada's cube. */
  named(name: string, cube?: string): Promise<StoredEntity[]>;
  erase(...ids: string[]): Promise<void>;
}

type Said = Partial<Omit<GraphEntry, 'memory'>>;
type It = (title: string, body: (opened: Opened) => Promise<void>) => void;

const TENANT = 1;
const DAY = 24 * 60 * 60_000;
const START = Date.UTC(2026, 2, 4);

/**
 * What every store must do with names and how they are related.
 *
 * @example
 * graphSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open: openSqliteStore });
 */
export function graphSuite({ name, runner, emptyPlace, open }: StoreSuiteOptions): void {
  /** A case on a store of its own. */
  const it: It = (title, body) =>
    runner.it(title, async () => {
      const store = await open(await emptyPlace());
      try {
        await body(await openedOf(store));
      } finally {
        await store.close();
      }
    });
  runner.describe(`graph of ${name} (T3)`, () => {
    namingCases(it);
    readingCases(it);
    relationCases(it);
    mergingCases(it);
    erasingCases(it);
  });
}

async function openedOf(store: Store): Promise<Opened> {
  const space = await store.space(testSpace);
  const say: Opened['say'] = async (text, said, parts) => {
    const memory = newMemory(text, space, { kind: 'fact', ...parts });
    const graph = said ? [entry(memory.id, said)] : [];
    const receipt = await store.commit(changeSet({ memories: [memory], graph }));
    return receipt.memories[0]?.id ?? '';
  };
  const commit: Opened['commit'] = async (changes) => {
    await store.commit(changeSet(changes));
  };
  const named: Opened['named'] = async (called, cube = 'user:ada') => {
    const [{ no } = { no: 0 }] = await store.cubes.states(TENANT, [cube]);
    return store.graph.named(no, [called]);
  };
  const erase: Opened['erase'] = async (...ids) => {
    const memories = (await store.memories.byIds(TENANT, ids)).map(({ id, version }) => ({
      id,
      version,
      sources: 0,
      fingerprints: [],
    }));
    const traces = { said: [], named: [], pauseUntil: null };
    await commit({ erasure: { spans: [], memories, episodes: [], cubes: [], traces } });
  };
  return { store, space, say, commit, named, erase };
}

function entry(memory: string, { mentions = [], relations = [] }: Said): GraphEntry {
  return { memory, mentions, relations };
}

function ref(name: string, kind: string | null = null, ...aliases: string[]): EntityRef {
  return { name, kind, aliases };
}

function relation(from: string, kind: string, to: string, parts: Partial<NewRelation> = {}) {
  return { from: ref(from), kind, to: ref(to), validFrom: null, validTo: null, ...parts };
}

function namingCases(it: It): void {
  it('finds an entity by its name and its aliases, however they are written', async (opened) => {
    const { say, named } = opened;
    await say('a', { mentions: [ref('Zoë  Müller', null, 'Zo')] });
    await say('b', { mentions: [ref('zoe muller')] });
    await say('c', { mentions: [ref('ZO')] });
    const [zoe, ...more] = await named('Zoe Muller');
    assert.deepEqual(more, []);
    assert.equal(zoe?.name, 'Zoë  Müller');
    assert.deepEqual(zoe?.aliases, ['ZO', 'Zo', 'zoe muller']);
    assert.equal(zoe?.mentions, 3);
    assert.deepEqual(await named('zo'), [zoe]);
    assert.deepEqual(await named('nobody'), []);
  });

  it('tells entities of two kinds apart; one of no kind takes the first it is told', async (opened) => {
    const { say, named } = opened;
    await say('a', { mentions: [ref('Paris')] });
    await say('b', { mentions: [ref('Paris', 'place')] });
    await say('c', { mentions: [ref('Paris', 'person')] });
    await say('d', { mentions: [ref('Paris')] });
    const found = (await named('paris')).map(({ kind, mentions }) => [kind, mentions]);
    assert.deepEqual(found, [
      ['place', 3],
      ['person', 1],
    ]);
  });

  it('does the same within one change set', async ({ say, named }) => {
    await say('a', { mentions: [ref('Momo'), ref('momo', 'animal', 'Mo'), ref('MO')] });
    const found = await named('momo');
    assert.deepEqual(
      found.map(({ kind, aliases, mentions }) => [kind, aliases, mentions]),
      [['animal', ['MO', 'Mo', 'momo'], 1]],
    );
  });

  it('does not take two for one because of an alias that both have', async ({ say, named }) => {
    await say('a', { mentions: [ref('Anna', 'person', 'Mum')] });
    await say('b', { mentions: [ref('Carla', 'person', 'Mum')] });
    const mums = (await named('mum')).map(({ name }) => name);
    assert.deepEqual(mums.toSorted(), ['Anna', 'Carla']);
  });

  it('keeps cubes apart', async ({ say, named }) => {
    await say('a', { mentions: [ref('Momo')] });
    await say('b', { mentions: [ref('Momo')] }, { scope: scopeOf({ cube: 'team' }) });
    const [ours, theirs] = [await named('momo'), await named('momo', 'team')];
    assert.deepEqual([ours.length, theirs.length], [1, 1]);
    assert.notEqual(ours[0]?.no, theirs[0]?.no);
  });

  it('adds nothing that is said again', async ({ store, say, named, commit }) => {
    const said = { mentions: [ref('Ada', 'person')], relations: [relation('Ada', 'owns', 'Momo')] };
    const id = await say('a', said);
    await commit({ graph: [entry(id, said), entry(id, said)] });
    const [ada] = await named('ada');
    assert.equal(ada?.mentions, 1);
    const all = await store.graph.relations({ entities: [ada?.no ?? 0], at: null, limit: 9 });
    assert.equal(all.length, 1);
  });

  it('belongs to the memory that holds the evidence', async ({ store, say, named }) => {
    const first = await say('Ada owns Momo', { mentions: [ref('Ada')] });
    const again = await say('Ada owns Momo', { mentions: [ref('Momo')] });
    assert.equal(again, first);
    const [momo] = await named('momo');
    const [mention] = await store.graph.mentioning([momo?.no ?? 0], 9);
    assert.equal(mention?.memory.id, first);
  });

  it('makes one entity of what two say at once', async ({ say, named }) => {
    const texts = ['a', 'b', 'c', 'd'];
    await Promise.all(texts.map((text) => say(text, { mentions: [ref('Momo')] })));
    assert.deepEqual(
      (await named('momo')).map(({ mentions }) => mentions),
      [4],
    );
  });

  it('takes names of any length, and finds them again', async ({ say, named }) => {
    const long = '長い名前👩‍👩‍👧‍👦'.repeat(1_000);
    await say('a', { mentions: [ref(long)] });
    assert.equal((await named(long)).length, 1);
  });

  it('refuses what rests on no memory, and writes nothing of it', async (opened) => {
    const { store, space, named, commit } = opened;
    const tenant = await store.tenant('other');
    const theirs = newMemory('theirs', space);
    await commit({ tenant, memories: [theirs] });
    const ours = newMemory('ours', space);
    const graph = [entry(theirs.id, { mentions: [ref('Momo')] })];
    await assert.rejects(
      commit({ memories: [ours], graph }),
      (error) => TulvingError.isInstance(error) && error.code === 'not_found',
    );
    assert.deepEqual(await store.memories.byIds(TENANT, [ours.id]), []);
    assert.deepEqual(await named('momo'), []);
  });
}

function readingCases(it: It): void {
  it('pages the most mentioned first, by letters of a name and by kind', async (opened) => {
    const { store, say, commit, space } = opened;
    await say('a', { mentions: [ref('Ada', 'person'), ref('Lisbon', 'place', 'Lisboa')] });
    await say('b', { mentions: [ref('Ada'), ref('Adam', 'person')] });
    const gone = await say('c', { mentions: [ref('Ghost', 'person')] });
    const revision = {
      ...revisionOf(gone, 'c', space),
      event: 'deleted',
      state: 'deleted',
    } as const;
    await commit({ revisions: [revision] });
    const [{ no: cube } = { no: 0 }] = await store.cubes.states(TENANT, ['user:ada']);
    const page = async (more: object) =>
      (await store.graph.page({ cube, limit: 9, ...more })).map(({ name }) => name);
    assert.deepEqual(await page({}), ['Ada', 'Lisbon', 'Adam']);
    assert.deepEqual(await page({ limit: 1, offset: 1 }), ['Lisbon']);
    assert.deepEqual(await page({ text: 'DA' }), ['Ada', 'Adam']);
    assert.deepEqual(await page({ text: 'lisboa' }), ['Lisbon']);
    assert.deepEqual(await page({ kind: 'person' }), ['Ada', 'Adam']);
  });

  it('does not show a name that only a deleted memory uses', async (opened) => {
    const { say, named, commit, space } = opened;
    const first = await say('a', { mentions: [ref('The Boss', null, 'Ada')] });
    await say('b', { mentions: [ref('Ada')] });
    const revision = {
      ...revisionOf(first, 'a', space),
      event: 'deleted',
      state: 'deleted',
    } as const;
    await commit({ revisions: [revision] });
    const [ada] = await named('ada');
    assert.deepEqual([ada?.name, ada?.aliases, ada?.mentions], ['Ada', [], 1]);
  });

  it('tells which memories mention an entity and whom a memory mentions', async (opened) => {
    const { store, say, named } = opened;
    const older = await say('a', { mentions: [ref('Ada', null, 'Addie'), ref('Momo')] });
    const newer = await say('b', { mentions: [ref('Ada')] });
    const [ada] = await named('ada');
    const [momo] = await named('momo');
    const numbers = [ada?.no ?? 0, momo?.no ?? 0];
    const mentions = await store.graph.mentioning(numbers, 9);
    assert.deepEqual(
      mentions.map(({ entity, names, memory }) => [entity, names, memory.id]),
      [
        [ada?.no, ['Ada'], newer],
        [ada?.no, ['Ada', 'Addie'], older],
        [momo?.no, ['Momo'], older],
      ],
    );
    assert.deepEqual(mentions[0]?.memory.scope, scopeOf());
    assert.equal((await store.graph.mentioning(numbers, 2)).length, 2);
    const read = await store.graph.mentionedIn([mentions[1]?.memory.no ?? 0]);
    assert.deepEqual(
      read.map(({ entity }) => entity),
      numbers,
    );
    assert.deepEqual(await store.graph.byNumbers([momo?.no ?? 0, 999]), [momo]);
  });
}

function relationCases(it: It): void {
  const told = async ({ store, named }: Opened, name: string, at: number | null) => {
    const [one] = await named(name);
    const found = await store.graph.relations({ entities: [one?.no ?? 0], at, limit: 9 });
    return found.map(({ kind, validFrom, validTo }) => [kind, validFrom, validTo]);
  };

  it('holds as long as it says and as long as its memory holds', async (opened) => {
    const { say } = opened;
    const [first, second, third] = [START, START + DAY, START + 2 * DAY];
    await say(
      'a',
      { relations: [relation('Ada', 'lives_in', 'Oslo', { validFrom: second })] },
      { validFrom: first, validTo: third },
    );
    await say('b', { relations: [relation('Momo', 'owned_by', 'Ada', { validTo: third })] });
    const home = ['lives_in', second, third];
    const owner = ['owned_by', null, third];
    assert.deepEqual(await told(opened, 'ada', null), [home, owner]);
    assert.deepEqual(await told(opened, 'ada', first), [owner]);
    assert.deepEqual(await told(opened, 'ada', second), [home, owner]);
    assert.deepEqual(await told(opened, 'ada', third), []);
    assert.deepEqual(await told(opened, 'momo', second), [owner]);
  });

  it('names both ends, which are mentioned, and its memory', async ({ store, say, named }) => {
    const id = await say('a', { relations: [relation('Ada', 'lives_in', 'Oslo')] });
    const [ada] = await named('ada');
    const [oslo] = await named('oslo');
    const entities = [oslo?.no ?? 0];
    const [found] = await store.graph.relations({ entities, at: null, limit: 9 });
    assert.deepEqual([found?.from, found?.to, found?.memory.id], [ada?.no, oslo?.no, id]);
    assert.deepEqual([ada?.mentions, oslo?.mentions], [1, 1]);
  });

  it('is not shown while its memory is deleted or held back', async (opened) => {
    const { say, commit, space } = opened;
    const id = await say('a', { relations: [relation('Ada', 'lives_in', 'Oslo')] });
    await say('b', { relations: [relation('Ada', 'fears', 'Owls')] }, { state: 'paused' });
    assert.deepEqual(await told(opened, 'ada', null), [['lives_in', null, null]]);
    const revision = { ...revisionOf(id, 'a', space), event: 'deleted', state: 'deleted' } as const;
    await commit({ revisions: [revision] });
    assert.deepEqual(await told(opened, 'ada', null), []);
  });

  it('goes when its memory says something else; mentions stay whose names are there', async (opened) => {
    const { say, commit, space, named } = opened;
    const id = await say('Ada lives in Oslo', { relations: [relation('Ada', 'lives_in', 'Oslo')] });
    await commit({ revisions: [revisionOf(id, 'Ada lives in Rome', space)] });
    assert.deepEqual(await told(opened, 'ada', null), []);
    assert.deepEqual(
      (await named('ada')).map(({ mentions }) => mentions),
      [1],
    );
    assert.deepEqual(await named('oslo'), []);
  });
}

function mergingCases(it: It): void {
  it('shows what was merged through the memory that it became a part of', async (opened) => {
    const { store, say, commit, space, named } = opened;
    const whole = await say('whole', { mentions: [ref('Ada')] });
    const part = await say('part', {
      mentions: [ref('Ada', null, 'Addie'), ref('Momo')],
      relations: [relation('Ada', 'owns', 'Momo')],
    });
    const merged = (mergedInto: string | null, version: number) => ({
      memory: part,
      expectVersion: version,
      event: 'merged' as const,
      index: indexOf('part', space),
      mergedInto,
    });
    await commit({ revisions: [merged(whole, 1)] });
    const [ada] = await named('ada');
    const [momo] = await named('momo');
    assert.deepEqual([ada?.mentions, momo?.mentions], [1, 1]);
    const entities = [momo?.no ?? 0];
    const holders = async () => [
      ...(await store.graph.mentioning(entities, 9)),
      ...(await store.graph.relations({ entities, at: START, limit: 9 })),
    ];
    assert.deepEqual(
      (await holders()).map(({ memory }) => memory.id),
      [whole, whole],
    );
    const [{ no } = { no: 0 }] = await store.memories.byIds(TENANT, [whole]);
    assert.deepEqual(
      (await store.graph.mentionedIn([no])).map(({ names }) => names),
      [['Ada', 'Addie'], ['Momo']],
    );
    await commit({ revisions: [merged(null, 2)] });
    assert.deepEqual(
      (await holders()).map(({ memory }) => memory.id),
      [part, part],
    );
  });
}

function erasingCases(it: It): void {
  it('takes relations, mentions and names out with the memory that they rest on', async (opened) => {
    const { store, say, named, erase } = opened;
    const gone = await say('a', {
      mentions: [ref('Ada Lovelace', 'person', 'Ada'), ref('Secret Club')],
      relations: [relation('Ada', 'member_of', 'Secret Club')],
    });
    await say('b', { mentions: [ref('Ada')] });
    await erase(gone);
    assert.deepEqual(await named('secret club'), []);
    assert.deepEqual(await named('ada lovelace'), []);
    const [ada] = await named('ada');
    assert.deepEqual([ada?.name, ada?.aliases, ada?.mentions], ['Ada', [], 1]);
    const entities = [ada?.no ?? 0];
    assert.deepEqual(await store.graph.relations({ entities, at: null, limit: 9 }), []);
    assert.deepEqual(await faultsOf(store), []);
  });
}
