import { z } from 'zod';
import { limits, statsRequestSchema } from './requests.js';

export const profileSchema = statsRequestSchema
  .pick({ user_id: true, cube: true })
  .extend({
    user_id: z.string().min(1).max(limits.name),
    language: z.enum(['en', 'zh']).optional().meta({
      default: 'en',
      description: 'Of the sentences that no model wrote.',
    }),
  })
  .meta({ id: 'ProfileRequest' });

export const profileQuerySchema = profileSchema
  .omit({ user_id: true })
  .meta({ id: 'ProfileQuery' });

const ids = z.array(z.string()).meta({ description: 'Memories that say so.' });
const counted = z.object({ name: z.string(), memories: z.int(), cites: ids });

export const profileResultSchema = z
  .object({
    user_id: z.string(),
    cube: z.string(),
    total_memories: z.int(),
    summary: z.object({
      text: z.string(),
      by: z.enum(['statistics', 'model']),
      sentences: z.array(z.object({ text: z.string(), cites: ids })),
      at: z
        .string()
        .nullable()
        .meta({ format: 'date-time', description: 'When a model wrote it.' }),
    }),
    key_interests: z.array(counted).meta({ description: 'At most five, the strongest first.' }),
    interaction_patterns: z.object({
      total_conversations: z.int(),
      average_length: z.number().meta({
        description: 'Characters of what the user says in one turn.',
      }),
      most_active_hours: z
        .array(z.object({ hour: z.int(), turns: z.int() }))
        .meta({ description: 'At most three, in the configured time zone.' }),
      conversation_topics: z.array(counted).meta({ description: 'At most ten.' }),
    }),
    preferences: z.array(
      z.object({
        memory_id: z.string(),
        text: z.string(),
        explicit: z.boolean().nullable(),
        reason: z.string().nullable(),
        cites: z.array(z.string()).meta({ description: 'Episodes that it was drawn from.' }),
      }),
    ),
    generated_at: z.string().meta({ format: 'date-time' }),
  })
  .meta({
    id: 'Profile',
    description: 'From what a person said alone. No model is asked when it is read.',
  });

export type ProfileRequest = z.input<typeof profileSchema>;
export type Profile = z.infer<typeof profileResultSchema>;
