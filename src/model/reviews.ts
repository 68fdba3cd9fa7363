import { z } from 'zod';
import type { ListDoubtsRequest, ListDoubtsResult } from './doubt.js';
import { memorySchema } from './memory.js';
import { limits } from './requests.js';
import { reviewDecisions, reviewKinds, reviewKindSchema } from './review.js';

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });

export const reviewSchema = z
  .object({
    id: z.string().meta({ format: 'uuid' }),
    kind: z.enum(reviewKinds).meta({
      description:
        'quarantine: kept out of search until somebody agrees. contradiction: two that cannot both be true. duplicate: two that seem to say the same.',
    }),
    memory: memorySchema,
    other: memorySchema.nullable(),
    reasons: z.array(z.string()).meta({ description: 'Codes of why; docs/gate.md lists them.' }),
    at: instant,
    decided_at: instant.nullable(),
    decision: z.enum(reviewDecisions).nullable(),
    decided_by: z.string().nullable(),
  })
  .meta({ id: 'Review' });

export const listReviewsSchema = z
  .strictObject({
    kind: reviewKindSchema.optional(),
    decided: z
      .preprocess(
        (value) => (value === 'true' ? true : value === 'false' ? false : value),
        z.boolean(),
      )
      .optional()
      .meta({ description: 'What was decided, newest first, in place of what waits.' }),
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(256).optional(),
  })
  .meta({ id: 'ListReviewsRequest' });

export const listReviewsResultSchema = z
  .object({ data: z.array(reviewSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'ReviewPage' });

export const decideSchema = z
  .strictObject({
    decision: z.enum(reviewDecisions).meta({
      description:
        'accept: the memory is right. reject: it is deleted. Of two also keep_both and keep_other; of duplicates accept merges them.',
    }),
  })
  .meta({ id: 'Decision' });

export type Review = z.infer<typeof reviewSchema>;
export type ListReviewsRequest = z.input<typeof listReviewsSchema>;
export type ListReviewsResult = z.infer<typeof listReviewsResultSchema>;
export type Decision = z.infer<typeof decideSchema>;

/** What can be done with what waits for a person, the same in library and client. */
export interface ReviewVerbs {
  /** Oldest first, in pages. */
  list(request?: ListReviewsRequest): Promise<ListReviewsResult>;
  /** Memories that hold now and may not be so, the most doubtful first. */
  doubts(request?: ListDoubtsRequest): Promise<ListDoubtsResult>;
  get(id: string): Promise<Review>;
  decide(id: string, request: Decision): Promise<Review>;
}
