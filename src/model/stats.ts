import { z } from 'zod';
import { memoryKinds, memoryStates } from './memory.js';

const counted = z.array(z.object({ name: z.string(), memories: z.int() }));

/** Of a scope, as `list` reads it. Deleted memories are counted by state alone. */
export const statsSchema = z
  .object({
    cubes: z.array(z.string()).meta({ description: 'Names of the cubes that hold any of it.' }),
    states: z.record(z.enum(memoryStates), z.int()),
    kinds: z.record(z.enum(memoryKinds), z.int()),
    layers: z.record(z.enum(['session', 'agent', 'business', 'user']), z.int()),
    categories: counted.meta({ description: 'The twenty with most memories.' }),
    tags: counted.meta({ description: 'The twenty with most memories.' }),
    apps: counted.meta({ description: 'The twenty with most memories; by app_id.' }),
    app_count: z.int().meta({ description: 'How many apps wrote the memories.' }),
    agents: counted.meta({ description: 'The twenty with most memories; by agent_id.' }),
    user_ids: counted.meta({ description: 'The twenty with most memories; by user_id.' }),
    users: z.int().meta({ description: 'How many users the memories are about.' }),
    episodes: z.int(),
    superseded: z.int().meta({ description: 'Memories whose validity was ended by a newer one.' }),
    expiring: z.int().meta({ description: 'Memories that have an expiry.' }),
    first_at: z.string().nullable().meta({ format: 'date-time' }),
    last_at: z.string().nullable().meta({ format: 'date-time' }),
    days: z.array(z.object({ day: z.string(), added: z.int() })).meta({
      description: 'Memories added on each of the last thirty days that had any, in UTC.',
    }),
  })
  .meta({ id: 'Stats', description: 'Counts of what a scope holds.' });

export type Stats = z.infer<typeof statsSchema>;
