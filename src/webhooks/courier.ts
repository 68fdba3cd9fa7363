import { TulvingError } from '../errors.js';
import type { NewId } from '../model/ids.js';
import type { Clock, Instant } from '../model/time.js';
import type { WebhookTest } from '../model/webhooks.js';
import type { StoredDelivery, StoredWebhook, WebhookStore } from '../store/webhooks.js';
import { bodyOf, type Readable } from './body.js';
import { nextTry, PATIENCE } from './schedule.js';
import { signedHeaders } from './secret.js';

/** An address that others chose, and what it answers. */
export interface Post {
  /** @throws TulvingError `url_refused` where it may not be asked */
  check(url: string): Promise<void>;
  /** @throws TulvingError `url_refused`, `url_failed` */
  send(
    url: string,
    request: { headers: Record<string, string>; body: string; signal: AbortSignal },
  ): Promise<{ status: number; text: string }>;
}

export interface CourierParts {
  webhooks: WebhookStore;
  post: Post;
  /** What of a memory or episode the owner of the webhook may read now. */
  read: (webhook: StoredWebhook, delivery: StoredDelivery) => Promise<Readable>;
  clock: Clock;
  newId: NewId;
  /** From 0 to 1. */
  random?: () => number;
}

/** Of one webhook, at once. */
const AT_ONCE = 8;
/** Longer than a try can last: who has taken one by then is no more. */
const CLAIM = 30_000;
/** Of an answer that is an error. */
const ERROR_LENGTH = 200;
const GONE = 410;

interface Tried {
  status: number | null;
  /** Null: it was taken. */
  error: string | null;
}

/** Takes deliveries to where they go. */
export class Courier {
  readonly #parts: Required<CourierParts>;

  constructor(parts: CourierParts) {
    this.#parts = { random: Math.random, ...parts };
  }

  /** Some of what is due of a webhook. @returns how many were tried */
  async round(webhook: StoredWebhook, signal: AbortSignal): Promise<number> {
    const { webhooks, clock } = this.#parts;
    const at = clock();
    const due = await webhooks.claim(webhook.id, { at, until: at + CLAIM, limit: AT_ONCE });
    if (due.length === 0) return 0;
    const tried = await Promise.all(due.map((delivery) => this.#one(webhook, delivery, signal)));
    const done = tried.filter((one) => one !== undefined);
    if (done.length > 0) await this.#note(webhook, done);
    return done.length;
  }

  /** An event that never happened, once. */
  async test(webhook: StoredWebhook): Promise<WebhookTest> {
    const { clock, newId } = this.#parts;
    const at = clock();
    const event = {
      hlc: 0,
      type: 'webhook.test',
      kind: 'webhook.test',
      version: 1,
      at,
      subject: webhook.id,
      cube: 'shared',
      app: null,
    };
    const began = performance.now();
    const body = bodyOf(webhook, event, { user: null });
    const { signal } = new AbortController();
    const { status, error } = await this.#send(webhook, { id: newId(), body, signal });
    const took_ms = Math.round(performance.now() - began);
    return { delivered: error === null, status, error, took_ms };
  }

  async #one(
    webhook: StoredWebhook,
    delivery: StoredDelivery,
    signal: AbortSignal,
  ): Promise<(Tried & { dueAt: Instant }) | undefined> {
    const { webhooks, read, clock, random } = this.#parts;
    const { id, tries } = delivery;
    const readable = await read(webhook, delivery);
    const body = bodyOf(webhook, delivery, readable);
    const tried = await this.#send(webhook, { id, body, signal });
    // The answer may repeat what was sent; an erasure that comes meanwhile would not find it.
    const error = readable.memory === undefined ? tried.error : statusAlone(tried);
    const at = clock();
    if (tried.error !== null && signal.aborted) {
      await webhooks.release(id, at);
      return undefined;
    }
    const pause = nextTry(tries, random());
    const state = tried.error === null ? 'delivered' : pause === undefined ? 'dead' : 'waiting';
    const dueAt = at + (pause ?? 0);
    await webhooks.settle(id, { state, dueAt, ...tried, error });
    return { ...tried, dueAt };
  }

  async #send(
    webhook: StoredWebhook,
    { id, body, signal }: { id: string; body: string; signal: AbortSignal },
  ): Promise<Tried> {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Tulving-Webhooks/1',
      ...signedHeaders(webhook, { id, body, at: this.#parts.clock() }),
    };
    try {
      const { status, text } = await this.#parts.post.send(webhook.url, { headers, body, signal });
      const taken = status >= 200 && status < 300;
      return { status, error: taken ? null : answered(status, text) };
    } catch (error) {
      if (!TulvingError.isInstance(error)) throw error;
      return { status: null, error: error.message.slice(0, ERROR_LENGTH) };
    }
  }

  /** One that is taken shows that the receiver is well; where none is, the webhook rests. */
  async #note(
    webhook: StoredWebhook,
    tried: readonly (Tried & { dueAt: Instant })[],
  ): Promise<void> {
    const { webhooks, clock } = this.#parts;
    const { id } = webhook;
    const at = clock();
    if (tried.some(({ error }) => error === null)) {
      const well = { restsUntil: null, failingSince: null, note: null, enabled: true };
      return webhooks.note(id, { ...well, deliveredAt: at });
    }
    const since = (await this.#failingSince(webhook)) ?? at;
    const statuses = tried.map(({ status }) => status);
    const why = statuses.includes(GONE) ? 'gone' : at - since >= PATIENCE ? 'late' : 'failing';
    const restsUntil = Math.min(...tried.map(({ dueAt }) => dueAt));
    await webhooks.note(id, {
      restsUntil,
      failingSince: since,
      note: `${reasons[why]} The last answer: ${statuses[0] === null ? 'none' : statuses[0]}.`,
      enabled: why === 'failing',
    });
  }

  /** Since another round may have noted it meanwhile. */
  async #failingSince({ tenant, id }: StoredWebhook): Promise<Instant | null> {
    const found = (await this.#parts.webhooks.list(tenant)).find((one) => one.id === id);
    return found?.failingSince ?? null;
  }
}

const reasons = {
  failing: 'What was sent last was not taken.',
  late: 'Turned off: nothing was taken for 5 days.',
  gone: 'Turned off: the receiver says that it is gone for good.',
} as const;

function statusAlone({ status, error }: Tried): string | null {
  return error === null || status === null ? error : `HTTP ${status}`;
}

function answered(status: number, text: string): string {
  const told = text.trim().slice(0, ERROR_LENGTH);
  return told === '' ? `HTTP ${status}` : `HTTP ${status}: ${told}`;
}
