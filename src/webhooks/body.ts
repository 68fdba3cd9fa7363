import type { Memory } from '../model/memory.js';
import { formatInstant } from '../model/time.js';
import type { WebhookEvent } from '../model/webhooks.js';
import type { StoredDelivery, StoredWebhook } from '../store/webhooks.js';

/** What of the subject of a delivery its owner may read now. */
export interface Readable {
  user: string | null;
  memory?: Memory | undefined;
}

type Told = Pick<
  StoredDelivery,
  'hlc' | 'type' | 'kind' | 'subject' | 'version' | 'cube' | 'app' | 'at'
>;

/** What is sent of one event, as text. */
export function bodyOf(webhook: StoredWebhook, told: Told, readable: Readable): string {
  const body = webhook.format === 'mem0' ? asMem0(told, readable) : asOurs(webhook, told, readable);
  return JSON.stringify(body);
}

export function sendsMemory({ format, include }: StoredWebhook): boolean {
  return format === 'mem0' || include.includes('memory');
}

function asOurs(
  { id, include }: StoredWebhook,
  { hlc, type, subject, version, cube, app, at }: Told,
  { user, memory }: Readable,
): WebhookEvent {
  return {
    type,
    timestamp: formatInstant(at),
    data: {
      seq: hlc,
      subject,
      version,
      cube,
      app,
      user_id: user,
      webhook_id: id,
      ...(memory && include.includes('memory') && { memory }),
    },
  };
}

const mem0Events: Readonly<Record<string, string>> = {
  memory_add: 'ADD',
  memory_update: 'UPDATE',
  memory_delete: 'DELETE',
};

/** As mem0's platform documents it: without a time, and told apart by `event` alone. */
function asMem0({ type, subject }: Told, { memory }: Readable): object {
  if (type === 'memory_categorize') {
    const categories = memory?.categories ?? [];
    return { event_details: { event: 'CATEGORIZE', memory_id: subject, categories } };
  }
  const event = mem0Events[type] ?? 'TEST';
  return { event_details: { id: subject, data: { memory: memory?.text ?? null }, event } };
}
