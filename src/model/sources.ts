import { z } from 'zod';
import type { ListNamesRequest } from './kept-names.js';
import { memorySchema } from './memory.js';
import { scopeKinds } from './scope-name.js';

const instant = z.string().meta({ format: 'date-time' });

export const scopeNameSchema = z
  .object({
    kind: z.enum(scopeKinds),
    name: z.string(),
    memories: z.int().meta({ description: 'Those that can be found.' }),
    created_at: instant.meta({ description: 'Of the first.' }),
    updated_at: instant.meta({ description: 'Of the one that changed last.' }),
  })
  .meta({ id: 'ScopeName', description: 'A name that memories are kept under.' });

export const scopeNamePageSchema = z
  .object({ data: z.array(scopeNameSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'ScopeNamePage' });

export const drawnFromSchema = z
  .object({
    at: instant.meta({ description: 'When it was kept.' }),
    pending: z.boolean().meta({ description: 'Whether a model is still to draw from it.' }),
    failed: z.string().nullable().meta({
      description: 'Why no model draws from it any more, though it should have.',
    }),
    memories: z.array(memorySchema),
  })
  .meta({ id: 'DrawnFrom', description: 'What came of an episode.' });

export type ScopeNamePage = z.infer<typeof scopeNamePageSchema>;
export type DrawnFrom = z.infer<typeof drawnFromSchema>;

/** Under which names something is kept, and what came of what was said; the same in library and client. */
export interface SourceVerbs {
  /**
   * The users, agents, apps and runs that have memories which can be found; users first, of each kind the last
   * changed. In pages.
   */
  names(request?: ListNamesRequest): Promise<ScopeNamePage>;
  /** Which memories rest on an episode. */
  drawnFrom(episode: string): Promise<DrawnFrom>;
}
