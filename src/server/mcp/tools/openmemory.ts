import { createHash } from 'node:crypto';
import { z } from 'zod';
import { TulvingError } from '../../../errors.js';
import type { Hit, Memory } from '../../../model/memory.js';
import type { ListResult } from '../../../model/requests.js';
import { cubeOfWrite, SHARED_CUBE } from '../../../model/scope.js';
import { likenessOf } from '../../dialects/mem0/likeness.js';
import { fitting } from '../fit.js';
import { reading, tool, type ToolCall, type Tool } from '../tool.js';

/** How many memories a search of OpenMemory gives. */
const MOST_FOUND = 10;
/** Of a list, what is read at a time; a hundred are more than fit into one answer. */
const PAGE = 100;

/**
 * The five tools of OpenMemory (mem0ai/mem0, openmemory/api/app/mcp_server.py before its removal), with
 * its names and arguments. It answers with one text; a newer SDK sends that as `result`, too.
 */
const output = z.object({
  result: z.string(),
  note: z.string().optional().describe('What the result leaves out.'),
});

const common = {
  toolset: 'openmemory',
  output,
  texts: ({ result, note }: Record<string, unknown>) =>
    [result, note].filter((text) => typeof text === 'string'),
} as const;

const removing = { readOnlyHint: false, destructiveHint: true, openWorldHint: false } as const;

const addMemories = tool({
  ...common,
  name: 'add_memories',
  title: 'Remember',
  needs: 'write',
  annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
  description: `Add a new memory. Call it every time the user tells something about themselves, their preferences, or anything else that may matter in a later conversation, and when they ask you to remember.
Give one fact, complete in itself, with names in place of "he" or "it" and dates in place of "tomorrow".
Comes back at once, as JSON: the memories that hold it now.`,
  input: z.strictObject({
    text: z.string().describe('What to remember.'),
    infer: z
      .boolean()
      .default(true)
      .describe('Whether a model may draw facts from it, where one is configured.'),
  }),
  run: async ({ text, infer }, { door, writes }) => {
    const { memories } = await door.add({ ...writes, text, extract: infer });
    const results = memories.map(({ id, text: memory }) => ({ id, memory, event: 'ADD' }));
    return { result: JSON.stringify({ results }) };
  },
});

const searchMemory = tool({
  ...common,
  name: 'search_memory',
  title: 'Search memory',
  needs: 'read',
  annotations: reading,
  description: `Search through stored memories. Call it every time the user asks anything that earlier conversations may answer.
Comes back, as JSON: results with id, memory and score, best first. An empty list means that nothing is known.`,
  input: z.strictObject({ query: z.string().describe('A question or key words.') }),
  run: async ({ query }, { door, reads }) => {
    // Its answers have no mark for what no longer holds.
    const asked = { ...reads, query, limit: MOST_FOUND, include_superseded: false };
    const found = await door.search(asked);
    const { kept, leftOut } = fitting(found.results.map(shownHit));
    return {
      result: JSON.stringify({ results: kept }, null, 2),
      ...(leftOut > 0 && { note: `${leftOut} more were found; ask more narrowly.` }),
    };
  },
});

const listMemories = tool({
  ...common,
  name: 'list_memories',
  title: 'List memories',
  needs: 'read',
  annotations: reading,
  description: `List all memories of the user, newest first, as JSON. What is more than fits into one answer is left out and counted; search_memory finds it.`,
  input: z.strictObject({}),
  run: async (_, call) => {
    const { shown, leftOut } = await newest(call);
    return {
      result: JSON.stringify(shown, null, 2),
      ...(leftOut > 0 && { note: `${leftOut} older ones were left out: use search_memory.` }),
    };
  },
});

const deleteMemories = tool({
  ...common,
  name: 'delete_memories',
  title: 'Forget',
  needs: 'write',
  annotations: removing,
  description: `Delete specific memories by their ids. Ids come from search_memory and list_memories. It can be undone for some time.`,
  input: z.strictObject({
    memory_ids: z.array(z.string()).min(1).max(500).describe('Ids of the memories.'),
  }),
  run: async ({ memory_ids: ids }, call) => {
    const asked = [...new Set(ids)];
    const theirs: string[] = [];
    for (const id of asked) if (await isTheirs(id, call)) theirs.push(id);
    if (theirs.length === 0) {
      throw new TulvingError('not_found', 'No accessible memories have these ids.');
    }
    for (const id of theirs) await call.door.delete(id);
    const unknown = asked.length - theirs.length;
    return {
      result: `Successfully deleted ${theirs.length} memories`,
      ...(unknown > 0 && { note: `${unknown} ids are of no accessible memory.` }),
    };
  },
});

const deleteAllMemories = tool({
  ...common,
  name: 'delete_all_memories',
  title: 'Forget everything',
  needs: 'write',
  annotations: removing,
  description: `Delete all memories of the user, of every app. Call it only when the user asks for exactly that, and ask again before. It can be undone for some time.`,
  input: z.strictObject({}),
  run: async (_, { door, reads }) => {
    const cubes = [cubeOfWrite(reads), SHARED_CUBE];
    const filters = { cube: { in: [...new Set(cubes)] } };
    const { deleted } = await door.deleteScope({ ...reads, filters });
    return { result: 'Successfully deleted all memories', note: `There were ${deleted}.` };
  },
});

export const openMemoryTools: readonly Tool[] = [
  addMemories,
  searchMemory,
  listMemories,
  deleteMemories,
  deleteAllMemories,
];

function shownHit(hit: Hit) {
  return { ...shown(hit), score: likenessOf(hit.score) };
}

/** The hash is mem0's: of the text, by which it knew that it had a memory already. */
function shown({ id, text, created_at, updated_at }: Memory) {
  const hash = createHash('md5').update(text).digest('hex');
  return { id, memory: text, hash, created_at, updated_at };
}

/** As many as fit into one answer. */
async function newest({ door, reads }: ToolCall) {
  const items: ReturnType<typeof shown>[] = [];
  let page: ListResult | undefined;
  let total = 0;
  do {
    const cursor = page?.next_cursor ?? undefined;
    page = await door.list({ ...reads, limit: PAGE, cursor, total: page === undefined });
    total = page.total ?? total;
    items.push(...page.data.map(shown));
  } while (page.next_cursor !== null && fitting(items).leftOut === 0);
  const { kept } = fitting(items);
  return { shown: kept, leftOut: total - kept.length };
}

/** An id gives no right: it must be of the user whose connection it is. */
async function isTheirs(id: string, { door, reads }: ToolCall): Promise<boolean> {
  try {
    const { user_id: user } = await door.get(id);
    return reads.user_id === undefined || user === reads.user_id;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** By its code, also where a server answered it to the client. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'not_found';
}
