import { z } from 'zod';
import { attachmentSchema } from './attachments.js';
import { trusts } from './trust.js';

/** The shapes that leave Tulving, the same in library, REST and client. Times are RFC 3339 in UTC. */

export const memoryKinds = ['statement', 'fact', 'preference', 'procedure', 'summary'] as const;
export const memoryStates = ['active', 'paused', 'archived', 'deleted'] as const;
export const roles = ['user', 'assistant', 'system', 'tool'] as const;

export type MemoryKind = (typeof memoryKinds)[number];
export type MemoryState = (typeof memoryStates)[number];
export type Role = (typeof roles)[number];
export type Metadata = Record<string, unknown>;

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });
const id = z.string().meta({ format: 'uuid', example: '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e' });
const name = z.string().nullable();

export const sourceSchema = z
  .object({
    episode_id: id,
    start: z.int().meta({ description: 'Start of the quote in the episode, in UTF-16 units.' }),
    end: z.int().meta({ description: 'End of the quote, exclusive.' }),
    quote: z.string(),
    speaker: name,
    role: z.enum(roles).nullable(),
    occurred_at: instant,
  })
  .meta({ id: 'Source', description: 'The words of an episode that a memory rests on.' });

export const memorySchema = z
  .object({
    id,
    text: z.string(),
    kind: z.enum(memoryKinds),
    state: z.enum(memoryStates),
    version: z.int().meta({ description: 'Counts the corrections of this memory, from 1.' }),
    cube: z.string(),
    user_id: name,
    agent_id: name,
    app_id: name,
    run_id: name,
    metadata: z.record(z.string(), z.unknown()),
    categories: z.array(z.string()),
    tags: z.array(z.string()),
    occurred_at: instant,
    valid_from: instant.nullable().meta({ description: 'Since when it holds; null: not known.' }),
    valid_to: instant.nullable().meta({
      description: 'Until when it held, exclusive; null: it still does.',
    }),
    expires_at: instant.nullable().meta({ description: 'When it is deleted by itself.' }),
    superseded_by: id.nullable().meta({ description: 'The newer memory that ended its validity.' }),
    supersedes: z.array(id).meta({ description: 'Older memories whose validity it ended.' }),
    merged_into: id.nullable().meta({ description: 'The memory that it became a part of.' }),
    trust: z.enum(trusts).meta({
      description:
        'Where its words come from: verified by a person, said by the user, by an agent, or from outside (a tool, a file, a page).',
    }),
    importance: z.number().min(0).max(1).nullable().meta({
      description: 'From 0 to 1; null where nothing told.',
    }),
    created_at: instant,
    updated_at: instant,
    sources: z.array(sourceSchema),
  })
  .meta({ id: 'Memory' });

export const hitSchema = memorySchema
  .extend({
    score: z.number().meta({
      description: 'From 0 to 1. Falls when the best match leaves much of the query unmatched.',
    }),
  })
  .meta({ id: 'Hit' });

export const episodeSchema = z
  .object({
    id,
    text: z.string(),
    cube: z.string(),
    user_id: name,
    agent_id: name,
    app_id: name,
    run_id: name,
    session: z
      .string()
      .meta({ description: 'What was said together; the run_id where one is given.' }),
    ord: z.int().meta({ description: 'Place in its session, from 0.' }),
    speaker: name,
    role: z.enum(roles).nullable(),
    occurred_at: instant,
    recorded_at: instant,
    attachments: z.array(attachmentSchema).optional().meta({
      description: 'Files that it was made of, where there are any.',
    }),
  })
  .meta({ id: 'Episode', description: 'A verbatim piece of source. It never changes.' });

export const historyEvents = [
  'created',
  'evidence',
  'updated',
  'superseded',
  'merged',
  'expired',
  'deleted',
  'restored',
  'rebuilt',
] as const;

export const historyEntrySchema = z
  .object({
    event: z.enum(historyEvents),
    version: z.int(),
    text: z.string(),
    metadata: z.record(z.string(), z.unknown()),
    state: z.enum(memoryStates),
    valid_from: instant.nullable(),
    valid_to: instant.nullable(),
    actor: name,
    app: name,
    at: instant,
    reason: name.meta({ description: 'Why, where that is known.' }),
    batch: name.meta({ description: 'With what it can be undone together.' }),
  })
  .meta({ id: 'HistoryEntry' });

export type Source = z.infer<typeof sourceSchema>;
export type Memory = z.infer<typeof memorySchema>;
export type Hit = z.infer<typeof hitSchema>;
export type Episode = z.infer<typeof episodeSchema>;
export type HistoryEvent = (typeof historyEvents)[number];
export type HistoryEntry = z.infer<typeof historyEntrySchema>;
