import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/model/ids.js';
import { listening } from '../../helpers/listening.js';
import { temporaryDirectory } from '../../helpers/temporary-memory.js';
import { kinds, type McpClient, overHttp, overSse, overStdio } from '../../mcp/clients.js';

const doors = { http: overHttp, sse: overSse } as const;

const ways = kinds.flatMap((kind) =>
  (Object.keys(doors) as (keyof typeof doors)[]).flatMap((door) =>
    ['', '/openmemory'].map((base) => [door, kind, base] as const),
  ),
);

async function toolsOf(client: McpClient): Promise<string[]> {
  const { tools } = await client.raw.listTools();
  return tools.map(({ name }: { name: string }) => name);
}

/** What every door must do. */
async function goThrough(client: McpClient): Promise<string> {
  expect(await toolsOf(client)).toEqual([
    'add_memories',
    'search_memory',
    'list_memories',
    'delete_memories',
    'delete_all_memories',
  ]);
  const added = await client.call('add_memories', { text: 'My sister Mia lives in Lisbon.' });
  const [{ id, ...kept }] = JSON.parse(added.text).results;
  expect(kept).toEqual({ memory: 'My sister Mia lives in Lisbon.', event: 'ADD' });

  const found = await client.call('search_memory', { query: 'Where does Mia live?' });
  expect(JSON.parse(found.text)).toEqual({
    results: [
      {
        id,
        memory: 'My sister Mia lives in Lisbon.',
        hash: expect.stringMatching(/^[0-9a-f]{32}$/),
        created_at: expect.stringMatching(/^\d{4}-/),
        updated_at: expect.stringMatching(/^\d{4}-/),
        score: expect.any(Number),
      },
    ],
  });
  const listed = await client.call('list_memories');
  expect(JSON.parse(listed.text)).toMatchObject([{ id, memory: kept.memory }]);

  const more = await client.call('add_memories', { text: 'I play the cello.', infer: false });
  const [{ id: cello }] = JSON.parse(more.text).results;
  const deleted = await client.call('delete_memories', { memory_ids: [cello, newId()] });
  expect(deleted.text).toBe('Successfully deleted 1 memories');
  expect(deleted.structuredContent.note).toContain('1 ids');
  const unknown = await client.call('delete_memories', { memory_ids: [newId()] });
  expect(unknown).toMatchObject({ isError: true });
  expect(JSON.parse((await client.call('list_memories')).text)).toHaveLength(1);
  return id;
}

describe.each(ways)(
  "OpenMemory's MCP over %s with the client %s at %s/mcp (D1, T2)",
  (door, kind, base) => {
    it('remembers, finds, lists and forgets in the name of the URL', async () => {
      const server = await listening();
      const url = `${server.url}${base}/mcp/cursor/${door}/ada`;
      const client = await doors[door](kind, url);
      expect(client.raw.getServerVersion()).toMatchObject({ name: 'mem0-mcp-server' });
      const id = await goThrough(client);
      expect(await server.memory.get(id)).toMatchObject({ user_id: 'ada', app_id: 'cursor' });

      const bobs = await server.memory.add({ user_id: 'bob', text: 'Bob collects stamps.' });
      const claude = await doors[door](kind, url.replace('cursor', 'claude'));
      const seen = JSON.parse((await claude.call('list_memories')).text);
      expect(seen).toMatchObject([{ id }]);
      const stamps = bobs.memories[0]?.id;
      const foreign = await claude.call('delete_memories', { memory_ids: [stamps] });
      expect(foreign).toMatchObject({ isError: true });
      const all = await claude.call('delete_all_memories');
      expect(all.text).toBe('Successfully deleted all memories');
      expect((await server.memory.list({ user_id: 'ada' })).data).toEqual([]);
      expect((await server.memory.list({ user_id: 'bob' })).data).toMatchObject([{ id: stamps }]);
    });
  },
);

describe.each(kinds)(
  "OpenMemory's tools over standard input with the client %s (D1, T2)",
  (kind) => {
    it('are those of `tulving mcp --toolsets openmemory`', async () => {
      const data = temporaryDirectory();
      const argv = ['--data', data, '--toolsets', 'openmemory', '--user', 'ada', '--app', 'cline'];
      const client = await overStdio(kind, argv);
      await goThrough(client);
      await client.call('delete_all_memories');
      expect(JSON.parse((await client.call('list_memories')).text)).toEqual([]);
    });
  },
);
