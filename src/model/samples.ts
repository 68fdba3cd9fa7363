import { z } from 'zod';
import { addSchema } from './requests.js';

/** Marks what was put in to try Tulving: tag and session of every sample. */
export const SAMPLE = 'tulving-sample';

const scope = { cube: addSchema.shape.cube, user_id: addSchema.shape.user_id };

export const addSamplesSchema = z
  .strictObject({
    ...scope,
    language: z.enum(['en', 'zh']).optional().meta({ default: 'en' }),
  })
  .meta({ id: 'AddSamplesRequest' });

export const removeSamplesSchema = z.strictObject(scope).meta({ id: 'RemoveSamplesRequest' });

export const samplesResultSchema = z
  .object({ memories: z.int().meta({ description: 'How many samples are there, or were.' }) })
  .meta({ id: 'SamplesResult' });

export type AddSamplesRequest = z.infer<typeof addSamplesSchema>;
export type RemoveSamplesRequest = z.infer<typeof removeSamplesSchema>;
export type SamplesResult = z.infer<typeof samplesResultSchema>;

/** Something to look at, and gone again without a trace. */
export interface SampleVerbs {
  add(request?: AddSamplesRequest): Promise<SamplesResult>;
  remove(request?: RemoveSamplesRequest): Promise<SamplesResult>;
}
