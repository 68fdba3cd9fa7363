import { z } from 'zod';
import { memorySchema } from './memory.js';
import { limits, statsRequestSchema } from './requests.js';

/** What is asked of the graph, the same in library, REST and client. */

const name = z.string().min(1).max(limits.name);
const asOf = z.string().max(64).optional().meta({
  format: 'date-time',
  description: 'What held at that moment. Default: now.',
});

export const aroundSchema = statsRequestSchema
  .extend({
    entity: name.meta({ description: 'A name or an alias, in any case.', example: 'Mia' }),
    hops: z.coerce.number().int().min(0).max(2).optional().meta({ default: 1 }),
    as_of: asOf,
  })
  .meta({ id: 'AroundRequest' });

export const pathSchema = statsRequestSchema
  .extend({
    from: name,
    to: name,
    most_hops: z.coerce.number().int().min(1).max(6).optional().meta({ default: 6 }),
    as_of: asOf,
  })
  .meta({ id: 'PathRequest' });

export const entitiesSchema = statsRequestSchema
  .extend({
    text: name.optional().meta({ description: 'Letters that a name holds.' }),
    kind: name.optional().meta({ example: 'person' }),
    limit: z.coerce.number().int().min(1).max(200).optional().meta({ default: 50 }),
  })
  .meta({ id: 'EntitiesRequest' });

const toldSchema = z.object({ id: z.string(), text: z.string() });

const entityFields = {
  name: z.string(),
  kind: z.string().nullable().meta({ description: 'Such as person or place; null: not known.' }),
  aliases: z.array(z.string()),
  cube: z.string().meta({ description: 'The same name in two cubes is two entities.' }),
  mentions: z.int().meta({ description: 'Memories that name it and may be read.' }),
  memories: z.array(toldSchema).meta({ description: 'The newest of those that name it.' }),
};

const entitySchema = z.object(entityFields).meta({ id: 'Entity' });

const nodeSchema = z
  .object({
    id: z.string().meta({ description: 'Of this answer alone: n1, n2, …', example: 'n1' }),
    hops: z.int().meta({ description: 'How far from where the walk began.' }),
    ...entityFields,
  })
  .meta({ id: 'GraphNode' });

const edgeSchema = z
  .object({
    from: z.string(),
    kind: z.string().meta({ example: 'lives_in' }),
    to: z.string(),
    valid_from: z.string().nullable().meta({ format: 'date-time' }),
    valid_to: z.string().nullable().meta({ format: 'date-time' }),
    memories: z.array(toldSchema).meta({ description: 'What says so.' }),
  })
  .meta({ id: 'GraphEdge' });

const warnings = z.array(z.object({ code: z.enum(['no_model', 'cut']), detail: z.string() })).meta({
  description: 'no_model: nothing draws entities here. cut: there is more than one answer holds.',
});

export const graphResultSchema = z
  .object({
    nodes: z.array(nodeSchema),
    edges: z.array(edgeSchema),
    moments: z.array(z.string().meta({ format: 'date-time' })).meta({
      description:
        'When a relation of what was walked through began or ended, whether it holds at the moment that is asked about or not; where its beginning is not known, when it was said. Oldest first.',
    }),
    warnings,
  })
  .meta({ id: 'Graph', description: 'Only what readable memories say.' });

export const pathResultSchema = z
  .object({
    found: z.boolean(),
    nodes: z.array(nodeSchema).meta({ description: 'From the one to the other.' }),
    edges: z
      .array(edgeSchema)
      .meta({ description: 'In the same order, whichever way they point.' }),
    warnings,
  })
  .meta({ id: 'GraphPath' });

export const entitiesResultSchema = z
  .object({ data: z.array(entitySchema), warnings })
  .meta({ id: 'EntityPage' });

/** Relations between two memories, by the kind of their link. */
export const linksResultSchema = z
  .object({
    data: z.array(
      z.object({
        kind: z.string().meta({ example: 'causes' }),
        direction: z.enum(['from', 'to']).meta({
          description: 'to: the link leads from the memory that was asked about to this one.',
        }),
        memory: memorySchema,
      }),
    ),
  })
  .meta({ id: 'MemoryLinks' });

export type AroundRequest = z.input<typeof aroundSchema>;
export type PathRequest = z.input<typeof pathSchema>;
export type EntitiesRequest = z.input<typeof entitiesSchema>;
export type Entity = z.infer<typeof entitySchema>;
export type GraphNode = z.infer<typeof nodeSchema>;
export type GraphEdge = z.infer<typeof edgeSchema>;
export type GraphResult = z.infer<typeof graphResultSchema>;
export type PathResult = z.infer<typeof pathResultSchema>;
export type EntitiesResult = z.infer<typeof entitiesResultSchema>;
export type LinksResult = z.infer<typeof linksResultSchema>;

/** What can be done with the graph, the same in library and client. */
export interface GraphVerbs {
  /** An entity with what is related to it, up to two steps away. */
  around(request: AroundRequest): Promise<GraphResult>;
  /** The shortest way between two entities. */
  path(request: PathRequest): Promise<PathResult>;
  /** The most mentioned first. */
  entities(request?: EntitiesRequest): Promise<EntitiesResult>;
  /** What a memory causes, follows, contradicts, sums up … */
  links(memory: string): Promise<LinksResult>;
}
