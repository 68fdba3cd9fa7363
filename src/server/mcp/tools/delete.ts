import { z } from 'zod';
import { idField } from '../fields.js';
import { tool } from '../tool.js';

export const memoryDelete = tool({
  name: 'memory_delete',
  title: 'Forget a memory',
  toolset: 'memory',
  needs: 'write',
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: false,
  },
  description: `Takes one memory out of everything that is searched and listed.
Call it when the user asks you to forget something: find it first with memory_search, tell the user which one you mean where there is doubt, then delete it by its id, one call a memory.
Do not call it for what has merely changed (memory_add with supersedes) or was misspelt (memory_update).
The user can bring it back for some time, 30 days by default, with \`tulving restore\`; to take something off the disk at once they run \`tulving erase\`.`,
  input: z.strictObject({ id: idField }),
  output: z.object({ id: z.string(), deleted: z.boolean() }),
  run: async ({ id }, { door }) => {
    await door.delete(id);
    return { id, deleted: true };
  },
});
