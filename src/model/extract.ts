import { z } from 'zod';
import { costSchema } from './price.js';
import { addSchema } from './requests.js';

/** What became of the words that a job was about. */
export const extractResultSchema = z
  .object({
    memories: z.array(z.string()).meta({ description: 'Ids of memories that were made.' }),
    same: z.array(z.string()).meta({ description: 'Ids of memories that have further evidence.' }),
    superseded: z.array(z.string()),
    contradicts: z
      .array(z.string())
      .meta({ description: 'Ids of memories that are in doubt now.' }),
    quarantined: z
      .array(z.string())
      .meta({ description: 'Of `memories`: those that wait for a person.' }),
    refused: z.record(z.string(), z.int()).meta({
      description: 'How many things that the model said were not kept, by reason.',
    }),
    episodes: z.int(),
    calls: z.int().meta({ description: 'Of the model.' }),
    tokens: z.object({
      source: z.int().meta({ description: 'Of what was read, by estimate.' }),
      input: z.int(),
      output: z.int(),
    }),
  })
  .meta({ id: 'ExtractResult' });

export type ExtractResult = z.infer<typeof extractResultSchema>;

const { cube, user_id, agent_id, app_id, run_id, occurred_at } = addSchema.shape;

export const extractSchema = z
  .strictObject({
    cube,
    user_id,
    agent_id,
    app_id,
    run_id,
    since: occurred_at.meta({ description: 'Only what was added since then.' }),
    until: occurred_at.meta({ description: 'Only what was added before then.' }),
    dry_run: z.boolean().optional().meta({ description: 'Estimate alone; nothing is begun.' }),
  })
  .meta({
    id: 'ExtractRequest',
    description: 'What was added while no model was configured. Without a scope: everything.',
  });

export const extractReportSchema = z
  .object({
    model: z.string(),
    episodes: z.int().meta({ description: 'From which nothing was drawn yet.' }),
    tokens: z.int().meta({ description: 'Of these, by estimate.' }),
    calls: z.object({ least: z.int(), most: z.int() }).meta({
      description: 'One for each window; another one where there are memories to compare with.',
    }),
    input_tokens: z.int().meta({ description: 'With what the model is told, by estimate.' }),
    output_tokens: z.int().meta({ description: 'By estimate.' }),
    cost: costSchema.meta({
      description: 'US dollars, by estimate; null where the price of the model is not known.',
    }),
    jobs: z.array(z.string()).meta({ description: 'Ids of what was begun; none in a dry run.' }),
  })
  .meta({ id: 'ExtractReport' });

export type ExtractRequest = z.input<typeof extractSchema>;
export type ExtractReport = z.infer<typeof extractReportSchema>;

/** The same in library and client. */
export interface ExtractVerbs {
  /** Takes an admin key: it costs. */
  run(request?: ExtractRequest): Promise<ExtractReport>;
}
