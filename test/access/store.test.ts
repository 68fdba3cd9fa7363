import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewAccess } from '../../src/store/access-log.js';
import { changeSet } from '../../src/testing/change-sets.js';
import { openMemory, openStore, temporaryDirectory } from '../helpers/temporary-memory.js';

const base: Omit<NewAccess, 'at' | 'hits'> = {
  tenant: 1,
  kind: 'search',
  app: 'cursor',
  proven: false,
  principal: null,
  user: 'ada',
  query: 'harbour',
  terms: ['harbour'],
  names: ['ada'],
};

async function opened() {
  const data = temporaryDirectory();
  const memory = await openMemory({ data, timezone: 'UTC', accessLogDays: 0 });
  await memory.add({ user_id: 'ada', text: 'The harbour is quiet.' });
  await memory.add({ user_id: 'ada', text: 'The harbour is loud.' });
  await memory.close();
  const store = await openStore(data);
  onTestFinished(() => store.close());
  const reach = { cubes: 'all' } as const;
  const [one, other] = await store.removals.allWithin(1, reach, 10);
  return { store, one: one?.no ?? 0, other: other?.no ?? 0, id: one?.id ?? '' };
}

describe('the access log of a store (D6)', () => {
  it('tells when memories were last recalled: by searches, not by lists', async () => {
    const { store, one, other } = await opened();
    const hit = (memory: number) => [{ memory, score: 0.5 }];
    await store.accessLog.append([
      { ...base, at: 1_000, hits: hit(one) },
      { ...base, at: 2_000, hits: hit(one) },
      { ...base, at: 3_000, kind: 'list', hits: [...hit(one), ...hit(other)] },
    ]);
    expect(await store.accessLog.lastRecalled([one, other])).toEqual(new Map([[one, 2_000]]));
    expect(await store.accessLog.countsByApp(1)).toEqual([
      { app: 'cursor', memories: 4, first: 1_000, last: 3_000 },
    ]);
  });

  it('counts by day, kind, app and user, with the best scores', async () => {
    const { store, one, other } = await opened();
    const day = 86_400_000;
    const hits = [
      { memory: one, score: 0.75 },
      { memory: other, score: 0.25 },
    ];
    await store.accessLog.append([
      { ...base, at: day, hits },
      { ...base, at: day + 1, hits: [] },
      { ...base, at: 2 * day, hits, app: null },
    ]);
    const query = { tenant: 1, from: 0, to: 10 * day };
    const counts = { kind: 'search', user: 'ada' };
    expect(await store.accessLog.countsByDay(query)).toEqual([
      { ...counts, day: 1, app: 'cursor', requests: 2, memories: 2, scored: 1, scores: 0.75 },
      { ...counts, day: 2, app: null, requests: 1, memories: 2, scored: 1, scores: 0.75 },
    ]);
    expect(await store.accessLog.countsByDay({ ...query, app: 'claude' })).toEqual([]);
  });

  it('is cut by age, then by size, with what leads to it', async () => {
    const { store, one } = await opened();
    const hits = [{ memory: one, score: 0.5 }];
    await store.accessLog.append([1, 2, 3, 4].map((at) => ({ ...base, at, hits })));
    await store.accessLog.trim({ before: 3, mostBytes: 1e9 });
    const page = { tenant: 1, of: ['reads'], limit: 10 } as const;
    expect((await store.accessLog.page(page)).map(({ at }) => at)).toEqual([4, 3]);
    await store.accessLog.trim({ before: 0, mostBytes: 300 });
    expect((await store.accessLog.page(page)).map(({ at }) => at)).toEqual([4]);
    await store.accessLog.trim({ before: 10, mostBytes: 1e9 });
    expect(await store.accessLog.lastRecalled([one])).toEqual(new Map());
  });

  it('keeps no words that were erased between the search and its note', async () => {
    const { store, one, id } = await opened();
    const [found] = await store.memories.byIds(1, [id]);
    const { sources = [], version = 1 } = found ?? {};
    const at = 5_000;
    const erasure = {
      spans: [],
      memories: [{ id, version, sources: sources.length, fingerprints: [] }],
      episodes: sources.map(({ episode }) => episode),
      cubes: [],
      traces: { said: [], named: [], pauseUntil: null },
    };
    await store.commit(changeSet({ at, erasure }));
    await store.accessLog.append([{ ...base, at: at - 1, hits: [{ memory: one, score: 1 }] }]);
    const [read] = await store.accessLog.page({ tenant: 1, of: ['reads'], limit: 10 });
    expect(read).toMatchObject({ query: null, user: null, hits: [] });
  });
});
