import { z } from 'zod';
import type { Job } from './job.js';

export const reindexKinds = ['index', 'vectors'] as const;

export const reindexEstimateSchema = z
  .object({
    index: z.object({
      memories: z.int(),
      outdated: z.int().meta({ description: 'Made by an older version.' }),
    }),
    vectors: z
      .object({
        model: z.string(),
        memories: z.int(),
        tokens: z.int(),
        seconds: z.number(),
        cost: z.number().nullable().meta({ description: 'US dollars; null: not known.' }),
        remote: z.boolean().meta({ description: 'Whether texts leave this machine.' }),
      })
      .nullable()
      .meta({ description: 'null: no model makes vectors, or nothing waits.' }),
  })
  .meta({ id: 'ReindexEstimate' });

export const estimateReindexSchema = z
  .strictObject({
    vectors: z.stringbool().optional().meta({
      description: 'Asks the model how long it takes, with fixed texts.',
    }),
    all: z.stringbool().optional().meta({ description: 'Also of what is up to date.' }),
  })
  .meta({ id: 'EstimateReindexRequest' });

export const requestReindexSchema = z
  .strictObject({
    what: z.enum(reindexKinds),
    all: z.boolean().optional().meta({ description: 'Also what is up to date.' }),
  })
  .meta({ id: 'RequestReindexRequest' });

export type ReindexEstimate = z.infer<typeof reindexEstimateSchema>;
export type EstimateReindexRequest = { vectors?: boolean; all?: boolean };
export type RequestReindexRequest = z.input<typeof requestReindexSchema>;

/** The index of all memories, made anew. */
export interface ReindexVerbs {
  estimate(request?: EstimateReindexRequest): Promise<ReindexEstimate>;
  /** In the background; searches go on meanwhile. */
  request(request: RequestReindexRequest): Promise<Job>;
}
