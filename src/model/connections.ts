import { z } from 'zod';

export const connectionSchema = z
  .object({
    transport: z.string().meta({ description: 'rest, mcp, stdio, or the name of a dialect.' }),
    app: z.string().nullable(),
    claimed: z.boolean().nullable().meta({
      description: 'Whether the app only says so of itself; null where it says nothing.',
    }),
    principal: z.string().nullable(),
    streams: z.int().meta({ description: 'Streams that are open now.' }),
    requests: z.int().meta({ description: 'Since it was first seen.' }),
    since: z.string().meta({ format: 'date-time' }),
    last_at: z.string().meta({ format: 'date-time' }),
  })
  .meta({ id: 'Connection' });

export const connectionListSchema = z.object({ data: z.array(connectionSchema) });

export type Connection = z.output<typeof connectionSchema>;
