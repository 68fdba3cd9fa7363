import { z } from 'zod';
import { name } from './fields.js';
import { memorySchema } from './memory.js';

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });

/** So many that only name themselves have a row of their own, in a tenant; the rest are served without. */
export const MOST_CLAIMED = 1_000;

export const appSchema = z
  .object({
    name: z.string(),
    state: z.enum(['active', 'paused']),
    claimed: z.boolean().meta({
      description: 'No key has ever fixed it: it only names itself, and could name another.',
    }),
    first_seen_at: instant,
    last_seen_at: instant,
    paused_at: instant.nullable(),
    paused_by: z.string().nullable(),
    memories_created: z.int().meta({ description: 'That bear its name, in any state.' }),
    memories_active: z.int(),
    first_accessed_at: instant.nullable().meta({
      description: 'When it was answered first, as far back as the access log is kept.',
    }),
    last_accessed_at: instant.nullable(),
    memories_accessed: z.int().meta({
      description: 'In what it was answered, as far back as the access log is kept.',
    }),
  })
  .meta({ id: 'App', description: 'A program that reads or writes.' });

export const appListSchema = z
  .object({
    data: z.array(appSchema),
    unlisted: z.boolean().meta({
      description: `There are ${MOST_CLAIMED} that only name themselves: further ones are served, but not listed.`,
    }),
  })
  .meta({ id: 'AppList' });

export const listAccessedSchema = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(200).optional().meta({ default: 50 }),
    cursor: z.string().max(32).optional(),
  })
  .meta({ id: 'ListAccessed' });

export const accessedPageSchema = z
  .object({
    data: z.array(
      z.object({
        memory: memorySchema,
        times: z.int().meta({ description: 'In how many answers it was.' }),
        last_at: instant,
      }),
    ),
    total: z.int(),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'AccessedPage' });

export const appNameSchema = z.strictObject({ name });

export type App = z.infer<typeof appSchema>;
export type AppList = z.infer<typeof appListSchema>;
export type ListAccessedRequest = z.input<typeof listAccessedSchema>;
export type AccessedPage = z.infer<typeof accessedPageSchema>;

/** What can be done with apps, the same in library and client. */
export interface AppVerbs {
  list(): Promise<AppList>;
  get(name: string): Promise<App>;
  /** What it was answered with, most often first; as far back as the access log is kept. */
  accessed(name: string, request?: ListAccessedRequest): Promise<AccessedPage>;
  /** From now on it neither reads nor writes. */
  pause(name: string): Promise<App>;
  resume(name: string): Promise<App>;
}
