import { z } from 'zod';
import { invalidInput } from '../../../model/validate.js';
import { formatField, idField } from '../fields.js';
import { shownMemorySchema, wholeMemory } from '../shown-memory.js';
import { reading, tool } from '../tool.js';

export const memoryGet = tool({
  name: 'memory_get',
  title: 'Read one memory',
  toolset: 'memory',
  needs: 'read',
  annotations: reading,
  description: `Reads one memory whole, by an id from another tool.
Call it when a search or list shows the text as cut, or, with response_format detailed, when you need to know where a memory comes from: the verbatim words it rests on, scope, version and metadata.
A very long text comes in parts: when next_offset is there, call again with it as offset.
A deleted or unknown id is an error; look for it with memory_search or memory_list.`,
  input: z.strictObject({
    id: idField,
    offset: z.int().min(0).default(0).describe('Where to go on in a long text.'),
    response_format: formatField,
  }),
  output: shownMemorySchema
    .extend({ next_offset: z.int().optional().describe('The text goes on here.') })
    .meta({ additionalProperties: true }),
  run: async ({ id, offset, response_format: format }, { door }) => {
    const memory = await door.get(id);
    if (offset >= memory.text.length) {
      const detail = `is beyond the end: the text has ${memory.text.length} characters`;
      throw invalidInput([{ pointer: '/offset', detail }]);
    }
    return wholeMemory(memory, format, offset);
  },
});
