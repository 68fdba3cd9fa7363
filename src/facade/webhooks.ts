import { TulvingError } from '../errors.js';
import { requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { isId, type NewId } from '../model/ids.js';
import type { Clock } from '../model/time.js';
import { instantOf, invalidInput, validate } from '../model/validate.js';
import {
  type ChangeWebhookRequest,
  changeWebhookSchema,
  deliveriesSchema,
  type ListDeliveriesRequest,
  type ListDeliveriesResult,
  type NewWebhookRequest,
  type NewWebhookResult,
  newWebhookSchema,
  type ReplayDeliveriesRequest,
  replayDeliveriesSchema,
  type ReplayedDeliveries,
  type RotateWebhookRequest,
  rotateWebhookSchema,
  type Webhook,
  type WebhookTest,
  type WebhookVerbs,
} from '../model/webhooks.js';
import type { Store } from '../store/port.js';
import type { StoredWebhook, WebhookStore } from '../store/webhooks.js';
import { presentDelivery, presentWebhook } from '../webhooks/present.js';
import { newSecret } from '../webhooks/secret.js';
import type { WebhookWork } from './webhook-work.js';

export interface WebhooksParts {
  store: Pick<Store, 'webhooks' | 'log'>;
  work: WebhookWork;
  /** Whether an address may be told. @throws TulvingError `url_refused`, `url_failed` */
  checkUrl: (url: string) => Promise<void>;
  clock: Clock;
  newId: NewId;
  timezone: string;
}

/** Of a tenant: each is looked at whenever something happens. */
const MOST_WEBHOOKS = 100;
/** Of the log's clock, in a millisecond. */
const TICKS = 1_024;
const DELIVERIES = 50;
const WELL = { restsUntil: null, failingSince: null, note: null };

/** Addresses that are told what happens. They hear of the whole tenant, so managing them takes an admin key. */
export class Webhooks implements WebhookVerbs {
  readonly #parts: WebhooksParts;

  constructor(parts: WebhooksParts) {
    this.#parts = parts;
  }

  async list(caller: Caller = LOCAL): Promise<Webhook[]> {
    govern(caller);
    return (await this.#store.list(caller.tenant)).map(presentWebhook);
  }

  async get(id: string, caller: Caller = LOCAL): Promise<Webhook> {
    govern(caller);
    return presentWebhook(await this.#find(id, caller));
  }

  async create(request: NewWebhookRequest, caller: Caller = LOCAL): Promise<NewWebhookResult> {
    govern(caller);
    const input = validate(newWebhookSchema, request);
    await this.#refuseAddress(input.url);
    const { clock, newId, store } = this.#parts;
    if ((await this.#store.list(caller.tenant)).length >= MOST_WEBHOOKS) throw tooMany();
    const at = clock();
    const { url, name = new URL(url).host, format = 'tulving', filters = {} } = input;
    const { include = [], enabled = true } = input;
    const secret = newSecret();
    const webhook: StoredWebhook = {
      id: newId(),
      tenant: caller.tenant,
      name,
      url,
      format,
      filters,
      include,
      enabled,
      secret,
      oldSecret: null,
      oldUntil: null,
      ...ownerOf(caller),
      createdAt: at,
      updatedAt: at,
      deliveredAt: null,
      waiting: 0,
      dead: 0,
      ...WELL,
    };
    await store.webhooks.add(webhook, await store.log.last());
    return { ...presentWebhook(webhook), secret };
  }

  async update(
    id: string,
    request: ChangeWebhookRequest,
    caller: Caller = LOCAL,
  ): Promise<Webhook> {
    govern(caller);
    const patch = validate(changeWebhookSchema, request);
    if (patch.url !== undefined) await this.#refuseAddress(patch.url);
    const { clock, store } = this.#parts;
    const found = await this.#find(id, caller);
    const given = Object.entries(patch).filter(([, value]) => value !== undefined);
    const changed: StoredWebhook = {
      ...found,
      ...Object.fromEntries(given),
      ...ownerOf(caller),
      updatedAt: clock(),
    };
    const begins = changed.enabled && !found.enabled;
    // What happened while it was off was not meant for it.
    if (begins) await store.webhooks.advance(id, await store.log.last());
    // Somewhere else, or after somebody has looked: it starts afresh.
    const afresh = patch.enabled === false || begins || changed.url !== found.url ? WELL : {};
    await this.#change({ ...changed, ...afresh });
    await this.#parts.work.ask(caller.tenant);
    return this.get(id, caller);
  }

  /** With its deliveries. */
  async delete(id: string, caller: Caller = LOCAL): Promise<void> {
    govern(caller);
    if (!isId(id) || !(await this.#store.remove(caller.tenant, id))) throw unknown(id);
  }

  /** The old secret signs beside the new one until the grace is over. */
  async rotate(
    id: string,
    request: RotateWebhookRequest = {},
    caller: Caller = LOCAL,
  ): Promise<NewWebhookResult> {
    govern(caller);
    const { grace_seconds: grace } = validate(rotateWebhookSchema, request);
    const found = await this.#find(id, caller);
    const at = this.#parts.clock();
    const secret = newSecret();
    const old = { oldSecret: found.secret, oldUntil: at + grace * 1_000 };
    const changed = { ...found, secret, ...old, updatedAt: at };
    await this.#change(changed);
    return { ...presentWebhook(changed), secret };
  }

  /** Also of one that is off. */
  async test(id: string, caller: Caller = LOCAL): Promise<WebhookTest> {
    govern(caller);
    return this.#parts.work.courier.test(await this.#find(id, caller));
  }

  async deliveries(
    id: string,
    request: ListDeliveriesRequest = {},
    caller: Caller = LOCAL,
  ): Promise<ListDeliveriesResult> {
    govern(caller);
    const { state, limit = DELIVERIES, cursor: before } = validate(deliveriesSchema, request);
    if (before !== undefined && !isId(before)) {
      const detail = 'is not one that a page was answered with';
      throw invalidInput([{ pointer: '/cursor', detail }]);
    }
    const webhook = await this.#find(id, caller);
    const query = { webhook: webhook.id, state, limit: limit + 1, before };
    const page = await this.#store.deliveries(query);
    const last = page.length > limit ? page[limit - 1] : undefined;
    const data = page.slice(0, limit).map((one) => presentDelivery(one));
    return { data, next_cursor: last?.id ?? null };
  }

  /** The receiver is asked again at once, also where it was at rest. */
  async replay(
    id: string,
    request: ReplayDeliveriesRequest = {},
    caller: Caller = LOCAL,
  ): Promise<ReplayedDeliveries> {
    govern(caller);
    const { deliveries, since } = validate(replayDeliveriesSchema, request);
    const { clock, timezone, work } = this.#parts;
    const webhook = await this.#find(id, caller);
    const replayed =
      since === undefined
        ? await this.#store.replay(webhook.id, deliveries ?? 'dead', clock())
        : await work.outbox.again(webhook, instantOf(since, '/since', timezone) * TICKS - 1);
    const { failingSince, note, enabled } = await this.#find(id, caller);
    if (replayed > 0) {
      await this.#store.note(webhook.id, { restsUntil: null, failingSince, note, enabled });
    }
    await work.ask(caller.tenant);
    return { replayed };
  }

  async #change(webhook: StoredWebhook): Promise<void> {
    if (!(await this.#store.change(webhook))) throw unknown(webhook.id);
  }

  /** A name that cannot be found may be found once something is sent; `test` tells. */
  async #refuseAddress(url: string): Promise<void> {
    try {
      await this.#parts.checkUrl(url);
    } catch (error) {
      if (!TulvingError.isInstance(error) || error.code !== 'url_failed') throw error;
    }
  }

  async #find(id: string, { tenant }: Caller): Promise<StoredWebhook> {
    const found = (await this.#store.list(tenant)).find((webhook) => webhook.id === id);
    if (found) return found;
    throw unknown(id);
  }

  get #store(): WebhookStore {
    return this.#parts.store.webhooks;
  }
}

function govern({ access }: Caller): void {
  requireScope(access, 'admin');
  requireWhole(access);
}

function ownerOf({ principal, key }: Caller): Pick<StoredWebhook, 'owner' | 'ownerKey'> {
  return { owner: principal, ownerKey: key };
}

function tooMany(): TulvingError {
  return new TulvingError('invalid_input', `There are ${MOST_WEBHOOKS} webhooks already.`, {
    remedy: 'Delete one that is not needed.',
  });
}

function unknown(id: string): TulvingError {
  return new TulvingError('not_found', `There is no webhook ${id}.`, {
    remedy: 'List what exists with `tulving webhooks`.',
  });
}
