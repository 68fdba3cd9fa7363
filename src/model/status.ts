import { z } from 'zod';
import { memoryStates } from './memory.js';

export const statusSchema = z
  .object({
    engine: z.string(),
    location: z.string().meta({ description: 'Where the store lies, without secrets.' }),
    schema: z.int(),
    bytes: z.int(),
    cubes: z.int(),
    episodes: z.int(),
    memories: z.record(z.enum(memoryStates), z.int()),
    embedder: z.string(),
    index: z.object({
      memories: z.int(),
      outdated: z
        .int()
        .meta({ description: 'Indexed by an older version; a job makes that anew.' }),
    }),
  })
  .meta({ id: 'Status', description: 'What is kept, and where.' });

export type Status = z.infer<typeof statusSchema>;
