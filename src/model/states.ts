import { z } from 'zod';
import { id, name, reason, scope } from './fields.js';
import { filterSchema } from './filter.js';
import { memoryStates } from './memory.js';

/** Ids of one request. */
const MOST_IDS = 1_000;

export const reasonSchema = z.strictObject({ reason: reason.optional() });

export const setStateSchema = z
  .strictObject({
    state: z.enum(memoryStates).meta({ description: 'What they should be.' }),
    ids: z.array(id).min(1).max(MOST_IDS).optional().meta({
      description: 'These memories; in place of a scope, a category and filters.',
    }),
    ...scope,
    category: name.optional().meta({ description: 'Those that bear this category.' }),
    filters: filterSchema.optional(),
    from: z.array(z.enum(memoryStates)).min(1).max(memoryStates.length).optional().meta({
      description:
        'In which state they are now. Default without ids: for active, paused and archived; for paused, active; for archived, active and paused; for deleted, all others.',
    }),
    reason: reason.optional(),
    dry_run: z.boolean().optional().meta({ description: 'Count, and change nothing.' }),
    limit: z.int().min(1).optional().meta({
      description: 'Stop after so many; ask again with `batch_id` for the rest.',
    }),
    batch_id: id.optional().meta({
      description: 'What an earlier request was answered with: all of it is one batch.',
    }),
  })
  .meta({ id: 'SetStateRequest' });

export const setStateResultSchema = z
  .object({
    state: z.enum(memoryStates),
    changed: z.int().meta({ description: 'With dry_run: how many it would change.' }),
    held_back: z.int().meta({
      description: 'Memories that wait for a review, and are not made active in bulk.',
    }),
    batch_id: id
      .nullable()
      .meta({ description: 'Undoes all of it together; null: nothing changed.' }),
    more: z.boolean().meta({ description: 'It stopped at the limit: there may be more.' }),
    dry_run: z.boolean(),
  })
  .meta({ id: 'SetStateResult' });

export type SetStateRequest = z.input<typeof setStateSchema>;
export type SetStateResult = z.infer<typeof setStateResultSchema>;
export type Why = z.infer<typeof reasonSchema>;
