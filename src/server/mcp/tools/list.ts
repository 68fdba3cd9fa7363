import { z } from 'zod';
import { memoryStates } from '../../../model/memory.js';
import type { ListRequest } from '../../../model/requests.js';
import { filtersField, formatField } from '../fields.js';
import { fitting } from '../fit.js';
import { shownMemory, shownMemorySchema } from '../shown-memory.js';
import { reading, tool } from '../tool.js';

export const memoryList = tool({
  name: 'memory_list',
  title: 'List memories',
  toolset: 'memory',
  needs: 'read',
  annotations: reading,
  description: `Lists memories, newest first, in pages.
Call it when the user asks what you remember, to review or tidy up, or to see what was kept lately. To find the answer to a question use memory_search: it is quicker and ranks.
Narrow it with filters (tags, kind, dates) or state rather than reading page after page.
Comes back: memories, and next_cursor when there are more; pass it as cursor to go on.`,
  input: z.strictObject({
    limit: z.int().min(1).max(100).default(20).describe('At most so many in this page.'),
    cursor: z.string().optional().describe('next_cursor of the page before.'),
    state: z.enum(memoryStates).default('active'),
    filters: filtersField,
    response_format: formatField,
  }),
  output: z.object({
    memories: z.array(shownMemorySchema).describe('With fields as memory_get has them.'),
    next_cursor: z.string().optional(),
  }),
  run: async ({ response_format: format, ...input }, { door, reads }) => {
    const page = await door.list({ ...reads, ...input } as ListRequest);
    const { kept, leftOut } = fitting(page.data.map((memory) => shownMemory(memory, format)));
    // A cursor is the id of the last memory of a page.
    const cursor = leftOut > 0 ? kept.at(-1)?.id : page.next_cursor;
    return { memories: kept, ...(cursor && { next_cursor: cursor }) };
  },
});
