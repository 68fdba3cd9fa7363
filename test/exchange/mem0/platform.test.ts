import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource, type SourceOptions } from '../../../src/facade/exchange/sources/sources.js';
import type { Memory } from '../../../src/memory.js';
import type { ImportRequest, ImportSource } from '../../../src/model/exchange.js';
import { runCli } from '../../helpers/cli.js';
import { listening } from '../../helpers/listening.js';
import { onFiles, temporaryDirectory, temporaryMemory } from '../../helpers/temporary-memory.js';
import { fakePlatform, KEY, type PlatformRow } from './fake-platform.js';
import { type Answer, wireFake } from './wire-fake.js';

const idOf = (n: number) => `892db2ae-06d9-49e5-8b3e-${String(n).padStart(12, '0')}`;

function row(n: number, memory: string, more: Partial<PlatformRow> = {}): PlatformRow {
  return {
    id: idOf(n),
    memory,
    user_id: 'ada',
    agent_id: null,
    app_id: null,
    run_id: null,
    metadata: { n },
    categories: ['food'],
    created_at: '2026-02-01T08:00:00.000000-07:00',
    updated_at: '2026-02-01T08:00:00.000000-07:00',
    expiration_date: null,
    lifecycle_state: 'active',
    replaced_by: null,
    ...more,
  };
}

function brought(
  memory: Memory,
  from: ImportSource,
  place: string,
  {
    saved,
    request = {},
    ...more
  }: Partial<SourceOptions> & { saved?: string; request?: ImportRequest } = {},
) {
  const wait = async () => undefined;
  const file = openSource(from, { place, key: KEY, fetch, wait, ...more }, saved);
  return memory.exchange.import([file], { default_user_id: 'default', ...request });
}

const tea = row(1, 'Drinks green tea.', {
  app_id: 'kitchen',
  run_id: 'talk-1',
  updated_at: '2026-03-01T00:00:00Z',
  expiration_date: '2031-01-01',
});
const histories = {
  [tea.id]: [
    {
      id: 'a',
      memory_id: tea.id,
      old_memory: null,
      new_memory: 'Drinks black tea.',
      event: 'ADD',
      created_at: '2026-02-01T15:00:00Z',
      updated_at: '2026-02-01T15:00:00Z',
    },
    {
      id: 'b',
      memory_id: tea.id,
      old_memory: 'Drinks black tea.',
      new_memory: 'Drinks green tea.',
      event: 'UPDATE',
      created_at: '2026-02-01T15:00:00Z',
      updated_at: '2026-03-01T00:00:00Z',
    },
  ],
};

describe('import from the platform of mem0 (T2)', () => {
  it('keeps ids, names, times, metadata, categories, history and supersession', async () => {
    const old = row(2, 'Lives in Porto.', {
      lifecycle_state: 'superseded',
      replaced_by: idOf(3),
      updated_at: '2026-04-01T00:00:00Z',
    });
    const rows = [
      tea,
      old,
      row(3, 'Lives in Lisbon.'),
      row(4, 'Answers in verse.', { user_id: null, agent_id: 'bard' }),
    ];
    const { url } = await fakePlatform({ rows, histories });
    const memory = await temporaryMemory();
    const report = await brought(memory, 'mem0-platform', url);
    expect(report).toMatchObject({ format: 'mem0', made: { memory: 4, link: 1 }, refused: 0 });
    expect(await memory.get(tea.id)).toMatchObject({
      text: 'Drinks green tea.',
      user_id: 'ada',
      app_id: 'kitchen',
      run_id: 'talk-1',
      metadata: { n: 1 },
      categories: ['food'],
      created_at: '2026-02-01T15:00:00.000Z',
      updated_at: '2026-03-01T00:00:00.000Z',
      expires_at: '2031-01-01T00:00:00.000Z',
      version: 2,
    });
    const history = await memory.history(tea.id);
    expect(history.map(({ event, text, at }) => [event, text, at])).toEqual([
      ['created', 'Drinks black tea.', '2026-02-01T15:00:00.000Z'],
      ['updated', 'Drinks green tea.', '2026-03-01T00:00:00.000Z'],
    ]);
    expect(await memory.get(idOf(2))).toMatchObject({
      superseded_by: idOf(3),
      valid_to: '2026-04-01T00:00:00.000Z',
    });
    const ended = await memory.history(idOf(2));
    expect(ended.map(({ event, version, valid_to: end }) => [event, version, end])).toEqual([
      ['created', 1, null],
      ['superseded', 2, '2026-04-01T00:00:00.000Z'],
    ]);
    expect(await memory.get(idOf(4))).toMatchObject({ agent_id: 'bard' });
  });

  it('reads all pages and each memory once, and only reads', async () => {
    const rows = Array.from({ length: 450 }, (_, n) =>
      row(n, `Fact number ${n} of the list.`, { agent_id: n % 2 ? 'bard' : null }),
    );
    const { url, asked } = await fakePlatform({ rows });
    const memory = await temporaryMemory();
    expect(await brought(memory, 'mem0-platform', url)).toMatchObject({ made: { memory: 450 } });
    const other = asked.filter(
      ({ method, path }) => method !== 'GET' && !(method === 'POST' && path === '/v3/memories/'),
    );
    expect(other).toEqual([]);
    expect(asked.filter(({ path }) => path.endsWith('/history/'))).toHaveLength(450);
  });

  it('adds nothing the second time, and is undone as one', async () => {
    const { url } = await fakePlatform({ rows: [tea], histories });
    const memory = await temporaryMemory();
    expect(
      await brought(memory, 'mem0-platform', url, { request: { dry_run: true } }),
    ).toMatchObject({ dry_run: true, made: { memory: 1 }, batch: null });
    const { batch } = await brought(memory, 'mem0-platform', url);
    const again = await brought(memory, 'mem0-platform', url);
    expect(again).toMatchObject({ made: {}, duplicates: 1, batch: null });
    await memory.undo({ batch: batch ?? '' });
    expect((await memory.list({ user_id: '*' })).data).toEqual([]);
  });

  it('waits as long as it is told, and tries again', async () => {
    const busy: Record<number, Answer> = {
      1: { status: 429, headers: { 'Retry-After': '7' }, body: {} },
      2: { status: 503, body: {} },
      4: { status: 502, body: {} },
    };
    const { url } = await fakePlatform({ rows: [tea], before: (_, count) => busy[count] });
    const waits: number[] = [];
    const memory = await temporaryMemory();
    const report = await brought(memory, 'mem0-platform', url, {
      wait: async (ms) => void waits.push(ms),
    });
    expect(report.made).toMatchObject({ memory: 1 });
    expect(waits).toEqual([7_000, 2_000, 1_000]);
  });

  it('goes on from what was saved, without asking for its history again', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => row(n, `Fact number ${n} of the list.`));
    let isDown = true;
    const { url, asked } = await fakePlatform({
      rows,
      before: ({ path }) =>
        isDown && path.includes(idOf(20)) ? { status: 400, body: { error: 'no' } } : undefined,
    });
    const saved = join(temporaryDirectory(), 'mem0.json');
    const memory = await temporaryMemory();
    await expect(brought(memory, 'mem0-platform', url, { saved })).rejects.toMatchObject({
      code: 'url_failed',
    });
    expect(statSync(saved).mode & 0o777).toBe(0o600);
    isDown = false;
    asked.length = 0;
    const report = await brought(memory, 'mem0-platform', url, { saved });
    expect(report.read).toMatchObject({ memory: 30 });
    expect(asked.filter(({ path }) => path.endsWith('/history/'))).toHaveLength(10);
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toHaveLength(30);
    expect((await memory.list({ user_id: '*', limit: 100 })).data).toHaveLength(30);
  });

  it('sends the key to no other host, and says what is wrong with it', async () => {
    const elsewhere = await wireFake(() => ({ status: 200, body: [] }));
    const { url } = await wireFake(() => ({
      status: 302,
      headers: { Location: `${elsewhere.url}/v1/entities/` },
      body: {},
    }));
    const memory = await temporaryMemory();
    await expect(brought(memory, 'mem0-platform', url)).rejects.toThrow('points to');
    expect(elsewhere.asked).toEqual([]);
    const { url: strict } = await fakePlatform({ rows: [] });
    await expect(brought(memory, 'mem0-platform', strict, { key: 'wrong' })).rejects.toThrow(
      'does not take the key (401)',
    );
  });

  it('reads the same from the dialect of a Tulving', async () => {
    const { memory, url } = await listening();
    const { memories } = await memory.add({
      user_id: 'ada',
      text: 'Plays the cello.',
      metadata: { a: 1 },
    });
    const id = memories[0]?.id ?? '';
    await memory.update(id, { text: 'Plays the viola.' });
    const other = await temporaryMemory();
    await brought(other, 'mem0-platform', `${url}/mem0`);
    expect(await other.get(id)).toMatchObject({
      text: 'Plays the viola.',
      user_id: 'ada',
      metadata: { a: 1 },
    });
    expect((await other.history(id)).map(({ text }) => text)).toEqual([
      'Plays the cello.',
      'Plays the viola.',
    ]);
  });
});

describe("import from mem0's self-hosted server (T2)", () => {
  it('reads what it lists of each name, with history', async () => {
    const item = {
      id: tea.id,
      memory: 'Drinks green tea.',
      hash: '1',
      metadata: { n: 1 },
      created_at: '2026-02-01T15:00:00Z',
      updated_at: '2026-03-01T00:00:00Z',
      user_id: 'ada',
      run_id: 'talk-1',
    };
    const { url, asked } = await wireFake(({ path, headers, query }) => {
      if (headers['x-api-key'] !== KEY) return { status: 401, body: { detail: 'no' } };
      if (path === '/entities')
        return {
          status: 200,
          body: [
            { id: 'ada', type: 'user' },
            { id: 'talk-1', type: 'run' },
          ],
        };
      if (path === '/memories' && query.get('user_id') !== 'nobody')
        return { status: 200, body: { results: [item] } };
      return { status: 200, body: histories[tea.id] };
    });
    const memory = await temporaryMemory();
    expect(await brought(memory, 'mem0-server', url)).toMatchObject({ made: { memory: 1 } });
    expect(await memory.get(tea.id)).toMatchObject({ run_id: 'talk-1', version: 2 });
    expect(asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('tells that it may not be all, where the server lists no more', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) => row(n, `Fact number ${n}.`));
    const { url } = await wireFake(({ path }) => ({
      status: 200,
      body: path === '/entities' ? [{ id: 'ada', type: 'user' }] : { results: many },
    }));
    const memory = await temporaryMemory();
    const report = await brought(memory, 'mem0-server', url, {
      withHistory: false,
      request: { dry_run: true },
    });
    expect(report).toMatchObject({ made: { memory: 1_000 }, refused: 1 });
    expect(report.errors[0]?.detail).toContain('user ada may have more');
  });
});

describe.skipIf(!onFiles)('tulving import --from (T2)', () => {
  it('brings in from the address with the key of the environment', async () => {
    const { url } = await fakePlatform({ rows: [tea], histories });
    const data = temporaryDirectory();
    process.env['KEY_OF_THE_TEST'] = KEY;
    const run = (...more: string[]) =>
      runCli(
        'import',
        url,
        '--from',
        'mem0-platform',
        '--key-env',
        'KEY_OF_THE_TEST',
        '--data',
        data,
        '--json',
        ...more,
      );
    const dry = await run('--dry-run');
    expect(JSON.parse(dry.out)).toMatchObject({ dry_run: true, made: { memory: 1 } });
    const first = await run();
    expect(JSON.parse(first.out)).toMatchObject({ made: { memory: 1 }, format: 'mem0' });
    expect(JSON.parse((await run()).out)).toMatchObject({ made: {}, duplicates: 1 });
    delete process.env['KEY_OF_THE_TEST'];
    const keyless = await run();
    expect(keyless.code).toBe(2);
    expect(keyless.err).toContain('KEY_OF_THE_TEST is empty');
  });

  it('brings it into a server, which goes to no address itself', async () => {
    const { url } = await fakePlatform({ rows: [tea], histories });
    const { url: server, memory } = await listening();
    process.env['KEY_OF_THE_TEST'] = KEY;
    const { code } = await runCli(
      'import',
      url,
      '--from',
      'mem0-platform',
      '--key-env',
      'KEY_OF_THE_TEST',
      '--url',
      server,
    );
    delete process.env['KEY_OF_THE_TEST'];
    expect(code).toBe(0);
    expect(await memory.get(tea.id)).toMatchObject({ version: 2 });
    const asked = await fetch(`${server}/v1/import?from=mem0-platform`, {
      method: 'POST',
      body: url,
    });
    expect(asked.status).toBe(422);
  });
});
