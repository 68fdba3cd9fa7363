import { statusOf } from '../access/keys.js';
import type { RuleBooks } from '../access/rule-books.js';
import type { JobHandler, JobRunner } from '../jobs/runner.js';
import { accessOf, FULL, hasScope, sees } from '../model/access.js';
import { type Caller, LOCAL, ruled } from '../model/caller.js';
import type { NewId } from '../model/ids.js';
import type { Clock } from '../model/time.js';
import { presentMemory } from '../present.js';
import type { StoredJob } from '../store/jobs.js';
import type { Store } from '../store/port.js';
import type { StoredDelivery, StoredWebhook } from '../store/webhooks.js';
import { type Readable, sendsMemory } from '../webhooks/body.js';
import { Courier, type Post } from '../webhooks/courier.js';
import { Outbox } from '../webhooks/outbox.js';
import { hideLinks } from './hide-links.js';

export interface WebhookWorkParts {
  store: Pick<Store, 'webhooks' | 'log' | 'memories' | 'keys' | 'jobs'>;
  books: RuleBooks;
  post: Post;
  clock: Clock;
  newId: NewId;
}

export const WEBHOOKS = 'webhooks';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long deliveries can be looked at. */
const KEPT = { delivered: 7 * DAY, dead: 30 * DAY };
/** How often the log is looked at, in ms: other processes write to it, too. */
const PAUSE = 1_000;

/** Tells webhooks what happens, as jobs. */
export class WebhookWork {
  readonly outbox: Outbox;
  readonly courier: Courier;
  readonly #parts: WebhookWorkParts;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: WebhookWorkParts) {
    this.#parts = parts;
    const { store, post, clock, newId } = parts;
    const { webhooks, log, memories } = store;
    const shared = { webhooks, clock };
    const access = async (webhook: StoredWebhook) => (await this.#owner(webhook)).caller.access;
    this.outbox = new Outbox({ ...shared, log, memories, accessOf: access });
    this.courier = new Courier({ ...shared, newId, post, read: (...of) => this.#readable(...of) });
  }

  /** Looks at the log from now on, and has told what it holds. */
  watch(runner: Pick<JobRunner, 'wake'>, onError: (error: unknown) => void): void {
    const look = async () => {
      try {
        if (await this.#askWhereBehind()) runner.wake();
      } catch (error) {
        onError(error);
      }
    };
    this.#timer ??= setInterval(() => {
      this.#looking = this.#looking.then(look);
    }, PAUSE);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Asks for the job where there are webhooks: at once. */
  async ask(tenant: number): Promise<void> {
    const all = await this.#parts.store.webhooks.list(tenant);
    if (all.some(({ enabled }) => enabled)) await this.#enqueue(tenant, this.#parts.clock());
  }

  handlers(): Record<typeof WEBHOOKS, JobHandler> {
    return {
      [WEBHOOKS]: { concurrency: 1, tries: 10, run: (job, { signal }) => this.#work(job, signal) },
    };
  }

  /** In rounds, so that a receiver that is slow holds up others for one try at most. */
  async #work({ tenant }: StoredJob, signal: AbortSignal): Promise<{ tried: number }> {
    const { webhooks } = this.#parts.store;
    let tried = 0;
    for (let round = -1; round !== 0;) {
      const all = (await webhooks.list(tenant)).filter(({ enabled }) => enabled);
      for (const webhook of all) await this.outbox.catchUp(webhook, signal);
      const counts = await Promise.all(all.map((one) => this.courier.round(one, signal)));
      round = counts.reduce((sum, count) => sum + count, 0);
      tried += round;
      signal.throwIfAborted();
    }
    await this.#settle(tenant);
    return { tried };
  }

  async #settle(tenant: number): Promise<void> {
    const { store, clock } = this.#parts;
    const at = clock();
    await store.webhooks.forget({ delivered: at - KEPT.delivered, dead: at - KEPT.dead });
    await store.jobs.forget(at - HOUR, WEBHOOKS);
    const next = await store.webhooks.nextDue(tenant);
    if (next !== undefined) await this.#enqueue(tenant, next);
  }

  async #askWhereBehind(): Promise<boolean> {
    const { webhooks, log } = this.#parts.store;
    const readers = await webhooks.readers();
    if (readers.length === 0) return false;
    const last = await log.last();
    const behind = readers.filter(({ seq }) => seq < last);
    for (const { tenant } of behind) await this.#enqueue(tenant, this.#parts.clock());
    return behind.length > 0;
  }

  async #enqueue(tenant: number, dueAt: number): Promise<void> {
    const { store, clock, newId } = this.#parts;
    const job = { id: newId(), kind: WEBHOOKS, tenant, user: null, payload: {}, dueAt };
    await store.jobs.enqueue({ ...job, onlyOne: true }, clock());
  }

  /** Whoever set it up, as far as access rules let that one now; `reads`: whether contents are shown. */
  async #owner({
    tenant,
    owner,
    ownerKey,
  }: StoredWebhook): Promise<{ caller: Caller; reads: boolean }> {
    const { store, books, clock } = this.#parts;
    const somebody = { ...LOCAL, tenant, principal: owner };
    if (ownerKey === null) return { caller: somebody, reads: true };
    const key = await store.keys.find(ownerKey);
    // Keys that were cleared leave nothing to go by.
    if (!key) return { caller: { ...somebody, access: FULL }, reads: false };
    const caller = { ...somebody, app: key.app, access: accessOf(key), key: key.id };
    const now = ruled(caller, await books.of(tenant));
    const reads = statusOf(key, clock()) === 'valid' && hasScope(now.access, 'read');
    return { caller: now, reads };
  }

  async #readable(webhook: StoredWebhook, delivery: StoredDelivery): Promise<Readable> {
    const { memories } = this.#parts.store;
    const { tenant } = webhook;
    if (delivery.kind.startsWith('episode.')) {
      return { user: (await memories.episode(tenant, delivery.subject))?.scope.user ?? null };
    }
    const [found] = await memories.byIds(tenant, [delivery.subject]);
    const { caller, reads } = await this.#owner(webhook);
    if (!found || !sees(caller.access, found)) return { user: null };
    const { user } = found.scope;
    if (!reads || !sendsMemory(webhook)) return { user };
    const [memory = found] = await hideLinks(this.#parts.store, [found], caller);
    return { user, memory: presentMemory(memory) };
  }
}
