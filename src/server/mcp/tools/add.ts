import { z } from 'zod';
import { memoryKinds, roles } from '../../../model/memory.js';
import type { AddRequest } from '../../../model/requests.js';
import { dateField, labelsField, objectField } from '../fields.js';
import { fitting } from '../fit.js';
import { shownMemory, shownMemorySchema } from '../shown-memory.js';
import { tool } from '../tool.js';

const message = z.strictObject({
  content: z.string(),
  role: z.enum(roles).optional(),
  speaker: z.string().optional().describe('Name of the person who speaks.'),
  occurred_at: dateField.optional(),
});

export const memoryAdd = tool({
  name: 'memory_add',
  title: 'Remember',
  toolset: 'memory',
  needs: 'write',
  annotations: {
    readOnlyHint: false,
    destructiveHint: false,
    openWorldHint: false,
  },
  description: `Keeps something for later conversations, in every app that the user connects.
Call it when the user says something about themselves, their people, plans, preferences or decisions that will matter again, when they ask you to remember, and when work ends with a result worth knowing. Do not keep small talk, secrets, or what is only of use in this conversation.
Give text for one fact or note, complete in itself, with names in place of "he" or "it" and dates in place of "tomorrow"; or messages for turns of a conversation, word for word.
When something has changed in the world, add what holds now with supersedes: [id of the old memory]; the old one stays as history. To correct a mistake use memory_update.
The same words again make no duplicate. Passwords and keys are replaced by a mark, and redacted names them.
Comes back: the memories that hold it now, with their ids. Of messages, small talk is kept as a source only and makes none.`,
  input: z.strictObject({
    text: z.string().optional().describe('A note. Give either text or messages.'),
    messages: z.array(message).min(1).max(200).optional().describe('Turns, oldest first.'),
    kind: z
      .enum(memoryKinds)
      .optional()
      .describe('Of a text: what it is. statement (default) is kept word for word.'),
    tags: labelsField.optional().describe('A few words to find it by, e.g. ["work", "travel"].'),
    categories: labelsField.optional(),
    occurred_at: dateField.optional().describe('When it happened; default: now. ISO 8601.'),
    valid_to: dateField.optional().describe('Until when it holds, where that is known.'),
    expires_at: dateField.optional().describe('When it shall be deleted by itself.'),
    supersedes: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Ids of memories that no longer hold because this one does. With text only.'),
    metadata: objectField.optional().describe('Kept with it, as JSON.'),
    mode: z
      .enum(['async', 'sync'])
      .optional()
      .describe('sync: wait for what a model draws from it, where one does. Seldom needed.'),
  }),
  output: z.object({
    memories: z.array(shownMemorySchema).describe('With fields as memory_get has them.'),
    left_out: z.int().optional().describe('Kept, but more than fits into one answer.'),
    redacted: z.array(z.string()).optional().describe('Kinds of secrets that were taken out.'),
    vectors_pending: z
      .int()
      .optional()
      .describe('So many are found by their words only, for a few seconds.'),
    pending: z.boolean().optional().describe('sync took too long; the rest follows by itself.'),
    note: z.string().optional(),
  }),
  run: async (input, { door, writes }) => {
    const {
      memories,
      redacted,
      vectors_pending: vectors,
      pending,
    } = await door.add({ ...writes, ...input } as AddRequest);
    const { kept, leftOut } = fitting(memories.map((memory) => shownMemory(memory, 'concise')));
    return {
      memories: kept,
      ...(leftOut > 0 && { left_out: leftOut }),
      ...(redacted.length > 0 && { redacted }),
      ...(vectors && { vectors_pending: vectors }),
      ...(pending && { pending }),
      ...(memories.length === 0 && { note: 'Small talk: kept as a source, no memory made of it.' }),
    };
  },
});
