import { z } from 'zod';
import { jobPauseSchema } from './job-pause.js';
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
    reviews: z.int().meta({ description: 'Reviews that wait for a decision.' }),
    embedder: z.string(),
    index: z.object({
      memories: z.int(),
      outdated: z
        .int()
        .meta({ description: 'Indexed by an older version; a job makes that anew.' }),
    }),
    jobs_paused: z.array(jobPauseSchema).optional().meta({
      description: 'What holds jobs up, and why. Missing where nothing does.',
    }),
    vectors_pending: z.int().optional().meta({
      description:
        'Memories that wait for a vector of the model that is the embedder. Missing where none is configured.',
    }),
    vectors: z
      .object({
        model: z.string(),
        dimension: z.int().nullable().meta({ description: 'null: it was never asked.' }),
        floor: z.number().nullable().meta({
          description: 'Cosine below which two texts have nothing to do with each other.',
        }),
        in_use: z.boolean().meta({
          description: 'Whether searches use them: once every memory has had its vector.',
        }),
        pending: z.int(),
        given_up: z
          .int()
          .meta({ description: 'Of these, those of which no usable vector came, three times.' }),
        cause: z.string().nullable().meta({ description: 'Why, of one of them.' }),
      })
      .optional(),
    webhooks: z
      .object({
        ok: z.int(),
        failing: z.int(),
        disabled: z.int().meta({ description: 'Turned off because nothing was taken for days.' }),
        dead: z.int().meta({ description: 'Deliveries that were given up.' }),
      })
      .optional()
      .meta({ description: 'Missing where there is none.' }),
  })
  .meta({ id: 'Status', description: 'What is kept, and where.' });

export type Status = z.infer<typeof statusSchema>;
