import { describe, expect, it } from 'vitest';
import { type Caller, LOCAL } from '../../src/model/caller.js';
import { temporaryApi } from '../helpers/api.js';
import {
  everythingIn,
  openMemory,
  temporaryDirectory,
  temporaryMemory,
} from '../helpers/temporary-memory.js';

const cursor: Caller = { ...LOCAL, app: 'cursor' };
const claude: Caller = { ...LOCAL, app: 'claude', access: { ...LOCAL.access, app: 'claude' } };

function clocked(start = '2026-03-01T12:00:00Z') {
  let now = Date.parse(start);
  return { clock: () => now, later: (ms: number) => void (now += ms) };
}

const DAY = 86_400_000;

describe('the access log (D6)', () => {
  it('is narrowed to what was asked with certain letters, for who is told of all', async () => {
    const memory = await temporaryMemory();
    const { memories } = await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    await memory.search({ user_id: 'ada', query: 'Where is Mia?' });
    await memory.search({ user_id: 'ada', query: 'Anything at sea?' });
    const { data } = await memory.accessLog.list({ query: 'where IS' });
    expect(data.map(({ query }) => query)).toEqual(['Where is Mia?']);
    const narrow: Caller = { ...LOCAL, access: { ...LOCAL.access, user: 'ada' } };
    const memory_id = memories[0]?.id ?? '';
    await expect(memory.accessLog.list({ memory_id, query: 'w' }, narrow)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('tells who read and wrote a memory, when and by which query, with rank and score', async () => {
    const { clock, later } = clocked();
    const memory = await temporaryMemory({ clock });
    const { memories } = await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' }, cursor);
    const id = memories[0]?.id ?? '';
    await memory.add({ user_id: 'ada', text: 'Mia paints.' });
    later(1_000);
    const { results } = await memory.search({ user_id: 'ada', query: 'Where is Mia?' }, cursor);
    later(1_000);
    await memory.list({ user_id: 'ada' });
    later(1_000);
    await memory.get(id, cursor);
    later(1_000);
    await memory.update(id, { text: 'Mia lives in Porto.' }, cursor);
    later(1_000);
    await memory.delete(id, cursor);
    const { data } = await memory.accessLog.list({ memory_id: id });
    expect(data.map(({ kind }) => kind)).toEqual([
      'memory.deleted',
      'memory.updated',
      'get',
      'list',
      'search',
      'memory.created',
    ]);
    const rank = results.findIndex((hit) => hit.id === id) + 1;
    expect(data[4]).toEqual({
      at: '2026-03-01T12:00:01.000Z',
      kind: 'search',
      app: 'cursor',
      claimed: true,
      principal: null,
      user_id: 'ada',
      query: 'Where is Mia?',
      memories: [{ memory_id: id, rank, score: expect.closeTo(results[rank - 1]?.score ?? 0, 3) }],
    });
    expect(data[1]).toMatchObject({ app: 'cursor', claimed: null, query: null });
  });

  it('is filtered by app, user, kind and time, and goes on page by page', async () => {
    const { clock, later } = clocked();
    const memory = await temporaryMemory({ clock });
    await memory.add({ user_id: 'ada', text: 'Tea is ready.' });
    for (let at = 0; at < 5; at++) {
      later(1_000);
      await memory.search({ user_id: 'ada', query: `tea ${at}` }, at % 2 === 0 ? cursor : claude);
    }
    const queries = async (request: Parameters<typeof memory.accessLog.list>[0]) =>
      (await memory.accessLog.list(request)).data.map(({ query }) => query);
    expect(await queries({ app: 'claude' })).toEqual(['tea 3', 'tea 1']);
    expect(await queries({ kind: 'writes' })).toEqual([null]);
    expect(await queries({ kind: 'search', user: 'bob' })).toEqual([]);
    expect(await queries({ from: '2026-03-01T12:00:02Z', to: '2026-03-01T12:00:04Z' })).toEqual([
      'tea 2',
      'tea 1',
    ]);
    const all: (string | null)[] = [];
    let cursorOfPage: string | undefined;
    do {
      const page = await memory.accessLog.list({ limit: 2, cursor: cursorOfPage });
      all.push(...page.data.map(({ query, kind }) => query ?? kind));
      cursorOfPage = page.next_cursor ?? undefined;
    } while (cursorOfPage !== undefined);
    expect(all).toEqual(['tea 4', 'tea 3', 'tea 2', 'tea 1', 'tea 0', 'memory.created']);
    await expect(memory.accessLog.list({ cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('outlives the process, and can be switched off for a cube and for all', async () => {
    const data = temporaryDirectory();
    const first = await openMemory({ data, timezone: 'UTC' });
    await first.add({ cube: 'club', text: 'Tea is ready.' });
    await first.add({ user_id: 'ada', text: 'Tea for Ada.' });
    await first.cubes.set('club', { access_log: false });
    await first.search({ cube: 'club', query: 'secret tea' });
    await first.search({ user_id: 'ada', query: 'tea' });
    await first.close();
    const again = await temporaryMemory({ data });
    const { data: reads } = await again.accessLog.list({ kind: 'reads' });
    expect(reads.map(({ query }) => query)).toEqual(['tea']);
    const off = await temporaryMemory({ data: temporaryDirectory(), accessLogDays: 0 });
    await off.search({ user_id: 'ada', query: 'tea' });
    expect((await off.accessLog.list()).data).toEqual([]);
  });

  it('loses queries and ids of what is erased, and keeps that something was asked (DESIGN 13)', async () => {
    const data = temporaryDirectory();
    const memory = await openMemory({ data, timezone: 'UTC' });
    const { memories } = await memory.add({ user_id: 'ada', text: 'The password is xyzzyplugh.' });
    const id = memories[0]?.id ?? '';
    await memory.add({ user_id: 'ada', text: 'The tea is ready.' });
    await memory.search({ user_id: 'ada', query: 'xyzzyplugh password' });
    await memory.search({ user_id: 'bob', query: 'password xyzzyplugh' });
    await memory.search({ user_id: 'ada', query: 'tea ready' });
    await memory.accessLog.list();
    await memory.erase(id);
    const { data: reads } = await memory.accessLog.list({ kind: 'search' });
    expect(reads.map(({ query }) => query)).toEqual(['tea ready', null, null]);
    expect(JSON.stringify(reads)).not.toContain(id);
    await memory.compact({ whole: true });
    await memory.close();
    for (const { name, content } of await everythingIn(data)) {
      expect([name, content.includes('xyzzyplugh')]).toEqual([name, false]);
    }
  });

  it('keeps no more than its days and its size', async () => {
    const { clock, later } = clocked();
    const data = temporaryDirectory();
    const options = { data, timezone: 'UTC', clock, accessLogDays: 7, accessLogMegabytes: 1 };
    const first = await openMemory(options);
    await first.search({ user_id: 'ada', query: 'old' });
    await first.close();
    later(8 * DAY);
    const second = await openMemory(options);
    await second.search({ user_id: 'ada', query: 'new' });
    await second.accessLog.list();
    const kept = (await second.accessLog.list({ kind: 'reads' })).data.map(({ query }) => query);
    expect(kept).toEqual(['new']);
    await second.close();
    const third = await temporaryMemory(options);
    const long = 'x'.repeat(15_000);
    for (let at = 0; at < 100; at++) {
      await third.search({ user_id: 'ada', query: `${at} ${long}` });
      // Written while it is small, and long before a minute has gone.
      if (at % 25 === 0) await third.accessLog.list({ limit: 1 });
    }
    const bounded = (await third.accessLog.list({ kind: 'reads', limit: 1000 })).data;
    expect(bounded.length).toBeLessThan(72);
    expect(bounded[0]?.query?.startsWith('99 ')).toBe(true);
  });

  it('of a memory is told to who may read it, without what others asked; of all, to who reaches all', async () => {
    const memory = await temporaryMemory();
    const { memories } = await memory.add({ user_id: 'ada', text: 'Tea is ready.' });
    const memory_id = memories[0]?.id ?? '';
    await memory.search({ user_id: 'ada', query: 'tea' });
    const ada: Caller = { ...LOCAL, access: { ...LOCAL.access, scopes: ['read'], user: 'ada' } };
    const bob: Caller = { ...LOCAL, access: { ...LOCAL.access, scopes: ['read'], user: 'bob' } };
    const { data } = await memory.accessLog.list({ memory_id }, ada);
    expect(data.map(({ kind, query }) => [kind, query])).toEqual([
      ['search', null],
      ['memory.created', null],
    ]);
    await expect(memory.accessLog.list({}, ada)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(memory.accessLog.list({ memory_id }, bob)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('stats by day (C7, D2)', () => {
  it('count what was added and asked by day, app and user, with the average score', async () => {
    const { clock, later } = clocked();
    const api = await temporaryApi({}, { clock });
    const { memory } = api;
    await memory.add({ user_id: 'ada', app_id: 'cursor', text: 'Mia lives in Lisbon.' });
    const one = await memory.search({ user_id: 'ada', query: 'Mia Lisbon' }, cursor);
    later(DAY);
    await memory.add({ user_id: 'bob', text: 'Tea is ready.' });
    const other = await memory.search({ user_id: 'ada', query: 'Where does Mia live?' }, cursor);
    await memory.search({ user_id: 'bob', query: 'nothing of the kind zzz' });
    await memory.list({ user_id: 'ada' });
    const { body } = await api.call('GET', '/v1/stats/days?days=3');
    const best = (found: typeof one) => found.results[0]?.score ?? 0;
    const mean = (best(one) + best(other)) / 2;
    expect(body.days).toMatchObject([
      { day: '2026-02-28', added: 0, searches: 0, reads: 0, average_score: null },
      { day: '2026-03-01', added: 1, searches: 1, average_score: expect.closeTo(best(one), 3) },
      { day: '2026-03-02', added: 1, searches: 2, reads: 1 },
    ]);
    expect(body.total).toMatchObject({
      added: 2,
      searches: 3,
      reads: 1,
      average_score: expect.closeTo(mean, 3),
    });
    expect(body.apps).toContainEqual({
      app: 'cursor',
      added: 1,
      searches: 2,
      reads: 0,
      average_score: expect.closeTo(mean, 3),
    });
    const ada = await api.call('GET', '/v1/stats/days?user_id=ada&days=1');
    expect(ada.body.total).toMatchObject({ added: 0, searches: 1, reads: 1 });
  });

  it('tell the store when memories were last recalled, and which apps read how many', async () => {
    const { clock, later } = clocked();
    const memory = await temporaryMemory({ clock });
    await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    await memory.search({ user_id: 'ada', query: 'Mia' }, cursor);
    later(5_000);
    await memory.search({ user_id: 'ada', query: 'Lisbon' }, cursor);
    later(5_000);
    await memory.list({ user_id: 'ada' }, cursor);
    const { apps } = await memory.accessLog.days({ days: 1 });
    expect(apps).toMatchObject([
      { app: 'cursor', searches: 2, reads: 1 },
      { app: null, added: 1 },
    ]);
  });
});

describe('who is connected (D7)', () => {
  it('shows clients by transport and app, those that claim their name as such, and open streams', async () => {
    const api = await temporaryApi();
    await api.call('GET', '/v1/memories', undefined, { 'X-Tulving-Client': 'cursor' });
    await api.call('GET', '/v1/memories', undefined, { 'X-Tulving-Client': 'cursor' });
    const rpc = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: {} };
    const params = { name: 'memory_list', arguments: {} };
    await api.call(
      'POST',
      '/mcp',
      { ...rpc, params },
      { accept: 'application/json, text/event-stream', 'X-Tulving-Client': 'claude' },
    );
    const { body } = await api.call('GET', '/v1/connections');
    expect(body.data).toEqual([
      expect.objectContaining({ transport: 'mcp', app: 'claude', claimed: true, requests: 1 }),
      expect.objectContaining({
        transport: 'rest',
        app: 'cursor',
        claimed: true,
        requests: 2,
        streams: 0,
      }),
    ]);
    const key = await api.memory.keys.create({ name: 'desk', app_id: 'desk' });
    const headers = { authorization: `Bearer ${key.secret}` };
    await api.call('GET', '/v1/memories', undefined, headers);
    const admin = await api.memory.keys.create({ name: 'boss', scopes: ['admin'] });
    const told = await api.call('GET', '/v1/connections', undefined, {
      authorization: `Bearer ${admin.secret}`,
    });
    expect(told.body.data[0]).toMatchObject({ app: 'desk', claimed: false, principal: 'desk' });
  });
});
