import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileOfRows, type SourceOptions } from '../../../src/facade/exchange/sources/source.js';
import { mem0PgvectorRows } from '../../../src/facade/exchange/sources/mem0-pgvector.js';
import { openSource } from '../../../src/facade/exchange/sources/sources.js';
import { loadDriver } from '../../../src/store/sqlite/driver.js';
import { startPglite } from '../../helpers/pglite.js';
import { temporaryDirectory, temporaryMemory } from '../../helpers/temporary-memory.js';
import { imported } from '../files.js';
import { wireFake } from './wire-fake.js';

const idOf = (n: number) => `5f3c8a52-7a1d-4c0e-9b1f-${String(n).padStart(12, '0')}`;

/** As Python's library writes a payload: metadata lies among the rest. */
const python = {
  id: idOf(1),
  payload: {
    data: 'Likes green tea.',
    hash: 'ac0473b205d2dd9bde5ab4623437f498',
    user_id: 'ada',
    run_id: 'run-7',
    actor_id: 'Ada',
    role: 'user',
    text_lemmatized: 'like green tea',
    attributed_to: 'user',
    topic: 'drinks',
    text: 'a field of the user',
    created_at: '2026-02-01T08:00:00.000000-07:00',
    updated_at: '2026-03-01T08:00:00.000000-07:00',
    expiration_date: '2031-05-31',
  },
};
/** As TypeScript's does. */
const typescript = {
  id: idOf(2),
  payload: {
    data: 'The build takes nine minutes.',
    hash: 'de5928641358abcd7dd5fd45a2c47a76',
    agent_id: 'builder',
    attributedTo: 'assistant',
    textLemmatized: 'build take nine minute',
    stage: 2,
    createdAt: '2026-02-02T00:00:00.000Z',
    updatedAt: '2026-02-03T00:00:00.000Z',
  },
};
const entity = {
  id: idOf(3),
  payload: { data: 'Porto', entityType: 'PLACE', linkedMemoryIds: [idOf(1)] },
};

const both = [
  {
    id: idOf(1),
    text: 'Likes green tea.',
    user_id: 'ada',
    run_id: 'run-7',
    metadata: { topic: 'drinks', text: 'a field of the user' },
    created_at: '2026-02-01T15:00:00.000Z',
    updated_at: '2026-03-01T15:00:00.000Z',
    expires_at: '2031-05-31T00:00:00.000Z',
    trust: 'user',
  },
  {
    id: idOf(2),
    text: 'The build takes nine minutes.',
    agent_id: 'builder',
    metadata: { stage: 2 },
    created_at: '2026-02-02T00:00:00.000Z',
    updated_at: '2026-02-03T00:00:00.000Z',
    trust: 'agent',
  },
];

const unpacked = (name: string): string => {
  const path = join(temporaryDirectory(), `${name}.db`);
  writeFileSync(
    path,
    gunzipSync(readFileSync(new URL(`../../fixtures/mem0/${name}.db.gz`, import.meta.url))),
  );
  return path;
};

async function listOf(memory: Awaited<ReturnType<typeof temporaryMemory>>) {
  const { data } = await memory.list({ user_id: '*', sort: 'created_at', limit: 100 });
  return data;
}

describe('import from SQLite files of mem0 (T2)', () => {
  it("brings in what mem0's own library has written, with its history", async () => {
    const [place, history] = [unpacked('vectors'), unpacked('history')];
    const memory = await temporaryMemory();
    const bring = () =>
      memory.exchange.import([openSource('mem0-sqlite', { place, history, fetch })], {
        default_user_id: 'default',
      });
    expect(await bring()).toMatchObject({ made: { memory: 3 }, refused: 0, not_kept: [] });
    const { data } = await memory.list({ user_id: 'ada' });
    expect(data).toMatchObject([
      { text: 'Likes green tea.', version: 2, metadata: { topic: 'drinks', cups: 3 } },
    ]);
    const versions = await memory.history(data[0]?.id ?? '');
    expect(versions.map(({ text }) => text)).toEqual(['Likes black tea.', 'Likes green tea.']);
    expect(versions[1]?.at).toBe(data[0]?.updated_at);
    expect(await bring()).toMatchObject({ made: {}, duplicates: 3 });
  });

  it('says what is missing', async () => {
    const memory = await temporaryMemory();
    const bring = (place: string, history?: string) =>
      memory.exchange.import([openSource('mem0-sqlite', { place, history, fetch })]);
    await expect(bring('/nowhere/vector_store.db')).rejects.toMatchObject({ code: 'not_found' });
    await expect(bring(unpacked('vectors'), unpacked('vectors'))).rejects.toThrow(
      'holds no history',
    );
    const text = join(temporaryDirectory(), 'a.db');
    writeFileSync(text, 'This is no database at all.');
    await expect(bring(text)).rejects.toMatchObject({ code: 'document_broken' });
  });
});

describe("import from mem0's Qdrant (T2)", () => {
  const points = [
    python,
    typescript,
    ...Array.from({ length: 600 }, (_, n) => ({
      id: idOf(n + 100),
      payload: {
        data: `Fact number ${n} of many.`,
        user_id: 'ada',
        created_at: '2026-05-01T00:00:00Z',
      },
    })),
  ];

  it('scrolls through the collection in both layouts', async () => {
    const { url, asked } = await wireFake(({ path, body }) => {
      if (path === '/collections')
        return {
          status: 200,
          body: {
            result: {
              collections: [
                { name: 'mem0' },
                { name: 'mem0_entities' },
                { name: 'mem0migrations' },
              ],
            },
          },
        };
      const { offset = 0, limit } = body as { offset?: number; limit: number };
      const end = offset + limit;
      const next = end < points.length ? end : null;
      return {
        status: 200,
        body: {
          result: { points: points.slice(offset, end), next_page_offset: next },
          status: 'ok',
        },
      };
    });
    const memory = await temporaryMemory();
    const file = openSource('mem0-qdrant', { place: `${url}/`, key: 'q', fetch });
    const report = await memory.exchange.import([file], { default_user_id: 'default' });
    expect(report).toMatchObject({ made: { memory: 602 }, refused: 0 });
    expect(
      (await listOf(memory)).filter(({ id }) => both.some((one) => one.id === id)),
    ).toMatchObject(both);
    expect((await memory.get(idOf(1))).sources).toMatchObject([{ speaker: 'Ada', role: 'user' }]);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /collections',
      'POST /collections/mem0/points/scroll',
      'POST /collections/mem0/points/scroll',
    ]);
    expect(asked.every(({ headers }) => headers['api-key'] === 'q')).toBe(true);
  });

  it('asks which one, where there are several', async () => {
    const { url } = await wireFake(() => ({
      status: 200,
      body: { result: { collections: [{ name: 'mem0' }, { name: 'work' }] } },
    }));
    const memory = await temporaryMemory();
    const bring = memory.exchange.import([openSource('mem0-qdrant', { place: url, fetch })]);
    await expect(bring).rejects.toThrow('There are several collections: mem0, work.');
  });

  it('reads points from a file, too, and leaves out names that mem0 found', async () => {
    const memory = await temporaryMemory();
    const report = await imported(memory, JSON.stringify([python, typescript, entity]), {
      default_user_id: 'default',
    });
    expect(report).toMatchObject({ format: 'mem0', made: { memory: 2 }, refused: 0 });
    expect(await listOf(memory)).toMatchObject(both);
  });
});

describe("import from mem0's pgvector (T2)", () => {
  it("reads the table page by page, with Python's history.db", async () => {
    const pglite = await startPglite();
    onTestFinished(() => pglite.close());
    await pglite.exec(`
      CREATE EXTENSION vector;
      CREATE TABLE mem0 (id uuid PRIMARY KEY, vector vector(3), payload jsonb);
      CREATE TABLE mem0_entities (id uuid PRIMARY KEY, vector vector(3), payload jsonb);
      INSERT INTO mem0 SELECT ('5f3c8a52-7a1d-4c0e-9b1f-' || lpad((n + 100)::text, 12, '0'))::uuid, NULL,
        jsonb_build_object('data', 'Fact number ' || n || ' of many.', 'user_id', 'ada', 'created_at', '2026-05-01T00:00:00Z')
      FROM generate_series(1, 700) n`);
    for (const { id, payload } of [python, typescript])
      await pglite.query('INSERT INTO mem0 VALUES ($1, NULL, $2)', [id, payload]);
    const asked: string[] = [];
    const options: SourceOptions = { place: 'postgres://', fetch, history: await pythonHistory() };
    const rows = () =>
      mem0PgvectorRows(options, async () => ({
        query: async (sql, values = []) => {
          asked.push(sql);
          return (await pglite.query<Record<string, unknown>>(sql, [...values])).rows;
        },
        close: async () => undefined,
      }));
    const memory = await temporaryMemory();
    const report = await memory.exchange.import([fileOfRows('mem0-pgvector', rows)], {
      default_user_id: 'default',
    });
    expect(report).toMatchObject({ made: { memory: 702 }, refused: 0 });
    expect(await memory.get(idOf(1))).toMatchObject({ ...both[0], version: 2 });
    expect(await memory.get(idOf(2))).toMatchObject({ ...both[1], version: 1 });
    expect((await memory.history(idOf(1))).map(({ text }) => text)).toEqual([
      'Likes black tea.',
      'Likes green tea.',
    ]);
    expect(asked.filter((sql) => !/^\s*SELECT/.test(sql))).toEqual([]);
  }, 120_000);
});

/** The table of Python's library. */
async function pythonHistory(): Promise<string> {
  const path = join(temporaryDirectory(), 'history.db');
  const { DatabaseSync } = await loadDriver();
  const database = new DatabaseSync(path);
  database.exec(`CREATE TABLE history (id TEXT PRIMARY KEY, memory_id TEXT, old_memory TEXT, new_memory TEXT,
    event TEXT, created_at DATETIME, updated_at DATETIME, is_deleted INTEGER, actor_id TEXT, role TEXT)`);
  const add = database.prepare('INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, 0, NULL, NULL)');
  const [black, green] = ['Likes black tea.', 'Likes green tea.'];
  const [created, updated] = [python.payload.created_at, python.payload.updated_at];
  add.run('b', idOf(1), black, green, 'UPDATE', created, updated);
  add.run('a', idOf(1), null, black, 'ADD', created, null);
  database.close();
  return path;
}

describe("import of the Markdown that mem0's plugins export (T2)", () => {
  const file = `---
id: ${idOf(1)}
created_at: 2026-02-01T08:00:00-07:00
type: decision
confidence: 0.9
branch: main
files: src/a.ts, src/b.ts
categories: technology, misc
---
We use SQLite.

---

A line of dashes is a part of it.

---
id: ${idOf(2)}
created_at: 2026-02-02T00:00:00Z
type:${' '}
confidence:${' '}
branch:${' '}
files:${' '}
categories:${' '}
---
The build takes nine minutes.
`;

  it('reads all memories of the file', async () => {
    const memory = await temporaryMemory();
    const report = await imported(memory, file, { user_id: 'ada' });
    expect(report).toMatchObject({ format: 'mem0-markdown', made: { memory: 2 }, refused: 0 });
    expect(await listOf(memory)).toMatchObject([
      {
        id: idOf(1),
        text: 'We use SQLite.\n\n---\n\nA line of dashes is a part of it.',
        categories: ['misc', 'technology'],
        metadata: {
          type: 'decision',
          confidence: '0.9',
          branch: 'main',
          files: ['src/a.ts', 'src/b.ts'],
        },
        created_at: '2026-02-01T15:00:00.000Z',
      },
      { id: idOf(2), text: 'The build takes nine minutes.', metadata: {} },
    ]);
    expect((await imported(memory, file, { user_id: 'ada' })).made).toEqual({});
  });
});

describe('what mem0 superseded and merged (T2)', () => {
  const said = (n: number, memory: string, more: object = {}) => {
    const at = '2026-05-01T00:00:00Z';
    return { id: idOf(n), memory, user_id: 'ada', created_at: at, updated_at: at, ...more };
  };

  it('is so here, in whatever order it comes, and can be taken apart again', async () => {
    const rows = [
      said(1, 'Lives in Porto.', {
        lifecycle_state: 'superseded',
        replaced_by: idOf(2),
        updated_at: '2026-06-01T00:00:00Z',
      }),
      said(2, 'Lives in Lisbon.'),
      said(3, 'Has her home in Lisbon.', { lifecycle_state: 'merged', replaced_by: idOf(2) }),
    ];
    const memory = await temporaryMemory();
    const report = await imported(memory, JSON.stringify({ results: rows.toReversed() }));
    expect(report).toMatchObject({ made: { memory: 3, link: 2 }, refused: 0, not_kept: [] });
    expect(await memory.get(idOf(1))).toMatchObject({ superseded_by: idOf(2), version: 2 });
    expect(await memory.get(idOf(3))).toMatchObject({ merged_into: idOf(2), version: 2 });
    const { results } = await memory.search({ user_id: 'ada', query: 'Where does she live?' });
    expect(results.map(({ id }) => id)).toEqual([idOf(2)]);
    await memory.restore(idOf(3));
    expect(await memory.get(idOf(3))).toMatchObject({ merged_into: null });
    await memory.restore(idOf(1));
    expect(await memory.get(idOf(1))).toMatchObject({ superseded_by: null, valid_to: null });
  });
});
