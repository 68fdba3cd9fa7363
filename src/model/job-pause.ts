import { z } from 'zod';
import { limits } from './requests.js';

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });
const kind = z.string().min(1).max(limits.name);

/** Why jobs do not run: said by a person, or by Tulving itself when a budget is spent. */
export const jobPauseSchema = z
  .object({
    kind: z.string().nullable().meta({ description: 'null: all kinds.' }),
    cause: z.string(),
    until: instant.nullable().meta({ description: 'null: until somebody resumes them.' }),
    at: instant.meta({ description: 'Since when.' }),
  })
  .meta({ id: 'JobPause' });

export const jobPausesSchema = z
  .object({ data: z.array(jobPauseSchema) })
  .meta({ id: 'JobPauses', description: 'What holds jobs up at present.' });

export const pauseJobsSchema = z
  .strictObject({
    kind: kind.optional().meta({ description: 'Default: all kinds.' }),
    cause: z.string().trim().min(1).max(500).optional().meta({ description: 'Shown to people.' }),
    until: z.string().max(64).optional().meta({
      format: 'date-time',
      description: 'In the future. Default: until somebody resumes them.',
    }),
  })
  .meta({ id: 'PauseJobsRequest' });

export const resumeJobsSchema = z
  .strictObject({ kind: kind.optional().meta({ description: 'Default: whatever is paused.' }) })
  .meta({ id: 'ResumeJobsRequest' });

export const resumedSchema = z
  .object({ resumed: z.int().meta({ description: 'How many pauses were lifted.' }) })
  .meta({ id: 'Resumed' });

export const rerunJobsSchema = z
  .strictObject({
    state: z.enum(['parked', 'cancelled']).optional().meta({ default: 'parked' }),
    kind: kind.optional(),
  })
  .meta({ id: 'RerunJobsRequest' });

export const rerunResultSchema = z
  .object({ rerun: z.int().meta({ description: 'How many wait again.' }) })
  .meta({ id: 'RerunResult' });

const count = z.int();

export const userJobsSchema = z
  .object({
    data: z.array(
      z.object({
        user_id: z.string().nullable().meta({ description: 'null: of nobody.' }),
        waiting: count,
        running: count,
        parked: count,
      }),
    ),
  })
  .meta({ id: 'UserJobs', description: 'Who has how many jobs that have not ended, most first.' });

export const userJobsRequestSchema = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
  })
  .meta({ id: 'UserJobsRequest' });

export type PausedJobs = z.infer<typeof jobPauseSchema>;
export type PauseJobsRequest = z.input<typeof pauseJobsSchema>;
export type ResumeJobsRequest = z.input<typeof resumeJobsSchema>;
export type RerunJobsRequest = z.input<typeof rerunJobsSchema>;
export type UserJobsRequest = z.input<typeof userJobsRequestSchema>;
export type JobsOfUser = z.infer<typeof userJobsSchema>['data'][number];

/** `embed: the budget is spent, until 2026-03-05T00:00:00.000Z`. */
export function shownPause({ kind, cause, until }: PausedJobs): string {
  return `${kind ?? 'all jobs'}: ${cause}${until === null ? '' : ` (until ${until})`}`;
}

/** What can be done with the queue as a whole, the same in library and client. */
export interface QueueVerbs {
  /** Holds up the jobs of a kind, or all; what runs comes to its end. */
  pause(request?: PauseJobsRequest): Promise<PausedJobs>;
  resume(request?: ResumeJobsRequest): Promise<{ resumed: number }>;
  pauses(): Promise<PausedJobs[]>;
  /** Who has how many jobs that have not ended, most first. */
  byUser(request?: UserJobsRequest): Promise<JobsOfUser[]>;
  /** Lets all parked (or cancelled) jobs run again. */
  rerunAll(request?: RerunJobsRequest): Promise<{ rerun: number }>;
}
