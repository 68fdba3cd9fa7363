import type { WebhookFilters, WebhookInclude } from '../../model/webhooks.js';
import type { Instant } from '../../model/time.js';
import type {
  ClaimAsk,
  DeliveryOutcome,
  DeliveryQuery,
  NewDelivery,
  StoredDelivery,
  StoredWebhook,
  WebhookCondition,
  WebhookStore,
} from '../webhooks.js';
import { type Bindable, join } from './condition.js';
import type { Statements } from './statements.js';

interface WebhookRow extends Omit<StoredWebhook, 'filters' | 'include' | 'enabled'> {
  filters: string;
  include: string;
  enabled: number;
}

const count = (state: string) =>
  `(SELECT count(*) FROM webhook_delivery d WHERE d.webhook = w.id AND d.state = '${state}')`;

const WEBHOOKS = `SELECT w.id, w.tenant, w.name, w.url, w.format, w.filters, w.include, w.enabled,
  w.secret, w.old_secret AS "oldSecret", w.old_until AS "oldUntil", w.owner, w.owner_key AS "ownerKey",
  w.created_at AS "createdAt", w.updated_at AS "updatedAt", w.rests_until AS "restsUntil",
  w.failing_since AS "failingSince", w.note, w.delivered_at AS "deliveredAt",
  ${count('waiting')} AS waiting, ${count('dead')} AS dead FROM webhook w`;

const DELIVERY = `id, webhook, hlc, kind, type, subject, version, cube, app, at, state, tries,
  due_at AS "dueAt", tried_at AS "triedAt", status, error`;

/** What is set up; the rest tells what became of deliveries. */
const settings = [
  'name',
  'url',
  'format',
  'filters',
  'include',
  'enabled',
  'secret',
  'old_secret',
  'old_until',
  'owner',
  'owner_key',
  'updated_at',
  'rests_until',
  'failing_since',
  'note',
];

/** Of one statement, so that both engines take it. */
const ROWS = 100;

/** Each is one statement, so that both engines have it in common. */
export class SqlWebhooks implements WebhookStore {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async list(tenant: number): Promise<StoredWebhook[]> {
    const sql = `${WEBHOOKS} WHERE w.tenant = ? ORDER BY w.created_at, w.id`;
    const rows = await this.#db.all<WebhookRow>(sql, tenant);
    return rows.map(({ filters, include, enabled, ...row }) => ({
      ...row,
      filters: JSON.parse(filters) as WebhookFilters,
      include: JSON.parse(include) as WebhookInclude[],
      enabled: enabled === 1,
    }));
  }

  /** The cursor first: without its webhook it does nothing. */
  async add(webhook: StoredWebhook, after: number): Promise<void> {
    const { id, tenant, createdAt } = webhook;
    await this.advance(id, after);
    await this.#db.run(
      `INSERT INTO webhook (id, tenant, created_at, ${settings.join(', ')})
       VALUES (?, ?, ?, ${settings.map(() => '?').join(', ')})`,
      id,
      tenant,
      createdAt,
      ...valuesOf(webhook),
    );
  }

  async change(webhook: StoredWebhook): Promise<boolean> {
    const changed = await this.#db.run(
      `UPDATE webhook SET ${settings.map((column) => `${column} = ?`).join(', ')}
       WHERE id = ? AND tenant = ?`,
      ...valuesOf(webhook),
      webhook.id,
      webhook.tenant,
    );
    return changed > 0;
  }

  async remove(tenant: number, id: string): Promise<boolean> {
    const sql = 'DELETE FROM webhook WHERE tenant = ? AND id = ?';
    if ((await this.#db.run(sql, tenant, id)) === 0) return false;
    await this.#db.run('DELETE FROM outbox_cursor WHERE consumer = ?', consumer(id));
    return true;
  }

  async cursor(id: string): Promise<number> {
    const sql = 'SELECT seq FROM outbox_cursor WHERE consumer = ?';
    return (await this.#db.get<{ seq: number }>(sql, consumer(id)))?.seq ?? 0;
  }

  async advance(id: string, seq: number): Promise<void> {
    await this.#db.run(
      `INSERT INTO outbox_cursor (consumer, seq) VALUES (?, ?) ON CONFLICT (consumer)
       DO UPDATE SET seq = ${this.#db.dialect.greatest}(outbox_cursor.seq, excluded.seq)`,
      consumer(id),
      seq,
    );
  }

  readers(): Promise<{ tenant: number; seq: number }[]> {
    return this.#db.all(
      `SELECT w.tenant, min(coalesce(c.seq, 0)) AS seq
       FROM webhook w LEFT JOIN outbox_cursor c ON c.consumer = '${consumer('')}' || w.id
       WHERE w.enabled = 1 GROUP BY w.tenant`,
    );
  }

  async queue(deliveries: readonly NewDelivery[], again: boolean): Promise<number> {
    let queued = 0;
    for (let from = 0; from < deliveries.length; from += ROWS) {
      queued += await this.#queueSome(deliveries.slice(from, from + ROWS), again);
    }
    return queued;
  }

  #queueSome(deliveries: readonly NewDelivery[], again: boolean): Promise<number> {
    const onConflict = again
      ? `DO UPDATE SET state = 'waiting', tries = 0, due_at = excluded.due_at`
      : 'DO NOTHING';
    const row = `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0)`;
    return this.#db.run(
      `INSERT INTO webhook_delivery
         (id, webhook, hlc, kind, type, subject, version, cube, app, at, due_at, state, tries)
       VALUES ${deliveries.map(() => row).join(', ')}
       ON CONFLICT (webhook, hlc, type) ${onConflict}`,
      ...deliveries.flatMap((one): Bindable[] => [
        one.id,
        one.webhook,
        one.hlc,
        one.kind,
        one.type,
        one.subject,
        one.version,
        one.cube,
        one.app,
        one.at,
        one.dueAt,
      ]),
    );
  }

  async claim(webhook: string, { at, until, limit }: ClaimAsk): Promise<StoredDelivery[]> {
    // Asked twice: who was faster has moved it.
    const claimed = await this.#db.write<StoredDelivery>(
      `UPDATE webhook_delivery SET due_at = ?, tried_at = ?, tries = tries + 1
       WHERE state = 'waiting' AND due_at <= ? AND id IN (
         SELECT d.id FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook
         WHERE d.webhook = ? AND d.state = 'waiting' AND d.due_at <= ?
           AND w.enabled = 1 AND coalesce(w.rests_until, 0) <= ?
         ORDER BY d.due_at, d.hlc LIMIT ?)
       RETURNING ${DELIVERY}`,
      until,
      at,
      at,
      webhook,
      at,
      at,
      limit,
    );
    return claimed.toSorted((one, other) => one.hlc - other.hlc);
  }

  async settle(id: string, { state, dueAt, status, error }: DeliveryOutcome): Promise<void> {
    await this.#db.run(
      `UPDATE webhook_delivery SET state = ?, due_at = ?, status = ?, error = ? WHERE id = ?`,
      state,
      dueAt,
      status,
      error,
      id,
    );
  }

  async release(id: string, at: Instant): Promise<void> {
    const sql = 'UPDATE webhook_delivery SET due_at = ?, tries = tries - 1 WHERE id = ?';
    await this.#db.run(sql, at, id);
  }

  async note(id: string, condition: WebhookCondition): Promise<void> {
    const { restsUntil, failingSince, note, enabled, deliveredAt = null } = condition;
    await this.#db.run(
      `UPDATE webhook SET rests_until = ?, failing_since = ?, note = ?, enabled = enabled * ?,
         delivered_at = coalesce(?, delivered_at) WHERE id = ?`,
      restsUntil,
      failingSince,
      note,
      Number(enabled),
      deliveredAt,
      id,
    );
  }

  async nextDue(tenant: number): Promise<Instant | undefined> {
    const row = await this.#db.get<{ due: number | null }>(
      `SELECT min(${this.#db.dialect.greatest}(d.due_at, coalesce(w.rests_until, 0))) AS due
       FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook
       WHERE w.tenant = ? AND w.enabled = 1 AND d.state = 'waiting'`,
      tenant,
    );
    return row?.due ?? undefined;
  }

  deliveries({ webhook, state, limit, before }: DeliveryQuery): Promise<StoredDelivery[]> {
    const { sql, parameters } = join([
      ['state = ?', state],
      ['id < ?', before],
    ]);
    return this.#db.all(
      `SELECT ${DELIVERY} FROM webhook_delivery WHERE webhook = ? ${sql} ORDER BY id DESC LIMIT ?`,
      webhook,
      ...parameters,
      limit,
    );
  }

  replay(webhook: string, which: 'dead' | readonly string[], at: Instant): Promise<number> {
    const again = `UPDATE webhook_delivery SET state = 'waiting', tries = 0, due_at = ?
      WHERE webhook = ?`;
    if (which === 'dead') return this.#db.run(`${again} AND state = 'dead'`, at, webhook);
    const { isAmongTexts } = this.#db.dialect;
    return this.#db.run(`${again} AND ${isAmongTexts('id')}`, at, webhook, JSON.stringify(which));
  }

  async forget({ delivered, dead }: { delivered: Instant; dead: Instant }): Promise<void> {
    await this.#db.run(
      `DELETE FROM webhook_delivery WHERE (state = 'delivered' AND tried_at < ?)
         OR (state = 'dead' AND tried_at < ?)`,
      delivered,
      dead,
    );
  }
}

function consumer(id: string): string {
  return `webhook:${id}`;
}

function valuesOf(webhook: StoredWebhook): Bindable[] {
  const { name, url, format, filters, include, enabled, secret, oldSecret, oldUntil } = webhook;
  const { owner, ownerKey, updatedAt, restsUntil, failingSince, note } = webhook;
  const texts = [name, url, format, JSON.stringify(filters), JSON.stringify(include)];
  const secrets = [Number(enabled), secret, oldSecret, oldUntil];
  return [...texts, ...secrets, owner, ownerKey, updatedAt, restsUntil, failingSince, note];
}
