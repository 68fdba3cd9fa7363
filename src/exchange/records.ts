import { z } from 'zod';
import { id, labels, metadata, name, text, wellFormed } from '../model/fields.js';
import { linkKinds } from '../model/link.js';
import { ruleActions, newRuleSchema, ruleEffects } from '../model/rules.js';
import { historyEvents, memoryKinds, memoryStates, roles } from '../model/memory.js';
import { trusts } from '../model/trust.js';

/**
 * What is carried, as the lines of our own format have it. Every other format is read into these and written
 * from these, so that there is one way in and one way out.
 */

export const FORMAT_VERSION = 1;

const moment = z.iso.datetime({ offset: true });
const scope = {
  cube: name.optional(),
  user_id: name.nullish(),
  agent_id: name.nullish(),
  app_id: name.nullish(),
  run_id: name.nullish(),
};
const label = z.string().max(4_096).refine(wellFormed).nullish();

const headerSchema = z.object({
  type: z.literal('tulving'),
  version: z.literal(FORMAT_VERSION),
  exported_at: moment.optional(),
});

const episodeSchema = z.object({
  type: z.literal('episode'),
  id,
  ...scope,
  session: z.string().max(1_024),
  kind: z.enum(['peers', 'assistant', 'note', 'document']),
  speaker: label,
  role: z.enum(roles).nullish(),
  text: text.or(z.string().regex(/^\s*$/)),
  occurred_at: moment,
  recorded_at: moment.optional(),
  trust: z.enum(trusts).optional(),
});

const versionSchema = z.object({
  event: z.enum(historyEvents),
  version: z.int().min(1),
  text: text.optional(),
  metadata: metadata.optional(),
  state: z.enum(memoryStates),
  valid_from: moment.nullish(),
  valid_to: moment.nullish(),
  merged_into: id.nullish(),
  actor: label,
  app: label,
  at: moment,
  reason: label,
});

const memorySchema = z.object({
  type: z.literal('memory'),
  id,
  ...scope,
  kind: z.enum(memoryKinds),
  state: z.enum(memoryStates),
  version: z.int().min(1),
  text,
  metadata: metadata.optional(),
  categories: labels.optional(),
  tags: labels.optional(),
  occurred_at: moment,
  valid_from: moment.nullish(),
  valid_to: moment.nullish(),
  expires_at: moment.nullish(),
  deleted_at: moment.nullish(),
  merged_into: id.nullish(),
  trust: z.enum(trusts).optional(),
  importance: z.number().min(0).max(1).nullish(),
  created_at: moment.optional(),
  updated_at: moment.optional(),
  sources: z
    .array(z.object({ episode_id: id, start: z.int().min(0), end: z.int().min(0) }))
    .optional(),
  history: z.array(versionSchema).optional(),
  vectors: z.array(z.object({ space: z.string(), float32: z.base64() })).optional(),
});

const linkSchema = z.object({
  type: z.literal('link'),
  from: id,
  to: id,
  kind: z.enum(linkKinds),
  undo: z
    .object({
      validTo: z.object({ before: z.number().nullable(), after: z.number() }).optional(),
      expiresAt: z.number().nullish(),
    })
    .optional(),
});

const entitySchema = z.object({
  name: z.string().min(1).max(1_024),
  kind: z.string().max(256).nullish(),
  aliases: z.array(z.string().max(1_024)).optional(),
});

const graphSchema = z.object({
  type: z.literal('graph'),
  memory_id: id,
  mentions: z.array(entitySchema),
  relations: z.array(
    z.object({
      from: entitySchema,
      kind: z.string().min(1).max(256),
      to: entitySchema,
      valid_from: moment.nullish(),
      valid_to: moment.nullish(),
    }),
  ),
});

const categorySchema = z.object({
  type: z.literal('category'),
  name,
  description: z.string().max(500).nullish(),
});

/** The space of a model, before the vectors that lie in it. */
const spaceSchema = z.object({
  type: z.literal('space'),
  provider: z.string().min(1).max(256),
  model: z.string().max(256),
  dimension: z.int().min(1).max(16_384),
  floor: z.number().min(-1).max(1),
  normalised: z.boolean(),
});

/** Who may do what to which memories: of a store, and not of one user. */
const ruleSchema = z.object({
  type: z.literal('rule'),
  subject: newRuleSchema.shape.subject,
  object: newRuleSchema.shape.object,
  effect: z.enum(ruleEffects),
  action: z.enum(ruleActions),
});

/** What a format knows and Tulving does not, kept with the cube so that it can be written again. */
const originSchema = z.object({
  type: z.literal('origin'),
  format: z.literal('openmemory'),
  user_id: name,
  body: z.record(z.string(), z.unknown()),
});

const endSchema = z.object({ type: z.literal('end'), memories: z.int().optional() });

export const recordSchemas = {
  tulving: headerSchema,
  episode: episodeSchema,
  memory: memorySchema,
  link: linkSchema,
  graph: graphSchema,
  category: categorySchema,
  rule: ruleSchema,
  space: spaceSchema,
  origin: originSchema,
  end: endSchema,
} as const;

export type RecordType = keyof typeof recordSchemas;
type Schemas = typeof recordSchemas;
export type RecordOf<Type extends RecordType> = z.infer<Schemas[Type]>;
export type ExchangeRecord = { [Type in RecordType]: RecordOf<Type> }[RecordType];
export type EpisodeRecord = RecordOf<'episode'>;
export type MemoryRecord = RecordOf<'memory'>;
export type GraphRecord = RecordOf<'graph'>;
export type LinkRecord = RecordOf<'link'>;
export type VersionRecord = z.infer<typeof versionSchema>;

/** One thing that a reader found, or why it is nothing that can be brought in. */
export interface Found {
  /** Where in the file, for people: `line 12`. */
  place: string;
  /** To be checked against its schema. */
  record?: unknown;
  refused?: string;
  /** Whether a memory that says the same already is enough. */
  unlessSame?: boolean;
}
