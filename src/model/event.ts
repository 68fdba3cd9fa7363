import { z } from 'zod';

/** What happened, as it is told while it happens. Never a text. */
export const eventSchema = z
  .object({
    seq: z.int().meta({
      description: 'Grows with every event; made from its time, so that it counts nothing.',
    }),
    kind: z.string().meta({
      description:
        'Such as `memory.created`, `memory.imported`, `memory.updated`, `memory.deleted`, `memory.erased`, `episode.recorded`.',
    }),
    subject: z.string().meta({ description: 'Id of the memory or episode.' }),
    version: z.int().meta({ description: 'Of the memory, after it.' }),
    cube: z.string(),
    app: z.string().nullable().meta({ description: 'The client program that did it.' }),
    at: z.string().meta({ format: 'date-time' }),
  })
  .meta({ id: 'Event' });

export const eventsSchema = z
  .strictObject({
    after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().meta({
      description: 'Begins after this `seq`; a header Last-Event-ID counts more. Default: now.',
    }),
  })
  .meta({ id: 'EventsRequest' });

export type Event = z.infer<typeof eventSchema>;

export interface EventsRequest {
  /** Begins after this `seq`. Default: now. */
  after?: number | undefined;
  /** Ends it. */
  signal?: AbortSignal | undefined;
}
