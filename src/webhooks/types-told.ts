import type { eventKinds, Mem0EventType, WebhookFilters } from '../model/webhooks.js';
import type { StoredEvent } from '../store/port.js';
import type { StoredWebhook } from '../store/webhooks.js';

/** What is known of the memory or episode that an event is about; missing: it is gone. */
export interface About {
  user: string | null;
  categories: readonly string[];
}

type EventKind = (typeof eventKinds)[number];

/** An event of ours as mem0 has it. */
export const mem0Types: Readonly<Partial<Record<EventKind, Mem0EventType>>> = {
  'memory.created': 'memory_add',
  'memory.imported': 'memory_add',
  'memory.updated': 'memory_update',
  'memory.rebuilt': 'memory_update',
  'memory.superseded': 'memory_update',
  'memory.restored': 'memory_update',
  'memory.deleted': 'memory_delete',
  'memory.expired': 'memory_delete',
  'memory.merged': 'memory_delete',
  'memory.erased': 'memory_delete',
};

/** Kinds of events that may have given categories. */
const categorising: readonly string[] = ['memory.created', 'memory.imported', 'memory.updated'];

/** The types by which a webhook is told of an event; none where its filters leave it out. */
export function typesTold(
  { format, filters }: Pick<StoredWebhook, 'format' | 'filters'>,
  event: StoredEvent,
  about: About | undefined,
): string[] {
  if (!concerns(filters, event, about)) return [];
  if (format === 'tulving') return [event.kind];
  const wanted = filters.mem0_events;
  return mem0TypesOf(event, about).filter((type) => wanted?.includes(type) ?? true);
}

/** Whether the filters ask about whom an event is. */
export function asksAbout({ format, filters }: Pick<StoredWebhook, 'format' | 'filters'>): boolean {
  return filters.users !== undefined || format === 'mem0';
}

function concerns(
  { kinds = ['memory.*'], cubes, users, apps }: WebhookFilters,
  { kind, cube, app }: StoredEvent,
  about: About | undefined,
): boolean {
  const family = `${kind.split('.')[0]}.*`;
  if (!kinds.some((one) => one === '*' || one === family || one === kind)) return false;
  if (cubes && !cubes.includes(cube)) return false;
  if (apps && (app === null || !apps.includes(app))) return false;
  // Whoever mirrors what users say must hear that it was erased.
  if (!users || kind.endsWith('.erased')) return true;
  return about !== undefined && about.user !== null && users.includes(about.user);
}

function mem0TypesOf({ kind }: StoredEvent, about: About | undefined): Mem0EventType[] {
  const type = mem0Types[kind as EventKind];
  const categorised = categorising.includes(kind) && (about?.categories.length ?? 0) > 0;
  return [...(type ? [type] : []), ...(categorised ? (['memory_categorize'] as const) : [])];
}
