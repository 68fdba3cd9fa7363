import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { temporaryMemory } from '../helpers/temporary-memory.js';
import { exported, fileOf, imported } from './files.js';

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const jsonLinesOf = (bytes: Uint8Array) =>
  textOf(bytes)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const mem0Row = (n: number, memory: string) => ({
  id: `892db2ae-06d9-49e5-8b3e-585ef9b85b8${n}`,
  memory,
  hash: 'af01',
  metadata: { topic: 'food' },
  categories: ['food'],
  created_at: '2026-02-01T08:00:00.000000-07:00',
  updated_at: null,
  user_id: 'ada',
});

describe('mem0 (T2, T11)', () => {
  const rows = [mem0Row(1, 'Likes green tea.'), mem0Row(2, 'Is allergic to nuts.')];

  it.each([
    ['an array', rows],
    [
      'version 1.1',
      { results: rows, relations: [{ source: 'Ada', relationship: 'lives_in', target: 'Lisbon' }] },
    ],
  ])('is read as %s, and written in version 1.1', async (_, given) => {
    const memory = await temporaryMemory({ timezone: 'UTC' });
    const report = await imported(memory, JSON.stringify(given), { default_user_id: 'ada' });
    expect(report).toMatchObject({ format: 'mem0', refused: 0 });
    const written = JSON.parse(textOf(await exported(memory, { format: 'mem0' }))) as {
      results: Record<string, unknown>[];
    };
    const found = written.results.filter(({ id }) => id !== undefined).slice(0, 2);
    expect(found).toMatchObject(
      rows.map(({ id, memory: text, metadata, categories, user_id }) => ({
        id,
        memory: text,
        metadata,
        categories,
        user_id,
        created_at: '2026-02-01T15:00:00.000Z',
      })),
    );
    expect(
      (await imported(memory, JSON.stringify(given), { default_user_id: 'ada' })).made,
    ).toEqual({});
  });

  it('keeps relations in the graph', async () => {
    const memory = await temporaryMemory();
    const given = {
      results: [],
      relations: [{ source: 'Mia', relationship: 'lives_in', target: 'Lisbon' }],
    };
    await imported(memory, JSON.stringify(given), { default_user_id: 'ada', format: 'mem0' });
    const { edges } = await memory.graph.around({ user_id: 'ada', entity: 'mia' });
    expect(edges.map(({ kind }) => kind)).toEqual(['lives_in']);
  });
});

describe('server-memory of MCP (T11)', () => {
  const given = [
    {
      type: 'entity',
      name: 'Mia',
      entityType: 'person',
      observations: ['Speaks Portuguese', 'Likes surfing'],
    },
    { type: 'entity', name: 'Lisbon', entityType: 'city', observations: ['Has trams'] },
    { type: 'relation', from: 'Mia', to: 'Lisbon', relationType: 'lives_in' },
  ];

  it('becomes memories and a graph, and is written again as it was', async () => {
    const memory = await temporaryMemory();
    const file = given.map((line) => JSON.stringify(line)).join('\n');
    const report = await imported(memory, file, { default_user_id: 'ada' });
    expect(report).toMatchObject({ format: 'server-memory', refused: 0 });
    const { results } = await memory.search({
      user_id: 'ada',
      query: 'What languages does Mia speak?',
    });
    expect(results[0]?.text).toBe('Speaks Portuguese');
    const again = jsonLinesOf(await exported(memory, { format: 'server-memory' }));
    expect(again).toEqual(given);
    expect((await imported(memory, file, { default_user_id: 'ada' })).made).toEqual({});
  });
});

describe('Markdown (D8, T11)', () => {
  it('is a folder that people can read, and is brought in again', async () => {
    const memory = await temporaryMemory({ clock: () => Date.parse('2026-03-04T10:00:00Z') });
    const made = await memory.add({
      user_id: 'ada',
      text: 'My sister Mia: lives in "Lisbon" # really',
      tags: ['family'],
      metadata: { from: 'chat', n: 1 },
      occurred_at: '2026-03-01T08:00:00Z',
    });
    const zip = await exported(memory, { format: 'markdown' });
    const [name = '', content = new Uint8Array()] = Object.entries(unzipSync(zip))[0] ?? [];
    expect(name).toMatch(/^ada\/2026-03-01 My sister Mia lives in Lisbon really \w{8}\.md$/);
    expect(textOf(content)).toContain('\nMy sister Mia: lives in "Lisbon" # really\n');
    expect(textOf(content)).toContain('tags:\n  - family\n');
    const into = await temporaryMemory();
    expect(await imported(into, zip)).toMatchObject({ format: 'markdown', made: { memory: 1 } });
    const { id = '', ...fields } = made.memories[0] ?? {};
    const { sources: _, ...kept } = await into.get(id);
    const { sources: __, id: ___, ...given } = { ...fields, sources: [], id };
    expect(kept).toMatchObject({ ...given, updated_at: expect.any(String) as string });
    expect((await imported(into, zip)).made).toEqual({});
  });

  it('reads notes of anybody', async () => {
    const memory = await temporaryMemory();
    const note = fileOf(
      '---\ntags: [trip, 2026]\ndate: 2026-01-05\n---\n# Porto\n\nWe ate well.',
      'notes/Porto.md',
    );
    await memory.exchange.import([note, fileOf('No front matter: a plain note.', 'b.md')], {
      default_user_id: 'ada',
    });
    const { data } = await memory.list({ user_id: 'ada', sort: 'occurred_at' });
    expect(data[0]).toMatchObject({
      text: '# Porto\n\nWe ate well.',
      tags: ['trip'],
      metadata: { title: 'Porto', file: 'notes/Porto.md' },
      occurred_at: '2026-01-05T00:00:00.000Z',
    });
    expect(data).toHaveLength(2);
  });
});

describe('conversations (T11)', () => {
  it('of ChatGPT are kept turn by turn, in the branch that was shown', async () => {
    const memory = await temporaryMemory();
    const message = (role: string, text: string, create_time: number) => ({
      author: { role },
      create_time,
      content: { content_type: 'text', parts: [text] },
    });
    const conversation = {
      title: 'Moving',
      create_time: 1_767_225_600.5,
      mapping: {
        root: { id: 'root', message: null, parent: null, children: ['a'] },
        a: {
          id: 'a',
          message: message('user', 'I am moving to Porto in May.', 1_767_225_601),
          parent: 'root',
          children: ['b', 'c'],
        },
        b: {
          id: 'b',
          message: message('assistant', 'A first answer.', 1_767_225_602),
          parent: 'a',
          children: [],
        },
        c: {
          id: 'c',
          message: message('assistant', 'Porto is lovely in May.', 1_767_225_603),
          parent: 'a',
          children: [],
        },
      },
      current_node: 'c',
      conversation_id: 'talk-1',
    };
    const file = JSON.stringify([conversation]);
    const report = await imported(memory, file, { default_user_id: 'ada' });
    expect(report).toMatchObject({ format: 'chatgpt', made: { episode: 2, memory: 2 } });
    expect(report.not_kept).toEqual(['answers of ChatGPT that were made anew']);
    const { data } = await memory.list({ user_id: 'ada', sort: 'created_at' });
    expect(data.map(({ text, trust, run_id: run }) => [text, trust, run])).toEqual([
      ['I am moving to Porto in May.', 'user', 'chatgpt:talk-1'],
      ['Porto is lovely in May.', 'agent', 'chatgpt:talk-1'],
    ]);
    expect((await imported(memory, file, { default_user_id: 'ada' })).made).toEqual({});
  });

  it('of Claude are kept turn by turn', async () => {
    const memory = await temporaryMemory();
    const turn = (sender: string, text: string) => ({
      uuid: `${sender}-1`,
      sender,
      text,
      content: [{ type: 'text', text }],
      created_at: '2026-01-02T03:04:05.000000Z',
      attachments: [],
    });
    const conversation = {
      uuid: 'c-1',
      name: 'Tea',
      created_at: '2026-01-02T03:04:05.000000Z',
      chat_messages: [
        turn('human', 'I prefer green tea.'),
        turn('assistant', 'Noted, green tea it is.'),
      ],
    };
    const report = await imported(memory, JSON.stringify([conversation]), {
      default_user_id: 'ada',
    });
    expect(report).toMatchObject({ format: 'claude', made: { episode: 2, memory: 2 } });
  });

  it('of MemOS: the texts of a cube', async () => {
    const memory = await temporaryMemory();
    const dump = {
      nodes: [
        {
          id: '0b5a7c1e-93d2-4f4e-8a51-000000000001',
          memory: 'Ada sails on Sundays.',
          metadata: {
            user_id: 'ada',
            memory_type: 'LongTermMemory',
            status: 'activated',
            tags: ['sport'],
          },
        },
      ],
      edges: [],
    };
    expect(await imported(memory, JSON.stringify(dump))).toMatchObject({
      format: 'memos',
      made: { memory: 1 },
    });
    expect((await memory.list({ user_id: 'ada' })).data[0]).toMatchObject({ tags: ['sport'] });
  });

  it('says so where it is not known what a file is', async () => {
    const memory = await temporaryMemory();
    const refused = imported(memory, '{"hello": 1}');
    await expect(refused).rejects.toMatchObject({ code: 'document_unsupported' });
  });
});
