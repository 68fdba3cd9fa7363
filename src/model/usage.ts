import { z } from 'zod';
import { costSchema } from './price.js';

const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;

export const usageRequestSchema = z
  .strictObject({
    days: z.coerce.number().int().min(1).max(MOST_DAYS).default(DEFAULT_DAYS).meta({
      description: 'How many days, today among them.',
    }),
  })
  .meta({ id: 'UsageRequest' });

export type UsageRequest = z.input<typeof usageRequestSchema>;

const figures = {
  calls: z.int(),
  failures: z.int().meta({ description: 'Calls that came to nothing.' }),
  input_tokens: z.int().meta({
    description: 'As the provider counts them; by estimate where it does not say.',
  }),
  output_tokens: z.int(),
};

export const usageSchema = z
  .object({
    model: z.string().nullable().meta({ description: 'null: none is configured.' }),
    today: z.object({
      day: z.iso.date(),
      calls: z.int(),
      tokens: z.int(),
      calls_per_day: z.int().nullable().meta({ description: 'null: any number.' }),
      tokens_per_day: z.int().nullable(),
      spent_until: z.iso.datetime().nullable().meta({
        description: 'When it goes on, where what may be asked today is spent.',
      }),
    }),
    total: z
      .object({
        ...figures,
        cost: costSchema.meta({
          description: 'US dollars, without `unpriced`; null where no price is known at all.',
        }),
      })
      .meta({ description: 'Of these days.' }),
    unpriced: z.array(z.string()).meta({
      description: 'Models of these days whose price is not known: see TULVING_LLM_PRICE.',
    }),
    days: z.array(
      z.object({
        day: z.iso.date(),
        role: z.string().meta({ description: 'What it was asked for, such as extract or chat.' }),
        model: z.string(),
        ...figures,
        cost: costSchema.meta({
          description: "US dollars, by today's price of the model; null: not known.",
        }),
      }),
    ),
  })
  .meta({ id: 'Usage', description: 'What language models were asked, by day, role and model.' });

export type Usage = z.infer<typeof usageSchema>;
