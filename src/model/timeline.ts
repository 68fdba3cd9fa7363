import { z } from 'zod';
import { dateTime, scope } from './fields.js';
import { memorySchema } from './memory.js';
import { listSchema } from './requests.js';

/** Memories along time: when each held in the world, or when it was learnt. */

export const timelineAxes = ['held', 'learnt'] as const;
export const timelineUnits = ['day', 'week', 'month'] as const;

export type TimelineAxis = (typeof timelineAxes)[number];
export type TimelineUnit = (typeof timelineUnits)[number];

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });
const day = z.string().meta({ format: 'date', example: '2026-03-02' });

/** What both questions are asked of. */
const asked = {
  ...scope,
  axis: z.enum(timelineAxes).optional().meta({
    default: 'learnt',
    description: 'held: by `valid_from`, else `occurred_at`. learnt: by `created_at`.',
  }),
  known_at: dateTime.optional().meta({
    description: 'What was believed at that moment, in place of now: as each memory read then.',
  }),
  filters: listSchema.shape.filters,
};

const { limit, cursor } = listSchema.shape;

export const timelineSchema = z
  .strictObject({
    ...asked,
    until: dateTime.optional().meta({ description: 'Only what lies before this on the axis.' }),
    limit,
    cursor,
  })
  .meta({ id: 'TimelineRequest' });

export const timelineResultSchema = z
  .object({
    data: z
      .array(
        z.object({
          at: instant.meta({ description: 'Where it stands on the axis.' }),
          memory: memorySchema.meta({ description: 'As it was known then.' }),
          replaced_by: z
            .object({ id: z.string(), text: z.string() })
            .nullable()
            .meta({ description: 'What superseded it, where that was known by then.' }),
        }),
      )
      .meta({ description: 'Newest first.' }),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'Timeline' });

export const densitySchema = z
  .strictObject({
    ...asked,
    unit: z.enum(timelineUnits).optional().meta({ default: 'day' }),
    timezone: z.string().max(64).optional().meta({
      description: 'Whose calendar it is, as `Europe/Lisbon`. Default: TULVING_TIMEZONE.',
    }),
  })
  .meta({ id: 'TimelineDensityRequest' });

export const densityResultSchema = z
  .object({
    data: z
      .array(
        z.object({
          from: day.meta({ description: 'First day of it; weeks begin on Monday.' }),
          until: day.meta({ description: 'The day after its last.' }),
          memories: z.int(),
          superseded: z.int().meta({ description: 'Of them, those that no longer hold.' }),
        }),
      )
      .meta({ description: 'Oldest first; spans without any are left out.' }),
  })
  .meta({ id: 'TimelineDensity' });

export type TimelineRequest = z.input<typeof timelineSchema>;
export type TimelineResult = z.infer<typeof timelineResultSchema>;
export type TimelineEntry = TimelineResult['data'][number];
export type DensityRequest = z.input<typeof densitySchema>;
export type DensityResult = z.infer<typeof densityResultSchema>;

/** Memories along time, the same in library and client. */
export interface TimelineVerbs {
  /** In pages, newest first. */
  list(request?: TimelineRequest): Promise<TimelineResult>;
  /** How many there are, by day, week or month. */
  density(request?: DensityRequest): Promise<DensityResult>;
}
