import { z } from 'zod';

export const attachmentSchema = z
  .object({
    id: z.string().meta({ format: 'uuid' }),
    media_type: z.string(),
    name: z.string().nullable(),
    bytes: z.int(),
    sha256: z.string(),
  })
  .meta({ id: 'Attachment', description: 'A file that an episode was made of.' });

export type Attachment = z.infer<typeof attachmentSchema>;
