import { z } from 'zod';
import { historyEvents } from '../../../model/memory.js';
import { idField } from '../fields.js';
import { fitting, whole } from '../fit.js';
import { reading, tool } from '../tool.js';

const SHOWN_TEXT = 500;

export const memoryHistory = tool({
  name: 'memory_history',
  title: 'History of a memory',
  toolset: 'memory',
  needs: 'read',
  annotations: reading,
  description: `Tells what happened to one memory: when it was made, corrected, superseded, merged, deleted or restored, what it said each time, and which app did it.
Call it when the user asks since when you know something, what it said before, or who changed it. For what held at a date across all memories use memory_search with as_of.
Works for deleted memories too, as long as they can be restored.
Comes back: the changes, newest first.`,
  input: z.strictObject({ id: idField }),
  output: z.object({
    changes: z.array(
      z.object({
        event: z.enum(historyEvents),
        at: z.string(),
        version: z.int(),
        text: z.string(),
        cut: z.boolean().optional().describe('The text is longer than shown here.'),
        valid_from: z.string().optional(),
        valid_to: z.string().optional(),
        app: z.string().optional(),
        actor: z.string().optional(),
      }),
    ),
    left_out: z.int().optional().describe('Older ones, more than fits into one answer.'),
  }),
  run: async ({ id }, { door }) => {
    const entries = await door.history(id);
    const changes = entries.toReversed().map(({ text, ...entry }) => ({
      event: entry.event,
      at: entry.at,
      version: entry.version,
      text: whole(text, SHOWN_TEXT),
      ...(text.length > SHOWN_TEXT && { cut: true }),
      ...(entry.valid_from !== null && { valid_from: entry.valid_from }),
      ...(entry.valid_to !== null && { valid_to: entry.valid_to }),
      ...(entry.app !== null && { app: entry.app }),
      ...(entry.actor !== null && { actor: entry.actor }),
    }));
    const { kept, leftOut } = fitting(changes);
    return { changes: kept, ...(leftOut > 0 && { left_out: leftOut }) };
  },
});
