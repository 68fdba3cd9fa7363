import { z } from 'zod';
import { limits, listSchema } from './requests.js';

/** In UTF-16 units: it goes to the model with each question. */
const mostInstructions = 4_000;

export const formRequestSchema = listSchema
  .pick({ cube: true, user_id: true, agent_id: true, app_id: true, run_id: true, filters: true })
  .extend({
    schema: z
      .union([z.record(z.string(), z.unknown()), z.string().max(limits.text)])
      .nullable()
      .meta({
        description:
          'JSON Schema of an object, as an object or as JSON; null: what is told of a user anyway.',
      }),
    instructions: z.string().max(mostInstructions).optional().meta({
      description: 'What a model is told beside the schema.',
    }),
    note: z
      .unknown()
      .optional()
      .meta({ description: 'Kept with it, for whoever looks for it again.' }),
    batch: z.string().max(64).optional().meta({ description: 'Of forms that belong together.' }),
  });

export const formStates = ['pending', 'succeeded', 'failed'] as const;

/** A schema that is filled from memories. */
export interface Form {
  id: string;
  status: (typeof formStates)[number];
  /** Why it failed. */
  cause: string | null;
  /** Null until it is filled, and where no schema was given. */
  value: unknown;
  /** Who filled it: a model, or the rule of names. */
  by: 'model' | 'rule' | null;
  /** How many memories it was filled from. */
  memories: number;
  user_id: string | null;
  note: unknown;
  batch: string | null;
  created_at: string;
  filled_at: string | null;
}

export type FormRequest = z.input<typeof formRequestSchema>;
