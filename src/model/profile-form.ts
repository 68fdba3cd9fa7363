import { z } from 'zod';
import { formRequestSchema } from './form.js';

/** How profiles of users are made, where it is not left to Tulving. */
export const profileFormSchema = z.strictObject({
  enabled: z.boolean(),
  /** JSON Schema of an object; null: what Tulving counts. */
  schema: formRequestSchema.shape.schema,
  instructions: formRequestSchema.shape.instructions.unwrap().nullable(),
});

export type ProfileForm = z.infer<typeof profileFormSchema>;

export const plainProfileForm: ProfileForm = { enabled: true, schema: null, instructions: null };
