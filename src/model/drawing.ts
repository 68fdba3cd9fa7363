import { z } from 'zod';

/** What a request says of the memories that a model draws from it. */
export const drawing = {
  mode: z.enum(['async', 'sync']).optional().meta({
    default: 'async',
    description:
      'With a model: async answers at once; sync waits until the model has drawn memories from it, which are then in the answer.',
  }),
  deadline_ms: z.int().min(1).max(300_000).optional().meta({
    default: 30_000,
    description: 'How long sync waits; after that the answer says `pending`, and the work goes on.',
  }),
  extract: z.boolean().optional().meta({
    default: true,
    description: 'False: no model draws memories from it.',
  }),
};
