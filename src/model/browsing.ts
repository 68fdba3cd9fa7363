import { z } from 'zod';
import { episodeSchema, hitSchema } from './memory.js';

/** What is asked by those who look around in what is kept, in place of searching it. */

const aroundLimit = 50;
const around = z.coerce.number().int().min(0).max(aroundLimit).optional();

export const conversationSchema = z
  .strictObject({
    before: around.meta({ default: 5, description: 'How many episodes before it.' }),
    after: around.meta({ default: 5, description: 'How many episodes after it.' }),
  })
  .meta({ id: 'ConversationRequest' });

export const conversationResultSchema = z
  .object({
    data: z.array(episodeSchema).meta({ description: 'In the order of the session.' }),
    more_before: z.boolean(),
    more_after: z.boolean(),
  })
  .meta({ id: 'Conversation', description: 'An episode with those around it in its session.' });

export const relatedSchema = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(50).optional().meta({ default: 10 }),
  })
  .meta({ id: 'RelatedRequest' });

export const relatedResultSchema = z
  .object({ results: z.array(hitSchema) })
  .meta({ id: 'RelatedResult', description: 'What says most of the same, without itself.' });

export const revertSchema = z
  .strictObject({
    version: z.int().min(1).meta({ description: 'What it said then is said again.' }),
    if_version: z.int().min(1).optional().meta({
      description: 'Refuse it when the memory has another version by now.',
    }),
  })
  .meta({ id: 'RevertRequest' });

export type ConversationRequest = z.input<typeof conversationSchema>;
export type ConversationResult = z.infer<typeof conversationResultSchema>;
export type RelatedRequest = z.input<typeof relatedSchema>;
export type RelatedResult = z.infer<typeof relatedResultSchema>;
export type RevertRequest = z.infer<typeof revertSchema>;
