import { z } from 'zod';
import { statusSchema } from './status.js';

export const modelKinds = ['llm', 'embedder', 'reranker'] as const;

const text = z.string().nullable();

export const configuredModelSchema = z
  .object({
    kind: z.enum(modelKinds),
    model: text.meta({ description: 'provider:model; null: none, of embedders the built-in one.' }),
    url: text.meta({ description: "Where it is asked; null: at the provider's address." }),
    key: z.enum(['set', 'missing', 'not_needed']),
    origin: z.string().meta({ description: 'Where the setting comes from.' }),
    next: text.meta({ description: 'What it is from the next start on.' }),
    waits: z.boolean().meta({ description: 'Whether something changes with the next start.' }),
    price: z.object({ input: z.number(), output: z.number() }).nullable().meta({
      description:
        'Of a language model: US dollars for a million tokens, as it was set or as the provider lists it; null where that is not known.',
    }),
  })
  .meta({ id: 'ConfiguredModel' });

export const modelListSchema = z
  .object({
    data: z.array(configuredModelSchema),
    providers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        url: text,
        uses: z.array(z.enum(modelKinds)),
        keys: z.array(z.string()).meta({ description: 'Variables its key is read from.' }),
      }),
    ),
    vectors: statusSchema.shape.vectors,
  })
  .meta({ id: 'ModelList' });

export const testModelSchema = z
  .strictObject({ kind: z.enum(modelKinds) })
  .meta({ id: 'TestModelRequest' });

export const testedModelSchema = z
  .object({
    kind: z.enum(modelKinds),
    model: text,
    status: z.enum(['ok', 'skipped', 'warning', 'fault']),
    detail: z.string(),
    remedy: text,
    ms: z.int().nullable().meta({ description: 'How long one answer took.' }),
    dimension: z.int().nullable(),
  })
  .meta({ id: 'TestedModel' });

export type ModelKind = (typeof modelKinds)[number];
export type ConfiguredModel = z.infer<typeof configuredModelSchema>;
export type ModelList = z.infer<typeof modelListSchema>;
export type TestedModel = z.infer<typeof testedModelSchema>;

/** The models of the server. */
export interface ModelVerbs {
  list(): Promise<ModelList>;
  /** Asks one something small, as it is set for the next start. */
  test(kind: ModelKind): Promise<TestedModel>;
}
