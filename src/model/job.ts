import { z } from 'zod';
import type { QueueVerbs } from './job-pause.js';
import { limits } from './requests.js';

/**
 * Work that outlives the process that asked for it. `parked` has failed as often as it may, and is
 * kept where a person can see it and run it again.
 */
export const jobStates = ['waiting', 'running', 'done', 'parked', 'cancelled'] as const;

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });

const jobProgressSchema = z.object({
  done: z.number(),
  total: z.number().nullable().meta({ description: 'null while it is not known.' }),
});

export const jobSchema = z
  .object({
    id: z.string().meta({ format: 'uuid', example: '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e' }),
    kind: z.string(),
    state: z.enum(jobStates),
    user_id: z.string().nullable().meta({ description: 'Whom it is about.' }),
    priority: z.int().meta({ description: 'Higher ones run first.' }),
    due_at: instant.meta({ description: 'Not run before.' }),
    tries: z.int().meta({ description: 'How often it was begun, since it was last asked for.' }),
    cause: z.string().nullable().meta({ description: 'Why it failed the last time.' }),
    progress: jobProgressSchema.nullable(),
    result: z.unknown().meta({ description: 'What it answered; null until it is done.' }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Job' });

export const listJobsSchema = z
  .strictObject({
    state: z.enum(jobStates).optional(),
    kind: z.string().max(limits.name).optional(),
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(256).optional(),
  })
  .meta({ id: 'ListJobsRequest' });

export const listJobsResultSchema = z
  .object({ data: z.array(jobSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'JobPage' });

export type JobState = (typeof jobStates)[number];
export type JobProgress = z.infer<typeof jobProgressSchema>;
export type Job = z.infer<typeof jobSchema>;
export type ListJobsRequest = z.input<typeof listJobsSchema>;
export type ListJobsResult = z.infer<typeof listJobsResultSchema>;

/** What can be done with jobs, the same in library and client. */
export interface JobVerbs extends QueueVerbs {
  /** Newest first, in pages. */
  list(request?: ListJobsRequest): Promise<ListJobsResult>;
  get(id: string): Promise<Job>;
  /** What has ended stays as it is. */
  cancel(id: string): Promise<Job>;
  /** Lets a parked or cancelled job run again. */
  rerun(id: string): Promise<Job>;
}
