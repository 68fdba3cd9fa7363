import { z } from 'zod';
import { addSchema, limits } from './requests.js';

/** How memories are read. A search is noted once, whatever it is a part of. */
export const accessKinds = [
  'search',
  'context',
  'list',
  'get',
  'history',
  'related',
  'export',
] as const;
export type AccessKind = (typeof accessKinds)[number];
/** Those that ask in words: what they found was recalled. */
export const recallKinds: readonly AccessKind[] = ['search', 'context'];

/** Of the event log. */
const writeKinds = [
  'memory.created',
  'memory.updated',
  'memory.deleted',
  'memory.restored',
  'memory.erased',
] as const;

export const listAccessSchema = z
  .strictObject({
    memory_id: z.string().optional().meta({ description: 'What was done to this memory.' }),
    app: addSchema.shape.app_id,
    user: addSchema.shape.user_id.meta({ description: 'About whom was asked or written.' }),
    kind: z
      .string()
      .max(limits.name)
      .optional()
      .meta({
        description: `reads, writes, or one of ${[...accessKinds, ...writeKinds].join(', ')} and the other kinds of events.`,
      }),
    query: z.string().min(1).max(limits.name).optional().meta({
      description: 'Only reads that asked with these letters.',
    }),
    from: z.string().optional().meta({ description: 'A date or time; included.' }),
    to: z.string().optional().meta({ description: 'A date or time; not included.' }),
    limit: z.int().min(1).max(1000).optional().meta({ description: 'Default: 50.' }),
    cursor: z.string().optional(),
  })
  .meta({ id: 'ListAccess' });

/** As a query of a URL has it. */
export const accessQuerySchema = listAccessSchema.extend({
  limit: z.coerce.number().pipe(z.int().min(1).max(1000)).optional(),
});

export const accessEntrySchema = z
  .object({
    at: z.string(),
    kind: z.string(),
    app: z.string().nullable(),
    claimed: z.boolean().nullable().meta({
      description: 'Whether the app only said so of itself; null where that is not known.',
    }),
    principal: z.string().nullable(),
    user_id: z.string().nullable(),
    query: z.string().nullable(),
    memories: z.array(
      z.object({
        memory_id: z.string(),
        rank: z.int(),
        score: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'AccessEntry' });

export const accessPageSchema = z
  .object({ data: z.array(accessEntrySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'AccessPage' });

export const statsDaysRequestSchema = z
  .strictObject({
    user_id: addSchema.shape.user_id,
    app_id: addSchema.shape.app_id,
    days: z.coerce.number().int().min(1).max(400).default(30).meta({
      description: 'How many days, today among them, in UTC.',
    }),
  })
  .meta({ id: 'StatsDaysRequest' });

const dayCounts = {
  added: z.int().meta({ description: 'Memories that were added and not erased since.' }),
  searches: z.int(),
  reads: z.int().meta({ description: 'Requests that read otherwise: lists, single memories.' }),
  average_score: z.number().nullable().meta({
    description: 'Mean of the best scores of searches that found something.',
  }),
};

export const statsDaysSchema = z
  .object({
    days: z.array(z.object({ day: z.iso.date(), ...dayCounts })).meta({
      description: 'Every day, the oldest first.',
    }),
    apps: z.array(z.object({ app: z.string().nullable(), ...dayCounts })),
    users: z.array(z.object({ user_id: z.string().nullable(), ...dayCounts })),
    total: z.object(dayCounts),
  })
  .meta({ id: 'StatsDays' });

export type ListAccessRequest = z.input<typeof listAccessSchema>;
export type AccessEntry = z.output<typeof accessEntrySchema>;
export type AccessPage = z.output<typeof accessPageSchema>;
export type StatsDaysRequest = z.input<typeof statsDaysRequestSchema>;
export type StatsDays = z.output<typeof statsDaysSchema>;
export type DayCounts = StatsDays['total'];

/** What library and client have in common. */
export interface AccessLogVerbs {
  list(request?: ListAccessRequest): Promise<AccessPage>;
  days(request?: StatsDaysRequest): Promise<StatsDays>;
}
