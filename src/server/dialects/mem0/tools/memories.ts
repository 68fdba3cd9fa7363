import { z } from 'zod';
import { limits } from '../../../../model/requests.js';
import { invalidInput } from '../../../../model/validate.js';
import { reading, tool, type Tool } from '../../../mcp/tool.js';
import { messagesOf } from '../messages.js';
import { found, listed, written } from '../shapes.js';
import { common, graphArgument, removing, theirs, told, toldOfMany, writing } from './common.js';
import { asFiltered, filtersArgument, idArguments, within } from './scopes.js';

const memoryId = z.string().max(64).describe('Id of a memory, as search_memories gives it.');

const addMemory = tool({
  ...common,
  name: 'add_memory',
  title: 'Remember',
  needs: 'write',
  annotations: writing,
  description: `Save a preference, fact or conversation. Call it when the user tells something that will matter later, and when they ask you to remember.
Give text, one fact complete in itself, or messages. Comes back at once, as JSON: the memories that hold it now.`,
  input: z.strictObject({
    text: z.string().optional().describe('What to remember.'),
    messages: z
      .array(z.object({ role: z.string(), content: z.string() }))
      .optional()
      .describe('A conversation in place of text.'),
    ...idArguments,
    metadata: z
      .record(z.string(), z.unknown())
      .meta({ additionalProperties: true })
      .optional()
      .describe('Any JSON object, kept beside it.'),
    enable_graph: graphArgument,
  }),
  run: async ({ text, messages, metadata, ...ids }, call) => {
    if (text === undefined && messages === undefined) {
      throw invalidInput([{ pointer: '/text', detail: 'is missing; give text or messages' }]);
    }
    const said =
      messages && messages.length > 0 ? { messages: messagesOf(messages).messages } : { text };
    const scope = within(call.writes, ids, call);
    const kept = await call.door.add({ ...scope, ...said, ...(metadata && { metadata }) });
    const event = kept.episodes[0]?.id;
    const status = kept.job_id === undefined ? 'SUCCEEDED' : 'PENDING';
    return toldOfMany(kept.memories.map(written), { status, event_id: event });
  },
});

const searchMemories = tool({
  ...common,
  name: 'search_memories',
  title: 'Search memories',
  needs: 'read',
  annotations: reading,
  description: `Search memories by meaning and words. Call it every time the user asks anything that earlier conversations may answer.
Comes back, as JSON: results with id, memory, metadata and score, best first. An empty list means that nothing is known.`,
  input: z.strictObject({
    query: z.string().describe('A question or key words.'),
    filters: filtersArgument,
    limit: z.int().min(1).max(limits.searchResults).optional().describe('Default: 10.'),
    top_k: z.int().min(1).max(limits.searchResults).optional().describe('The same as limit.'),
    enable_graph: graphArgument,
  }),
  run: async ({ query, filters, limit, top_k: top }, call) => {
    const asked = { ...asFiltered(filters, call), query, limit: limit ?? top ?? 10 };
    const { results } = await call.door.search(asked);
    return toldOfMany(results.map((hit) => found(hit, undefined)));
  },
});

const getMemories = tool({
  ...common,
  name: 'get_memories',
  title: 'List memories',
  needs: 'read',
  annotations: reading,
  description: `Page through memories, newest first, with filters where they are given. To find something, search_memories is better.
Comes back, as JSON: count, and results with id, memory, metadata and dates.`,
  input: z.strictObject({
    filters: filtersArgument,
    page: z.int().min(1).max(1_000).default(1).describe('From 1 on.'),
    page_size: z.int().min(1).max(limits.page).default(10),
    enable_graph: graphArgument,
  }),
  run: async ({ filters, page, page_size: limit }, call) => {
    const asked = { ...asFiltered(filters, call), limit, total: true };
    let cursor: string | undefined;
    for (let at = 1; ; at++) {
      const { data, next_cursor: next, total: count } = await call.door.list({ ...asked, cursor });
      if (at === page) return toldOfMany(data.map(listed), { count });
      if (next === null) return toldOfMany([], { count });
      cursor = next;
    }
  },
});

const getMemory = tool({
  ...common,
  name: 'get_memory',
  title: 'Read one memory',
  needs: 'read',
  annotations: reading,
  description: 'Read one memory by its id, as JSON. A deleted or unknown id is an error.',
  input: z.strictObject({ memory_id: memoryId }),
  run: async ({ memory_id: id }, call) => told(listed(await theirs(id, call))),
});

const updateMemory = tool({
  ...common,
  name: 'update_memory',
  title: 'Correct a memory',
  needs: 'write',
  annotations: writing,
  description: `Overwrite the text of a memory that was wrong. Find its id with search_memories first. The earlier text stays in its history.`,
  input: z.strictObject({ memory_id: memoryId, text: z.string().describe('What it says now.') }),
  run: async ({ memory_id: id, text }, call) => {
    await theirs(id, call);
    return told(listed(await call.door.update(id, { text })));
  },
});

const deleteMemory = tool({
  ...common,
  name: 'delete_memory',
  title: 'Forget a memory',
  needs: 'write',
  annotations: removing,
  description: 'Delete one memory by its id. It can be undone for some time.',
  input: z.strictObject({ memory_id: memoryId }),
  run: async ({ memory_id: id }, call) => {
    await theirs(id, call);
    await call.door.delete(id);
    return told({ message: 'Memory deleted successfully!' });
  },
});

export const memoryTools: readonly Tool[] = [
  addMemory,
  searchMemories,
  getMemories,
  getMemory,
  updateMemory,
  deleteMemory,
];
