import { z } from 'zod';
import { memoryKinds } from './memory.js';
import { statsRequestSchema } from './requests.js';
import { trusts } from './trust.js';

export const treeSchema = statsRequestSchema
  .extend({
    limit: z.coerce.number().int().min(1).max(100).optional().meta({
      default: 20,
      description: 'Memories of each branch, at most.',
    }),
  })
  .meta({ id: 'TreeRequest' });

const leaf = {
  id: z.string(),
  text: z.string(),
  kind: z.enum(memoryKinds),
  speaker: z.string().nullable().meta({ description: 'Of a statement: who said it.' }),
  occurred_at: z.string().meta({ format: 'date-time' }),
  importance: z.number().nullable(),
  trust: z.enum(trusts),
};

const twigSchema = z
  .object({
    ...leaf,
    outdated: z.boolean().optional().meta({
      description: 'Of a summary: whether any part of it does not hold any more.',
    }),
    parts: z.array(z.object(leaf)).optional().meta({
      description: 'Of a summary: what it sums up.',
    }),
  })
  .meta({ id: 'TreeMemory' });

const branchSchema = z
  .object({
    groups: z.array(
      z.object({
        category: z.string().nullable(),
        memories: z.array(twigSchema),
      }),
    ),
    more: z.boolean().meta({ description: 'Whether there is more than is shown.' }),
  })
  .meta({ id: 'TreeBranch' });

export const treeResultSchema = z
  .object({
    working: branchSchema.meta({
      description: 'Of this session, where run_id is named; else of the last 24 hours.',
    }),
    long_term: branchSchema.meta({
      description:
        'Summaries, procedures and facts, the most important first; then statements that nothing was drawn from yet.',
    }),
    user: branchSchema.meta({ description: 'Preferences, and facts about the user.' }),
  })
  .meta({ id: 'Tree', description: 'A view of what is kept. Each memory is on one branch.' });

export type TreeRequest = z.input<typeof treeSchema>;
export type TreeResult = z.infer<typeof treeResultSchema>;
export type TreeBranch = z.infer<typeof branchSchema>;
export type TreeMemory = z.infer<typeof twigSchema>;
export type TreeLeaf = Omit<TreeMemory, 'parts' | 'outdated'>;
