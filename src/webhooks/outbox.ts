import { sees, isWhole, type Access } from '../model/access.js';
import type { Clock } from '../model/time.js';
import type { EventReads, MemoryReads, StoredEvent, StoredMemory } from '../store/port.js';
import type { NewDelivery, StoredWebhook, WebhookStore } from '../store/webhooks.js';
import { deliveryId } from './delivery-id.js';
import { type About, asksAbout, typesTold } from './types-told.js';

export interface OutboxParts {
  webhooks: WebhookStore;
  log: EventReads;
  memories: Pick<MemoryReads, 'byIds' | 'episode'>;
  /** What the owner of a webhook may reach. */
  accessOf: (webhook: StoredWebhook) => Promise<Access>;
  clock: Clock;
}

const PAGE = 200;

interface Span {
  /** Numbers of the event log. */
  after: number;
  upTo: number;
  /** Whether deliveries that were made already are made again. */
  again: boolean;
}

/** Makes deliveries of what has happened. */
export class Outbox {
  readonly #parts: OutboxParts;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /**
   * What the log has beyond the cursor of a webhook. The deliveries are kept before the cursor moves: who dies
   * between the two has them made once more, and one of the same event is not made twice.
   */
  async catchUp(webhook: StoredWebhook, signal: AbortSignal): Promise<void> {
    const { webhooks, log } = this.#parts;
    const after = await webhooks.cursor(webhook.id);
    const span = { after, upTo: await log.last(), again: false };
    await this.#walk(webhook, span, signal, (seq) => webhooks.advance(webhook.id, seq));
  }

  /** What has happened since then, and was read already. @returns how many deliveries wait by it */
  async again(webhook: StoredWebhook, hlc: number): Promise<number> {
    const { webhooks, log } = this.#parts;
    const span = {
      after: await log.lastAt(hlc),
      upTo: await log.last(),
      again: true,
    };
    const { signal } = new AbortController();
    return this.#walk(webhook, span, signal, (seq) => webhooks.advance(webhook.id, seq));
  }

  async #walk(
    webhook: StoredWebhook,
    { after, upTo, again }: Span,
    signal: AbortSignal,
    walked: (seq: number) => Promise<void>,
  ): Promise<number> {
    const { webhooks, log } = this.#parts;
    let queued = 0;
    let at = after;
    while (at < upTo && !signal.aborted) {
      const page = await log.page(webhook.tenant, at, PAGE);
      const deliveries = await this.#deliveriesOf(webhook, page);
      if (deliveries.length > 0) queued += await webhooks.queue(deliveries, again);
      const last = page.at(-1)?.seq ?? at;
      at = page.length < PAGE ? Math.max(last, upTo) : last;
      await walked(at);
    }
    return queued;
  }

  async #deliveriesOf(
    webhook: StoredWebhook,
    events: readonly StoredEvent[],
  ): Promise<NewDelivery[]> {
    if (events.length === 0) return [];
    const access = await this.#parts.accessOf(webhook);
    const bounded = !isWhole(access);
    const known = bounded || asksAbout(webhook) ? await this.#about(webhook.tenant, events) : null;
    const { clock } = this.#parts;
    return events.flatMap((event): NewDelivery[] => {
      const memory = known?.memories.get(event.subject);
      if (bounded && (memory === undefined || !sees(access, memory))) return [];
      const about = memory ? aboutOf(memory) : known?.episodes.get(event.subject);
      const { hlc, kind, subject, version, cube, app, at } = event;
      return typesTold(webhook, event, about).map((type) => ({
        id: deliveryId(webhook.id, event, type),
        webhook: webhook.id,
        hlc,
        kind,
        type,
        subject,
        version,
        cube,
        app,
        at,
        dueAt: clock(),
      }));
    });
  }

  async #about(tenant: number, events: readonly StoredEvent[]) {
    const { memories } = this.#parts;
    const ofMemories = events.filter(({ kind }) => kind.startsWith('memory.'));
    const ids = [...new Set(ofMemories.map(({ subject }) => subject))];
    const found = await memories.byIds(tenant, ids);
    const episodes = new Map<string, About>();
    for (const { kind, subject } of events) {
      if (kind !== 'episode.recorded') continue;
      const episode = await memories.episode(tenant, subject);
      if (episode) episodes.set(subject, { user: episode.scope.user, categories: [] });
    }
    return { memories: new Map(found.map((memory) => [memory.id, memory])), episodes };
  }
}

function aboutOf({ scope, categories }: StoredMemory): About {
  return { user: scope.user, categories };
}
