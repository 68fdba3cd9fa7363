import { describe, expect, it } from 'vitest';
import { type Listening, listening } from '../../helpers/listening.js';
import { temporaryDirectory } from '../../helpers/temporary-memory.js';
import { kinds, type McpClient, overHttp, overStdio } from '../../mcp/clients.js';

const names = [
  'add_memory',
  'search_memories',
  'get_memories',
  'get_memory',
  'update_memory',
  'delete_memory',
  'delete_all_memories',
  'delete_entities',
  'list_entities',
  'list_events',
  'get_event_status',
];

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** What a tool answers, read. */
async function ask(client: McpClient, tool: string, input: object = {}) {
  const { text, isError } = await client.call(tool, input as Record<string, unknown>);
  if (isError) throw new Error(text);
  return JSON.parse(text);
}

/** What every door must do, for the user whose connection it is. */
async function goThrough(client: McpClient, user: string): Promise<number> {
  const { tools } = await client.raw.listTools();
  expect(tools.map(({ name }: { name: string }) => name)).toEqual(names);

  const added = await ask(client, 'add_memory', {
    text: 'My sister Mia lives in Lisbon.',
    metadata: { Place: 'Lisbon' },
    agent_id: 'guide',
  });
  const [{ id }] = added.results;
  expect(added).toMatchObject({ status: 'SUCCEEDED', results: [{ event: 'ADD' }] });
  const talk = [
    { role: 'user', content: 'I play the cello.' },
    { role: 'assistant', content: 'You play every Tuesday in the town hall.' },
  ];
  const two = await ask(client, 'add_memory', { messages: talk, run_id: 'r1' });
  expect(two.results).toHaveLength(2);

  const search = { query: 'Where does Mia live?', limit: 1, enable_graph: false };
  const { results } = await ask(client, 'search_memories', search);
  expect(results).toMatchObject([
    { id, memory: 'My sister Mia lives in Lisbon.', user_id: user, score: expect.any(Number) },
  ]);
  const filters = { AND: [{ user_id: user }, { metadata: { Place: 'Lisbon' } }] };
  const found = await ask(client, 'search_memories', { query: 'Mia', filters });
  expect(found.results).toHaveLength(1);
  const page = await ask(client, 'get_memories', { page: 2, page_size: 2 });
  expect([page.count, page.results.length]).toEqual([3, 1]);
  const ofGuide = await ask(client, 'get_memories', { filters: { agent_id: 'guide' } });
  expect(ofGuide.results).toMatchObject([{ id, metadata: { Place: 'Lisbon' } }]);

  const changed = await ask(client, 'update_memory', {
    memory_id: id,
    text: 'Mia lives in Porto.',
  });
  expect(changed).toMatchObject({ id, memory: 'Mia lives in Porto.' });
  expect((await ask(client, 'get_memory', { memory_id: id })).memory).toBe('Mia lives in Porto.');

  const status = await ask(client, 'get_event_status', { event_id: two.event_id });
  expect(status).toMatchObject({ status: 'SUCCEEDED', error: null });
  const events = await ask(client, 'list_events');
  expect(events.results.map(({ id: one }: { id: string }) => one)).toContain(two.event_id);
  const entities = await ask(client, 'list_entities');
  expect(entities.results).toMatchObject([
    { type: 'user', name: user, total_memories: 3 },
    { type: 'agent', name: 'guide', total_memories: 1 },
    ...entities.results.slice(2),
  ]);

  await ask(client, 'delete_memory', { memory_id: id });
  await expect(ask(client, 'get_memory', { memory_id: id })).rejects.toThrow(/There is no/);
  await expect(ask(client, 'search_memories', { query: 'x', filters: { who: 1 } })).rejects.toThrow(
    /no filter field "who"/,
  );
  await expect(ask(client, 'delete_entities')).rejects.toThrow(/user_id/);
  expect(await ask(client, 'delete_entities', { run_id: 'r1' })).toMatchObject({ deleted: 2 });
  await ask(client, 'add_memory', { text: 'I keep bees.' });
  expect(await ask(client, 'delete_all_memories')).toMatchObject({ deleted: 1 });
  return (await ask(client, 'get_memories')).count;
}

describe.each(kinds)("mem0's hosted MCP tools with the client %s (T2)", (kind) => {
  it('over HTTP at /mcp?toolset=mem0: all eleven, in the name of the URL', async () => {
    const server = await listening();
    await server.memory.add({ user_id: 'bob', text: 'Bob collects stamps.' });
    const client = await overHttp(kind, `${server.url}/mcp?toolset=mem0&user=ada`);
    expect(await goThrough(client, 'ada')).toBe(0);
    expect((await server.memory.list({ user_id: 'bob' })).data).toHaveLength(1);
  });

  it('over standard input with `tulving mcp --toolsets mem0`', async () => {
    const argv = ['--data', temporaryDirectory(), '--toolsets', 'mem0', '--user', 'ada'];
    expect(await goThrough(await overStdio(kind, argv), 'ada')).toBe(0);
  });

  it('over standard input, with the memories of a server', async () => {
    const { url } = await listening();
    const argv = ['--url', url, '--toolsets', 'mem0', '--user', 'ada'];
    expect(await goThrough(await overStdio(kind, argv), 'ada')).toBe(0);
  });
});

describe("whose memories mem0's MCP tools reach (T2, T4)", () => {
  const [kind = 'v2'] = kinds;

  /** Bob's memory, whose id others might come to know. */
  async function withBob() {
    const server = await listening();
    const { memories, episodes } = await server.memory.add({
      user_id: 'bob',
      text: 'Bob collects stamps.',
    });
    return { server, id: memories[0]?.id ?? '', event: episodes[0]?.id ?? '' };
  }

  /** Nothing of Bob's is read or written, by whichever of the eleven tools. */
  async function refuseBob(client: McpClient, { id, event }: { id: string; event: string }) {
    const bob = { user_id: 'bob' };
    const refused: [string, object][] = [
      ['add_memory', { text: 'Planted.', ...bob }],
      ['delete_all_memories', bob],
      ['delete_entities', bob],
      ['get_memory', { memory_id: id }],
      ['update_memory', { memory_id: id, text: 'Planted.' }],
      ['delete_memory', { memory_id: id }],
      ['get_event_status', { event_id: event }],
    ];
    for (const [tool, input] of refused) {
      await expect([tool, ask(client, tool, input)][1]).rejects.toThrow(/ada|There is no/);
    }
    for (const filters of [bob, { OR: [bob, { user_id: '*' }] }, { NOT: { user_id: 'ada' } }]) {
      for (const tool of ['search_memories', 'get_memories']) {
        const told = await client.call(tool, {
          ...(tool === 'search_memories' && { query: 'stamps' }),
          filters,
        });
        expect(told.text).not.toContain('stamps');
      }
    }
    for (const tool of ['list_entities', 'list_events', 'get_memories']) {
      expect((await client.call(tool)).text).not.toMatch(/bob|stamps/);
    }
  }

  async function leavesBob({ memory }: Listening, id: string) {
    const { data } = await memory.list({ user_id: '*' });
    expect(data).toMatchObject([{ id, user_id: 'bob', text: 'Bob collects stamps.' }]);
  }

  it('those of the user that the connection names: arguments narrow, and never leave', async () => {
    const { server, id, event } = await withBob();
    const client = await overHttp(kind, `${server.url}/mcp?toolset=mem0&user=ada`);
    await ask(client, 'add_memory', { text: 'I keep bees.', user_id: 'ada' });
    await refuseBob(client, { id, event });
    expect(await ask(client, 'delete_all_memories')).toMatchObject({ deleted: 1 });
    await leavesBob(server, id);
  });

  it('those of the cube or agent that the connection names, of whichever user', async () => {
    const { server, id } = await withBob();
    const add = (text: string, more: object) => server.memory.add({ text, ...more });
    await add('Cleo paints at work.', { user_id: 'cleo', cube: 'work' });
    await add('The robot counts.', { user_id: 'dora', agent_id: 'robot' });
    for (const [place, seen] of [
      ['cube=work', /cleo/],
      ['agent=robot', /dora/],
    ] as const) {
      const client = await overHttp(kind, `${server.url}/mcp?toolset=mem0&${place}`);
      const { text } = await client.call('list_entities');
      expect(text).toMatch(seen);
      expect(text).not.toContain('bob');
      for (const tool of ['get_memory', 'delete_memory']) {
        await expect(ask(client, tool, { memory_id: id })).rejects.toThrow('There is no');
      }
    }
    expect((await server.memory.list({ user_id: 'bob' })).data).toHaveLength(1);
  });

  it('those of any user that the arguments name, where the connection names nobody', async () => {
    const { server, id } = await withBob();
    const client = await overHttp(kind, `${server.url}/mcp?toolset=mem0`);
    await ask(client, 'add_memory', { text: 'Cleo paints.', user_id: 'cleo' });
    await ask(client, 'add_memory', { text: 'I keep bees.' });
    const search = (filters?: object) =>
      ask(client, 'get_memories', filters ? { filters } : {}).then(({ results }) =>
        results.map(({ memory }: { memory: string }) => memory).toSorted(),
      );
    expect(await search()).toEqual(['I keep bees.']);
    expect(await search({ AND: [{ user_id: 'bob' }] })).toEqual(['Bob collects stamps.']);
    const some = { OR: [{ user_id: 'bob' }, { user_id: 'cleo' }] };
    expect(await search(some)).toEqual(['Bob collects stamps.', 'Cleo paints.']);
    expect((await ask(client, 'get_memory', { memory_id: id })).user_id).toBe('bob');
    expect(await ask(client, 'delete_entities', { user_id: 'bob' })).toMatchObject({ deleted: 1 });
    expect(await search({ user_id: '*' })).toEqual(['Cleo paints.', 'I keep bees.']);
  });

  it('those of the key alone, whatever the arguments; a reader is offered nothing that writes', async () => {
    const { server, id, event } = await withBob();
    const make = (request: object) =>
      server.memory.keys.create({ name: 'ada', ...request } as never);
    const { secret } = await make({ user_id: 'ada' });
    const client = await overHttp(kind, `${server.url}/mcp?toolset=mem0`, bearer(secret));
    await ask(client, 'add_memory', { text: 'I keep bees.' });
    await refuseBob(client, { id, event });
    expect(await ask(client, 'get_memories')).toMatchObject({ count: 1 });
    // Nor does the URL widen it.
    const other = overHttp(kind, `${server.url}/mcp?toolset=mem0&user=bob`, bearer(secret));
    const asked = other.then((bob) => ask(bob, 'get_memories'));
    await expect(asked).rejects.toThrow('ada');
    await ask(client, 'delete_all_memories');
    await leavesBob(server, id);
    const reader = await make({ name: 'reader', scopes: ['read'] });
    const narrow = await overHttp(kind, `${server.url}/mcp?toolset=mem0`, bearer(reader.secret));
    const { tools } = await narrow.raw.listTools();
    const offered = tools.map(({ name }: { name: string }) => name);
    expect(offered).toEqual(names.filter((name) => /^(?:search|get|list)_/.test(name)));
  });

  it('beside the tools of OpenMemory: a name in common is served once', async () => {
    const server = await listening();
    const client = await overHttp(kind, `${server.url}/mcp?toolsets=openmemory,mem0`);
    const { tools } = await client.raw.listTools();
    expect(tools).toHaveLength(5 + 11 - 1);
  });
});
