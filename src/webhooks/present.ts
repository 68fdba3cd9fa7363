import { formatInstant, type Instant } from '../model/time.js';
import type { Status } from '../model/status.js';
import type { Webhook, WebhookDelivery } from '../model/webhooks.js';
import type { StoredDelivery, StoredWebhook } from '../store/webhooks.js';

/** Never with its secrets. */
export function presentWebhook(webhook: StoredWebhook): Webhook {
  const { id, name, url, format, filters, include, enabled, note, owner } = webhook;
  const { failingSince, deliveredAt, createdAt, updatedAt, waiting, dead } = webhook;
  return {
    id,
    name,
    url,
    format,
    filters,
    include: [...include],
    enabled,
    state: !enabled ? 'disabled' : failingSince === null ? 'ok' : 'failing',
    note,
    failing_since: presentInstant(failingSince),
    owner,
    waiting,
    dead,
    delivered_at: presentInstant(deliveredAt),
    created_at: formatInstant(createdAt),
    updated_at: formatInstant(updatedAt),
  };
}

/** One that somebody has turned off is well as it is. */
export function webhookCounts(webhooks: readonly StoredWebhook[]): NonNullable<Status['webhooks']> {
  const enabled = webhooks.filter((one) => one.enabled);
  const failing = enabled.filter(({ failingSince }) => failingSince !== null).length;
  const disabled = webhooks.filter((one) => !one.enabled && one.note !== null).length;
  const dead = webhooks.reduce((sum, one) => sum + one.dead, 0);
  return { ok: enabled.length - failing, failing, disabled, dead };
}

export function presentDelivery(delivery: StoredDelivery): WebhookDelivery {
  const { id, webhook, hlc, type, subject, version, cube, app, at, state } = delivery;
  const { tries, dueAt, status, error, triedAt } = delivery;
  return {
    id,
    webhook_id: webhook,
    seq: hlc,
    type,
    subject,
    version,
    cube,
    app,
    at: formatInstant(at),
    state,
    tries,
    next_try_at: state === 'waiting' ? formatInstant(dueAt) : null,
    status,
    error,
    tried_at: presentInstant(triedAt),
  };
}

function presentInstant(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
