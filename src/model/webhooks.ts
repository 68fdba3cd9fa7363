import { z } from 'zod';
import { dateTime, id, limits, name } from './fields.js';
import { historyEvents, memorySchema } from './memory.js';

const instant = z.string().meta({ format: 'date-time', example: '2026-03-04T09:30:00.000Z' });

/** What the event log tells, besides `memory.*`, `episode.*` and `*`. */
export const eventKinds = [
  ...historyEvents.map((event) => `memory.${event}` as const),
  'memory.imported',
  'memory.erased',
  'episode.recorded',
  'episode.erased',
] as const;

export const webhookKinds = ['*', 'memory.*', 'episode.*', ...eventKinds] as const;
export const webhookFormats = ['tulving', 'mem0'] as const;
export const webhookIncludes = ['memory'] as const;
export const deliveryStates = ['waiting', 'delivered', 'dead'] as const;
/** `failing`: the last try of a delivery failed. */
export const webhookStates = ['ok', 'failing', 'disabled'] as const;

/** What mem0's clients ask for, by the events that it is told of. */
export const mem0EventTypes = [
  'memory_add',
  'memory_update',
  'memory_delete',
  'memory_categorize',
] as const;

const names = z.array(name).min(1).max(limits.labels);

export const webhookFiltersSchema = z
  .strictObject({
    kinds: z.array(z.enum(webhookKinds)).min(1).max(limits.labels).optional().meta({
      description: 'Kinds of events; `memory.*` for all of memories. Default: `["memory.*"]`.',
    }),
    mem0_events: z.array(z.enum(mem0EventTypes)).min(1).optional().meta({
      description: 'With `format: "mem0"`: the types of events that are told. Default: all.',
    }),
    cubes: names.optional().meta({ description: 'In these cubes.' }),
    users: names.optional().meta({
      description:
        'About these users. What was erased no longer says whose it was, and is told whoever is named.',
    }),
    apps: names.optional().meta({ description: 'Done by these client programs.' }),
  })
  .meta({ id: 'WebhookFilters', description: 'All that is given must hold.' });

const url = z.string().max(2_048).meta({ example: 'https://example.org/tulving' }).meta({
  description:
    'https, or http where TULVING_ALLOW_WEBHOOKS names the network. Public, unless that names it.',
});

const include = z.array(z.enum(webhookIncludes)).max(webhookIncludes.length).meta({
  description:
    '`memory` sends the memory too, as whoever set the webhook up may read it then. Default: ids alone.',
});

export const newWebhookSchema = z
  .strictObject({
    name: name.optional().meta({ description: 'What people call it. Default: the host.' }),
    url,
    format: z.enum(webhookFormats).optional().meta({
      default: 'tulving',
      description: '`mem0`: the shape of mem0’s webhooks, with the text of the memory.',
    }),
    filters: webhookFiltersSchema.optional(),
    include: include.optional(),
    enabled: z.boolean().optional().meta({ default: true }),
  })
  .meta({ id: 'NewWebhookRequest' });

export const changeWebhookSchema = newWebhookSchema.partial().meta({
  id: 'ChangeWebhookRequest',
  description: 'Whoever changes it is its owner from then on.',
});

export const webhookSchema = z
  .object({
    id,
    name: z.string(),
    url: z.string(),
    format: z.enum(webhookFormats),
    filters: webhookFiltersSchema,
    include: z.array(z.enum(webhookIncludes)),
    enabled: z.boolean(),
    state: z.enum(webhookStates),
    note: z.string().nullable().meta({ description: 'Why it is failing or disabled.' }),
    failing_since: instant.nullable(),
    owner: z.string().nullable().meta({ description: 'Who set it up; null: the command line.' }),
    waiting: z.int().meta({ description: 'Deliveries that are still to be made.' }),
    dead: z.int().meta({ description: 'Deliveries that were given up.' }),
    delivered_at: instant.nullable().meta({ description: 'The last one that was taken.' }),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Webhook', description: 'An address that is told what happens.' });

export const newWebhookResultSchema = webhookSchema
  .extend({
    secret: z.string().meta({
      description: 'Signs what is sent (`whsec_…`). It is answered this once.',
    }),
  })
  .meta({ id: 'NewWebhookResult' });

export const webhookListSchema = z
  .object({ data: z.array(webhookSchema) })
  .meta({ id: 'WebhookList' });

/** A week. */
const LONGEST_GRACE = 604_800;

export const rotateWebhookSchema = z
  .strictObject({
    grace_seconds: z.int().min(0).max(LONGEST_GRACE).default(86_400).meta({
      description: 'How long the old secret signs beside the new one.',
    }),
  })
  .meta({ id: 'RotateWebhookRequest' });

export const webhookTestSchema = z
  .object({
    delivered: z.boolean(),
    status: z.int().nullable().meta({ description: 'Of the answer; null: there was none.' }),
    error: z.string().nullable(),
    took_ms: z.int(),
  })
  .meta({ id: 'WebhookTest', description: 'What became of an event that never happened.' });

export const deliverySchema = z
  .object({
    id: id.meta({ description: 'The `webhook-id` of every try.' }),
    webhook_id: id,
    seq: z.int().meta({ description: 'Of the event, as `/v1/events` tells it.' }),
    type: z.string(),
    subject: z.string().meta({ description: 'Id of the memory or episode.' }),
    version: z.int(),
    cube: z.string(),
    app: z.string().nullable(),
    at: instant.meta({ description: 'When it happened.' }),
    state: z.enum(deliveryStates).meta({ description: '`dead`: it was given up.' }),
    tries: z.int(),
    next_try_at: instant.nullable(),
    status: z.int().nullable().meta({ description: 'Of the last answer; null: there was none.' }),
    error: z.string().nullable().meta({
      description:
        'Why the last try failed, with the first 200 characters of the answer where no memory was sent.',
    }),
    tried_at: instant.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

export const deliveriesSchema = z
  .strictObject({
    state: z.enum(deliveryStates).optional(),
    limit: z.coerce.number().int().min(1).max(limits.page).optional().meta({ default: 50 }),
    cursor: z.string().max(64).optional(),
  })
  .meta({ id: 'ListDeliveriesRequest' });

export const deliveryListSchema = z
  .object({ data: z.array(deliverySchema), next_cursor: z.string().nullable() })
  .meta({ id: 'DeliveryList', description: 'Newest first.' });

export const replayDeliveriesSchema = z
  .strictObject({
    deliveries: z.array(id).min(1).max(limits.page).optional().meta({
      description: 'These alone, whatever became of them.',
    }),
    since: dateTime.optional().meta({
      description: 'All that has happened since then, whether it was told or not.',
    }),
  })
  .refine(
    ({ deliveries, since }) => deliveries === undefined || since === undefined,
    'give deliveries or since, not both',
  )
  .meta({
    id: 'ReplayDeliveriesRequest',
    description: 'Without anything: those that were given up.',
  });

export const replayedDeliveriesSchema = z
  .object({ replayed: z.int() })
  .meta({ id: 'ReplayedDeliveries' });

/** What is sent. Of a memory that is erased, or that the owner may not read, the ids alone. */
export const webhookEventSchema = z
  .object({
    type: z.string().meta({ description: 'Such as `memory.created`; of a test `webhook.test`.' }),
    timestamp: instant.meta({ description: 'When it happened.' }),
    data: z.object({
      seq: z.int().meta({
        description: 'Grows with every event; deliveries may come in another order.',
      }),
      subject: z.string(),
      version: z.int(),
      cube: z.string(),
      app: z.string().nullable(),
      user_id: z.string().nullable(),
      webhook_id: id,
      memory: memorySchema.optional(),
    }),
  })
  .meta({ id: 'WebhookEvent' });

export type WebhookKind = (typeof webhookKinds)[number];
export type WebhookFormat = (typeof webhookFormats)[number];
export type WebhookInclude = (typeof webhookIncludes)[number];
export type DeliveryState = (typeof deliveryStates)[number];
export type Mem0EventType = (typeof mem0EventTypes)[number];
export type WebhookFilters = z.infer<typeof webhookFiltersSchema>;
export type NewWebhookRequest = z.input<typeof newWebhookSchema>;
export type ChangeWebhookRequest = z.input<typeof changeWebhookSchema>;
export type Webhook = z.infer<typeof webhookSchema>;
export type NewWebhookResult = z.infer<typeof newWebhookResultSchema>;
export type RotateWebhookRequest = z.input<typeof rotateWebhookSchema>;
export type WebhookTest = z.infer<typeof webhookTestSchema>;
export type WebhookDelivery = z.infer<typeof deliverySchema>;
export type ListDeliveriesRequest = z.input<typeof deliveriesSchema>;
export type ListDeliveriesResult = z.infer<typeof deliveryListSchema>;
export type ReplayDeliveriesRequest = z.input<typeof replayDeliveriesSchema>;
export type ReplayedDeliveries = z.infer<typeof replayedDeliveriesSchema>;
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** What can be done with webhooks, the same in library and client. */
export interface WebhookVerbs {
  list(): Promise<Webhook[]>;
  get(id: string): Promise<Webhook>;
  /** Tells it what happens from now on. */
  create(request: NewWebhookRequest): Promise<NewWebhookResult>;
  update(id: string, request: ChangeWebhookRequest): Promise<Webhook>;
  /** With its deliveries. */
  delete(id: string): Promise<void>;
  /** A new secret; the old one signs beside it for a while. */
  rotate(id: string, request?: RotateWebhookRequest): Promise<NewWebhookResult>;
  /** Sends an event that never happened, now and once. */
  test(id: string): Promise<WebhookTest>;
  deliveries(id: string, request?: ListDeliveriesRequest): Promise<ListDeliveriesResult>;
  /** Makes deliveries again: those given up, some, or all since a time. */
  replay(id: string, request?: ReplayDeliveriesRequest): Promise<ReplayedDeliveries>;
}

/** `2 ok`, `1 ok, 1 disabled, 3 given up: tulving webhooks`. */
export function shownWebhooks(counts: Readonly<Record<string, number>>): string {
  const { dead = 0, ...states } = counts;
  const told = Object.entries(states).flatMap(([state, n]) => (n === 0 ? [] : [`${n} ${state}`]));
  const lost = dead === 0 ? [] : [`${dead} given up`];
  const isWell = dead === 0 && states['failing'] === 0 && states['disabled'] === 0;
  return `${[...told, ...lost].join(', ') || 'off'}${isWell ? '' : ': tulving webhooks'}`;
}
