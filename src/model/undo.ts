import { z } from 'zod';
import { batchKinds } from './batch.js';
import { limits } from './requests.js';

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });
const id = z.string().max(64).meta({ format: 'uuid' });
const moment = z.string().max(64).meta({ format: 'date-time' });
const name = z.string().nullable();

export const batchSchema = z
  .object({
    id,
    kind: z.enum(batchKinds),
    cube: name,
    user_id: name.meta({ description: 'Whom it is about; null where it is about several.' }),
    actor: name,
    app: name,
    at: instant,
    undone_at: instant.nullable(),
    note: z.record(z.string(), z.unknown()).meta({ description: 'What was done, in numbers.' }),
  })
  .meta({ id: 'Batch', description: 'What was done together and can be undone together.' });

export const listBatchesSchema = z
  .strictObject({
    kind: z.enum(batchKinds).optional(),
    cube: z.string().max(limits.name).optional(),
    user_id: z.string().max(limits.name).optional(),
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(256).optional(),
  })
  .meta({ id: 'ListBatchesRequest' });

export const listBatchesResultSchema = z
  .object({ data: z.array(batchSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'BatchPage' });

export const batchDetailSchema = batchSchema
  .extend({
    changes: z
      .array(z.object({ memory_id: id, event: z.string(), version: z.int(), at: instant }))
      .meta({ description: `Newest first, at most ${limits.page}.` }),
  })
  .meta({ id: 'BatchDetail' });

export const undoSchema = z
  .strictObject({
    batch: id.optional().meta({ description: 'Take back this batch.' }),
    episode: id.optional().meta({ description: 'Take back what was drawn from this source.' }),
    since: moment.optional().meta({ description: 'Take back what batches did since then.' }),
    until: moment.optional().meta({ description: 'With since: only what was done before then.' }),
    user_id: z.string().max(limits.name).optional().meta({
      description: 'With since: only what is about this user.',
    }),
    preview: z.boolean().optional().meta({ description: 'Tell what it would do, and do nothing.' }),
  })
  .refine(
    ({ batch, episode, since }) =>
      [batch, episode, since].filter((one) => one !== undefined).length === 1,
    'give one of batch, episode and since',
  )
  .refine(
    ({ since, until, user_id: user }) => since !== undefined || (until ?? user) === undefined,
    'until and user_id go with since',
  )
  .meta({ id: 'UndoRequest' });

/** What becomes of a memory. */
export const undoChanges = ['deleted', 'restored', 'parted', 'reverted', 'evidence'] as const;

/** Why something stays as it is. */
export const keptReasons = [
  'changed_since',
  'said_again',
  'merged_since',
  'superseded_since',
  'newer_stays',
  'not_yours',
] as const;

export const undoResultSchema = z
  .object({
    preview: z.boolean(),
    batches: z.array(
      z.object({
        id,
        kind: z.enum(batchKinds),
        undone_by: id.nullable().meta({
          description: 'The batch that took it back; to undo that one is to do it again.',
        }),
      }),
    ),
    counts: z.object({
      deleted: z.int().meta({ description: 'Memories that it had made; they can be restored.' }),
      restored: z.int().meta({ description: 'Memories that hold again.' }),
      parted: z.int().meta({ description: 'Memories that stand alone again.' }),
      reverted: z.int().meta({ description: 'Memories that are as they were before.' }),
      evidence: z.int().meta({ description: 'Memories that lost evidence which it had added.' }),
      links: z.int().meta({ description: 'Relations of memories that were taken away.' }),
      kept: z.int().meta({ description: 'Memories that stay as they are.' }),
    }),
    changes: z
      .array(z.object({ memory_id: id, text: z.string(), change: z.enum(undoChanges) }))
      .meta({ description: `The first ${limits.page}.` }),
    kept: z
      .array(z.object({ memory_id: id, text: z.string(), reason: z.enum(keptReasons) }))
      .meta({ description: `The first ${limits.page}.` }),
  })
  .meta({ id: 'UndoResult' });

export type Batch = z.infer<typeof batchSchema>;
export type BatchDetail = z.infer<typeof batchDetailSchema>;
export type ListBatchesRequest = z.input<typeof listBatchesSchema>;
export type ListBatchesResult = z.infer<typeof listBatchesResultSchema>;
export type UndoRequest = z.input<typeof undoSchema>;
export type UndoResult = z.infer<typeof undoResultSchema>;
export type UndoChange = (typeof undoChanges)[number];
export type KeptReason = (typeof keptReasons)[number];

/** What can be done with batches, the same in library and client. */
export interface BatchVerbs {
  /** Newest first, in pages. */
  list(request?: ListBatchesRequest): Promise<ListBatchesResult>;
  get(id: string): Promise<BatchDetail>;
}
