import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FULL } from '../src/model/access.js';
import { type Caller, LOCAL } from '../src/model/caller.js';
import {
  itOnFiles,
  openMemory,
  temporaryDirectory,
  temporaryMemory,
} from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
/** Pages of 4 KiB: what an empty store takes, and a few more. */
async function fewPages(): Promise<number> {
  const data = temporaryDirectory();
  await (await openMemory({ data })).close();
  return statSync(join(data, 'tulving.db')).size / 4_096 + 18;
}
const START = Date.parse('2026-03-04T09:30:00Z');

/** A memory whose clock is moved by hand, with two facts in it. */
async function withFacts(options: Parameters<typeof temporaryMemory>[0] = {}) {
  let now = START;
  const memory = await temporaryMemory({ clock: () => now, ...options });
  const note = async (text: string, more: object = {}) =>
    (await memory.add({ ...ada, text, ...more })).memories[0]?.id ?? '';
  const lisbon = await note('My sister Mia lives in Lisbon.');
  const piano = await note('Mia plays the piano.');
  const later = (ms = 3_600_000) => void (now += ms);
  later();
  return { memory, note, lisbon, piano, later };
}

const LIVE = { ...ada, query: 'Where does Mia live?' };

describe('searches that are kept (T7)', () => {
  it('tell who asked what, when, and what was answered, newest first', async () => {
    const { memory, lisbon, piano, later } = await withFacts();
    const caller = { ...LOCAL, principal: 'desk', app: 'cursor' };
    const { results } = await memory.search({ ...LIVE, limit: 5 }, caller);
    later();
    await memory.context({ ...ada, query: 'Who plays the piano?', budget_tokens: 200 });
    const { data, next_cursor } = await memory.traces.list();
    expect(next_cursor).toBeNull();
    expect(data).toMatchObject([
      {
        kind: 'context',
        request: { user_id: 'ada', query: 'Who plays the piano?', budget_tokens: 200 },
        principal: null,
      },
      {
        kind: 'search',
        at: '2026-03-04T10:30:00.000Z',
        request: { ...LIVE, limit: 5, reference_time: '2026-03-04T10:30:00.000Z' },
        within: null,
        principal: 'desk',
        app: 'cursor',
        candidates: 2,
        coverage: 0.7682,
        redacted: [],
        trace: null,
        cubes: [{ name: 'user:ada', memories: 2, changes: 2 }],
      },
    ]);
    expect(data[0]?.results[0]?.memory_id).toBe(piano);
    expect(data[1]?.results).toEqual(
      results.map(({ id, score, version }) => ({ memory_id: id, score, version })),
    );
    expect(data[1]?.results[0]?.memory_id).toBe(lisbon);
    expect(await memory.traces.get(data[1]?.id ?? '')).toEqual(data[1]);
  });

  it('come in pages, and are found again by another process and after closing', async () => {
    const data = temporaryDirectory();
    const memory = await openMemory({ data, timezone: 'UTC' });
    for (const query of ['one', 'two', 'three']) await memory.search({ ...ada, query });
    const queries = ({ data: page }: Awaited<ReturnType<typeof memory.traces.list>>) =>
      page.map(({ request }) => request['query']);
    const first = await memory.traces.list({ limit: 2 });
    expect(queries(first)).toEqual(['three', 'two']);
    const cursor = first.next_cursor ?? '';
    expect(queries(await memory.traces.list({ limit: 2, cursor }))).toEqual(['one']);
    const beside = await temporaryMemory({ data });
    expect(queries(await beside.traces.list())).toHaveLength(3);
    await memory.search({ ...ada, query: 'four' });
    await memory.close();
    expect(queries(await beside.traces.list())).toEqual(['four', 'three', 'two', 'one']);
    await expect(beside.traces.list({ cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(beside.traces.get('x')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('hold the whole explanation where it was asked for', async () => {
    const { memory } = await withFacts();
    const { trace } = await memory.search({ ...LIVE, explain: true });
    const { data } = await memory.traces.list();
    expect(data[0]?.trace).toEqual(trace);
    expect(data[0]?.request).not.toHaveProperty('explain');
  });

  it('hold no secret, and none is asked again without it (T8)', async () => {
    const data = temporaryDirectory();
    const memory = await openMemory({
      data,
      timezone: 'UTC',
      redact: (text) => text.replaceAll('Project Falcon', '[hidden]'),
    });
    const token = `ghp_${'a1B2c3D4e5'.repeat(3)}f6G7h8`;
    await memory.search({ ...ada, query: `Is ${token} still my token?`, explain: true });
    await memory.search({ ...ada, query: 'When does Project Falcon start?' });
    const kept = (await memory.traces.list()).data;
    expect(kept.map(({ request, redacted, trace }) => [request['query'], redacted, trace])).toEqual(
      [
        ['When does [hidden] start?', ['redact_hook'], null],
        ['Is [REDACTED:github_token] still my token?', ['github_token'], null],
      ],
    );
    expect(await memory.traces.replay()).toMatchObject({ replayed: 0 });
    const ids = kept.map(({ id }) => id);
    expect(await memory.traces.replay({ ids })).toMatchObject({ counts: { failed: 2 } });
    await memory.close();
    const bytes = readdirSync(data).map((name) => readFileSync(join(data, name), 'latin1'));
    for (const word of [token, 'Falcon', 'falcon']) expect(bytes.join()).not.toContain(word);
  });

  it('are none when the setting is 0, and replays are none themselves', async () => {
    const off = await withFacts({ tracesMegabytes: 0 });
    await off.memory.search(LIVE);
    expect((await off.memory.traces.list()).data).toEqual([]);
    const on = await withFacts();
    await on.memory.search(LIVE);
    await on.memory.traces.replay();
    expect((await on.memory.traces.list()).data).toHaveLength(1);
  });

  it('go with the memory that told when something was', async () => {
    const { memory, note, piano } = await withFacts();
    const wedding = await note(
      'The wedding at the lake, with a band from Faro, lanterns, fireworks and a cake.',
      { occurred_at: '2026-01-20' },
    );
    await memory.search({
      ...ada,
      query: 'Mia plays the piano: two days before the wedding?',
      limit: 1,
      explain: true,
    });
    const [kept] = (await memory.traces.list()).data;
    expect(kept?.results.map(({ memory_id }) => memory_id)).toEqual([piano]);
    expect(kept?.trace?.query.times[0]?.event).toBe(wedding);
    await memory.erase(wedding);
    expect((await memory.traces.list()).data).toEqual([]);
  });

  it('pause after an erasure that somebody asked for, and not after a chore', async () => {
    const { memory, lisbon, piano, later } = await withFacts();
    const kept = async () => (await memory.traces.list()).data.length;
    await memory.delete(piano);
    later(40 * 86_400_000);
    expect(await memory.runJobs((_, error) => expect.fail(String(error)))).toBeGreaterThan(0);
    await expect(memory.history(piano)).rejects.toMatchObject({ code: 'not_found' });
    later(1);
    await memory.search({ ...ada, query: 'tea' });
    expect(await kept()).toBe(1);
    await memory.erase(lisbon);
    later(60_000);
    await memory.search(LIVE);
    expect(await kept()).toBe(1);
    later(10 * 60_000);
    await memory.search(LIVE);
    expect(await kept()).toBe(2);
  });

  it('take no more room than is set: the oldest go', async () => {
    const { memory } = await withFacts({ tracesMegabytes: 1 });
    const long = 'Where is the kite? '.repeat(800);
    for (let at = 0; at < 100; at++) await memory.search({ ...ada, query: `${at} ${long}` });
    const { data } = await memory.traces.list({ limit: 100 });
    const numbers = data.map(({ request }) => Number.parseInt(String(request['query']), 10));
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers.length).toBeLessThan(80);
    expect(numbers).toEqual(Array.from(numbers, (_, index) => 99 - index));
  }, 30_000);

  itOnFiles('tell a write that failed to the log, and not to whoever searches', async () => {
    const told: unknown[] = [];
    const memory = await temporaryMemory({ pageLimit: await fewPages(), accessLogDays: 0 });
    await memory.startJobs((job, error) => void told.push(job, String(error)));
    const long = 'kite '.repeat(3_000);
    for (let at = 0; at < 40; at++) {
      expect((await memory.search({ ...ada, query: `${at} ${long}` })).results).toEqual([]);
    }
    await memory.traces.list();
    expect(told).toEqual([undefined, expect.stringMatching(/searches were not kept.*full/)]);
  });

  itOnFiles('tell it as a warning of the process where there is no log', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    onTestFinished(() => warned.mockRestore());
    const memory = await openMemory({ data: temporaryDirectory(), pageLimit: await fewPages() });
    const long = 'kite '.repeat(3_000);
    for (let at = 0; at < 40; at++) await memory.search({ ...ada, query: `${at} ${long}` });
    await memory.close();
    expect(String(warned.mock.calls[0]?.[0])).toContain('were not kept');
  });
});

describe('a replay (T7)', () => {
  it('answers the same where nothing has changed, whatever the time is', async () => {
    const { memory, note, later } = await withFacts();
    await note('We flew kites.', { occurred_at: '2026-03-03' });
    await memory.search({ ...ada, query: 'What did we do yesterday?' });
    await memory.search(LIVE);
    await memory.context({ ...LIVE, query: 'piano' });
    later(400 * 86_400_000);
    const report = await memory.traces.replay();
    expect(report).toMatchObject({ replayed: 3, counts: { same: 3 }, overlap: 1, rbo: 1 });
    expect(report.outcomes.map(({ data }) => data)).toEqual(['same', 'same', 'same']);
    const first = report.outcomes.find(({ kind }) => kind === 'context');
    expect(first?.results[0]?.text).toBe('Mia plays the piano.');
  });

  it('tells of each memory why it came or went', async () => {
    const { memory, note, lisbon, piano, later } = await withFacts();
    const gone = await note('Mia lives by the sea.');
    const corrected = await note('Mia lives with Tom.');
    await memory.search(LIVE);
    later();
    await memory.delete(lisbon);
    await memory.update(corrected, { text: 'Tom has a boat.' });
    await memory.erase(gone);
    const added = await note('Mia lives in Porto.');
    // The trace that answered with what was erased went along.
    expect(await memory.traces.replay()).toMatchObject({ replayed: 0 });
    const recorded = [lisbon, gone, corrected, piano].map((memory_id, index) => {
      return { memory_id, score: 1 - index / 10, version: 1 };
    });
    const answer = {
      kind: 'search' as const,
      at: new Date(START + 3_600_000).toISOString(),
      request: LIVE,
      within: null,
      cubes: [],
    };
    const { outcomes } = await memory.traces.replay({
      answers: [{ ...answer, results: recorded }],
    });
    const told = outcomes[0];
    expect(told).toMatchObject({ verdict: 'changed', data: 'unknown' });
    expect(told?.gone.map(({ memory_id, rank, because }) => [memory_id, rank, because])).toEqual([
      [lisbon, 1, 'deleted'],
      [gone, 2, 'not_found'],
      [corrected, 3, 'changed'],
    ]);
    expect(told?.new).toMatchObject([{ memory_id: added, rank: 1, because: 'added' }]);
    expect(told?.moved).toEqual([{ memory_id: piano, from: 4, to: 2 }]);
  });

  it('tells what the program changed from what the data changed', async () => {
    const { memory, note, lisbon, piano } = await withFacts();
    await memory.search(LIVE);
    const [kept] = (await memory.traces.list()).data;
    const then = { ...kept, id: undefined };
    // As another version would have answered it.
    const results = [piano, lisbon].map((memory_id) => ({ memory_id, score: 1, version: 1 }));
    const answers = [{ ...then, results }] as never;
    expect((await memory.traces.replay({ answers })).outcomes[0]).toMatchObject({
      verdict: 'order',
      data: 'same',
    });
    await note('The kettle is broken.');
    expect((await memory.traces.replay({ answers })).outcomes[0]).toMatchObject({
      verdict: 'order',
      data: 'changed',
    });
  });

  it('finds a memory by its words where the data was added anew', async () => {
    const one = await withFacts();
    await one.memory.search(LIVE);
    const { outcomes } = await one.memory.traces.replay();
    const answers = outcomes.map(({ kind, at, request, within, results, cubes }) => {
      return { kind, at, request, within, results, cubes };
    });
    const other = await withFacts();
    expect(await other.memory.traces.replay({ answers })).toMatchObject({ counts: { same: 1 } });
    const third = await withFacts();
    await third.memory.update(third.lisbon, { text: 'My sister Mia lives in Porto.' });
    expect(await third.memory.traces.replay({ answers })).toMatchObject({ counts: { changed: 1 } });
  });

  it('asks each request once, the newest first, and tells what cannot be asked', async () => {
    const { memory, later } = await withFacts();
    for (const query of ['piano', 'Mia', 'piano']) {
      later();
      await memory.search({ ...ada, query });
    }
    const { outcomes } = await memory.traces.replay();
    expect(outcomes.map(({ request }) => request['query'])).toEqual(['piano', 'Mia']);
    expect((await memory.traces.replay({ limit: 1 })).replayed).toBe(1);
    const [first] = outcomes;
    const broken = { ...first, id: null, request: { query: '' } };
    const { kind, at, request, within, results, cubes } = broken as NonNullable<typeof first>;
    const report = await memory.traces.replay({
      answers: [{ kind, at, request, within, results, cubes }],
    });
    expect(report).toMatchObject({
      counts: { failed: 1 },
      outcomes: [{ error: { code: 'invalid_input' } }],
    });
  });
});

describe('traces behind keys (B9)', () => {
  const narrow = (key: string, more: Partial<Caller['access']> = {}): Caller => ({
    ...LOCAL,
    key,
    principal: 'test',
    access: { ...FULL, scopes: ['read'], user: 'ada', ...more },
  });

  it('show a part of the tenant only what was asked in its own name', async () => {
    const { memory } = await withFacts();
    await memory.add({ user_id: 'bob', text: 'Bob likes tea.' });
    const [mine, other] = [narrow('mine'), narrow('other')];
    await memory.search({ query: 'Where does Mia live?', explain: true }, mine);
    await memory.search({ query: 'piano' }, other);
    await memory.search({ user_id: 'bob', query: 'tea' });
    const asked = async (caller: Caller) =>
      (await memory.traces.list({}, caller)).data.map(({ request }) => request['query']);
    expect(await asked(LOCAL)).toEqual(['tea', 'piano', 'Where does Mia live?']);
    expect(await asked(mine)).toEqual(['Where does Mia live?']);
    expect(await asked(other)).toEqual(['piano']);
    expect(await asked(narrow('third'))).toEqual([]);
    const [own] = (await memory.traces.list({}, mine)).data;
    expect(own).toMatchObject({ cubes: [], took_ms: null, trace: { cubes: [], filtered: null } });
    const ids = (await memory.traces.list()).data.map(({ id }) => id);
    for (const id of ids.slice(0, 2)) {
      await expect(memory.traces.get(id, mine)).rejects.toMatchObject({ code: 'not_found' });
      await expect(memory.traces.replay({ ids: [id] }, mine)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    expect(await memory.traces.replay({}, mine)).toMatchObject({
      counts: { same: 1 },
      outcomes: [{ cubes: [], data: 'unknown' }],
    });
  });

  it('show two keys of one principal the same, as far as each reaches', async () => {
    const { memory } = await withFacts();
    const wide = narrow('wide', { principal: 'ada@example.org', user: null, agent: 'helper' });
    const tight = narrow('tight', { principal: 'ada@example.org', agent: 'helper' });
    await memory.search({ user_id: 'bob', query: 'wide' }, wide);
    await memory.search({ query: 'tight' }, tight);
    const asked = async (caller: Caller) =>
      (await memory.traces.list({}, caller)).data.map(({ request }) => request['query']);
    expect(await asked(wide)).toEqual(['tight', 'wide']);
    expect(await asked(tight)).toEqual(['tight']);
  });

  it('replay within what the key reached that asked, and never beyond the one that replays', async () => {
    const { memory, lisbon } = await withFacts();
    await memory.add({ user_id: 'bob', cube: 'shared', text: 'Mia lives with Bob.' });
    const mine = narrow('mine', { cubes: ['user:ada', 'shared'] });
    await memory.search({ query: 'Where does Mia live?' }, mine);
    expect(await memory.traces.replay()).toMatchObject({ counts: { same: 1 } });
    const bobs = {
      kind: 'search' as const,
      at: new Date(START).toISOString(),
      request: { user_id: 'bob', query: 'Where does Mia live?' },
      within: null,
      results: [{ memory_id: lisbon, score: 1, version: 1 }],
      cubes: [],
    };
    const { outcomes } = await memory.traces.replay({ answers: [bobs] }, mine);
    expect(outcomes).toMatchObject([{ verdict: 'failed', error: { code: 'forbidden' } }]);
    expect(JSON.stringify(outcomes)).not.toContain('with Bob');
  });
});
