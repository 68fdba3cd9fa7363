import { z } from 'zod';
import { memorySchema } from './memory.js';
import { limits, listSchema } from './requests.js';

/**
 * Why a memory may not be so, the weakest reason first: its words come from outside; a model concluded it and no
 * person said it; who wrote it was not sure; it contradicts another, and nobody decided; somebody said that
 * it is wrong, and it was brought back.
 */
export const doubts = ['outside', 'concluded', 'low_confidence', 'contradicted', 'wrong'] as const;

export type Doubt = (typeof doubts)[number];

/** What is less is low: of `metadata.confidence`, from 0 to 1, where whoever wrote a memory gave one. */
export const LOW_CONFIDENCE = 0.5;

/** Reasons as one number that grows with them: a stronger one weighs more than all that are weaker. */
export function weightOf(doubt: Doubt): number {
  return 2 ** doubts.indexOf(doubt);
}

/** The strongest first. */
export function doubtsIn(weight: number): Doubt[] {
  return doubts.filter((doubt) => (weight & weightOf(doubt)) !== 0).toReversed();
}

const { cube, user_id, agent_id, app_id, run_id } = listSchema.shape;

export const listDoubtsSchema = z
  .strictObject({
    cube,
    user_id,
    agent_id,
    app_id,
    run_id,
    doubt: z.enum(doubts).optional().meta({ description: 'Only what is doubted for this reason.' }),
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(256).optional(),
  })
  .meta({ id: 'ListDoubtsRequest' });

export const doubtedSchema = z
  .object({
    memory: memorySchema,
    doubts: z.array(z.enum(doubts)).meta({
      description: 'Why it may not be so, the strongest reason first; docs/gate.md tells them.',
    }),
  })
  .meta({ id: 'Doubted' });

export const listDoubtsResultSchema = z
  .object({ data: z.array(doubtedSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'DoubtPage' });

export type Doubted = z.infer<typeof doubtedSchema>;
export type ListDoubtsRequest = z.input<typeof listDoubtsSchema>;
export type ListDoubtsResult = z.infer<typeof listDoubtsResultSchema>;
