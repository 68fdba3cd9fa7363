import { z } from 'zod';
import type { UpdateRequest } from '../../../model/requests.js';
import { clearableDateField, dateField, idField, labelsField, objectField } from '../fields.js';
import { shownMemory, shownMemorySchema } from '../shown-memory.js';
import { tool } from '../tool.js';

export const memoryUpdate = tool({
  name: 'memory_update',
  title: 'Correct a memory',
  toolset: 'memory',
  needs: 'write',
  annotations: {
    readOnlyHint: false,
    destructiveHint: false,
    openWorldHint: false,
  },
  description: `Corrects a memory that was wrong from the start, or changes its labels, dates or state. Same id, new version; the earlier one stays in memory_history.
Do not call it because the world has changed (a move, a new job, another decision): then add what holds now by memory_add with supersedes, so that the past stays true.
Fields that you leave out stay as they are; tags, categories and metadata replace the old ones whole.
state paused or archived takes a memory out of search without deleting it, active brings it back.
Comes back: the memory as it is now. With if_version the update is refused when somebody else has changed it meanwhile.`,
  input: z.strictObject({
    id: idField,
    text: z.string().optional().describe('The whole corrected text.'),
    tags: labelsField.optional(),
    categories: labelsField.optional(),
    metadata: objectField.optional(),
    state: z.enum(['active', 'paused', 'archived']).optional(),
    occurred_at: dateField.optional(),
    valid_from: clearableDateField.optional(),
    valid_to: clearableDateField.optional(),
    expires_at: clearableDateField.optional(),
    if_version: z
      .int()
      .min(1)
      .optional()
      .describe('version as you read it; 1 where none is shown.'),
  }),
  output: shownMemorySchema,
  run: async ({ id, valid_from, valid_to, expires_at, ...input }, { door }) => {
    const dates = { valid_from, valid_to, expires_at };
    const cleared = Object.entries(dates).flatMap(([name, date]) =>
      date === undefined ? [] : [[name, date === 'none' ? null : date]],
    );
    const request: UpdateRequest = { ...input, ...Object.fromEntries(cleared) };
    return shownMemory(await door.update(id, request), 'concise');
  },
});
