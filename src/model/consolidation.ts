import { z } from 'zod';
import { costSchema } from './price.js';
import { limits, statsRequestSchema } from './requests.js';

export const consolidateSchema = statsRequestSchema
  .pick({ cube: true, user_id: true })
  .extend({
    dry_run: z.boolean().optional().meta({
      description: 'Tells what there is to do and what it would cost, and does nothing.',
    }),
    all: z.boolean().optional().meta({
      description: 'Also what was looked at before, such as what was undone.',
    }),
    wait: z.boolean().optional().meta({
      description: 'Answers when it is done. Default: jobs do it.',
    }),
  })
  .meta({ id: 'ConsolidateRequest' });

export const diarySchema = statsRequestSchema
  .pick({ cube: true, user_id: true })
  .extend({
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 20 }),
    cursor: z.string().max(256).optional(),
  })
  .meta({ id: 'DiaryRequest' });

const id = z.string();
const instant = z.string().meta({ format: 'date-time' });

const diaryEntrySchema = z
  .object({
    batch: id.meta({ description: 'Undo it, and all of it is as it was before.' }),
    cube: z.string().nullable(),
    user_id: z.string().nullable(),
    at: instant,
    undone_at: instant.nullable(),
    finished: z.boolean(),
    looked_at: z.int().meta({ description: 'Memories.' }),
    merged: z.array(z.object({ memory: id, into: id })),
    summaries: z.array(id),
    replaced: z.array(id).meta({ description: 'Older summaries that those took the place of.' }),
    ended: z.array(id).meta({
      description: 'Summaries of what does not hold any more, that none took the place of.',
    }),
    related: z.array(z.object({ from: id, kind: z.string(), to: id })),
    faded: z.int().meta({ description: 'Memories whose importance has faded.' }),
    refused: z.record(z.string(), z.int()).meta({
      description: 'What the model said that was not taken, counted by the reason.',
    }),
    model: z
      .object({ calls: z.int(), input: z.int(), output: z.int() })
      .nullable()
      .meta({ description: 'Calls and tokens; null where no model was asked.' }),
  })
  .meta({ id: 'DiaryEntry', description: 'What one consolidation did. Holds no text.' });

const estimateSchema = z
  .object({
    cube: z.string(),
    user_id: z.string().nullable(),
    memories: z.int(),
    merges: z.int().meta({ description: 'Of the same words; no model is asked about them.' }),
    pairs: z
      .int()
      .meta({ description: 'Near each other; a model is asked whether they say the same.' }),
    clusters: z.int().meta({ description: 'To be summed up.' }),
    outdated: z.int().meta({ description: 'Summaries that would end.' }),
    calls: z.int(),
    input_tokens: z.int().meta({ description: 'Estimated.' }),
    input_cost: costSchema.meta({
      description:
        'US dollars for these; what is answered comes on top. null: the price is not known.',
    }),
  })
  .meta({ id: 'ConsolidationEstimate' });

export const consolidateResultSchema = z
  .object({
    model: z.string().nullable().meta({ description: 'Who is asked; null: nobody.' }),
    estimates: z.array(estimateSchema).meta({ description: 'Of a dry run.' }),
    jobs: z.array(id).meta({ description: 'That do it.' }),
    diary: z.array(diaryEntrySchema).meta({ description: 'Where it was waited for.' }),
  })
  .meta({ id: 'Consolidation' });

export const diaryResultSchema = z
  .object({ data: z.array(diaryEntrySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'Diary' });

export type ConsolidateRequest = z.input<typeof consolidateSchema>;
export type ConsolidateResult = z.infer<typeof consolidateResultSchema>;
export type ConsolidationEstimate = z.infer<typeof estimateSchema>;
export type DiaryRequest = z.input<typeof diarySchema>;
export type DiaryEntry = z.infer<typeof diaryEntrySchema>;
export type DiaryResult = z.infer<typeof diaryResultSchema>;

/** Putting memories in order, the same in library and client. */
export interface ConsolidationVerbs {
  /** Merges, sums up, relates, lets fade: as jobs, or while one waits. */
  run(request?: ConsolidateRequest): Promise<ConsolidateResult>;
  /** What was done, newest first. */
  diary(request?: DiaryRequest): Promise<DiaryResult>;
}
