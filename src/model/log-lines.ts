import { z } from 'zod';

export const logLevels = ['error', 'info', 'debug'] as const;

export const logLineSchema = z
  .object({
    seq: z.int().meta({ description: 'Counts the lines of this process.' }),
    time: z.string().meta({ format: 'date-time' }),
    level: z.enum(logLevels),
    event: z.string(),
    fields: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'LogLine' });

export const listLogSchema = z
  .strictObject({
    level: z.enum(logLevels).optional().meta({ description: 'It and what is more grave.' }),
    text: z.string().max(200).optional().meta({ description: 'Letters that the line holds.' }),
    after: z.coerce.number().int().min(0).optional().meta({ description: 'A seq.' }),
    limit: z.coerce.number().int().min(1).max(1_000).optional().meta({ default: 200 }),
  })
  .meta({ id: 'ListLogRequest' });

export const listLogResultSchema = z
  .object({
    data: z.array(logLineSchema).meta({ description: 'Oldest first.' }),
    kept: z.int().meta({ description: 'Lines that are kept in memory at most.' }),
    level: z.enum(logLevels).meta({ description: 'What the server writes at most.' }),
    last: z.int().meta({ description: 'The seq to go on after.' }),
  })
  .meta({ id: 'LogLines' });

export const followLogSchema = listLogSchema.omit({ limit: true }).meta({ id: 'FollowLogRequest' });

export type LogLevel = (typeof logLevels)[number];
export type LogLine = z.infer<typeof logLineSchema>;
export type ListLogRequest = z.input<typeof listLogSchema>;
export type ListLogResult = z.infer<typeof listLogResultSchema>;

/** The newest lines of the server's log. */
export interface LogVerbs {
  list(request?: ListLogRequest): Promise<ListLogResult>;
}
