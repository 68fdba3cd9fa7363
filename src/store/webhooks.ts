import type {
  DeliveryState,
  WebhookFilters,
  WebhookFormat,
  WebhookInclude,
} from '../model/webhooks.js';
import type { Instant } from '../model/time.js';

/** Addresses that are told what happens, how far each has read the event log, and what it is told. */
export interface WebhookStore {
  /** Oldest first. */
  list(tenant: number): Promise<StoredWebhook[]>;
  /** What is after this number of the event log is told. */
  add(webhook: StoredWebhook, after: number): Promise<void>;
  /** How it is set up; what became of deliveries stays. @returns false when it is gone */
  change(webhook: StoredWebhook): Promise<boolean>;
  /** With its deliveries. */
  remove(tenant: number, id: string): Promise<boolean>;
  /** Up to which number of the event log deliveries were made. */
  cursor(id: string): Promise<number>;
  /** Never backwards. */
  advance(id: string, seq: number): Promise<void>;
  /** Of tenants with webhooks that are enabled: how far the one that is furthest behind has read. */
  readers(): Promise<{ tenant: number; seq: number }[]>;
  /**
   * Has deliveries wait. One of the same event stays as it is, or waits again (`again`).
   *
   * @returns how many wait by it
   */
  queue(deliveries: readonly NewDelivery[], again: boolean): Promise<number>;
  /** Takes deliveries of a webhook that are due, the oldest first, until a moment. Counts a try. */
  claim(webhook: string, ask: ClaimAsk): Promise<StoredDelivery[]>;
  settle(id: string, outcome: DeliveryOutcome): Promise<void>;
  /** Hands one back as if it had not been taken. */
  release(id: string, at: Instant): Promise<void>;
  /** What its last tries have shown; null for all: it is well. */
  note(id: string, condition: WebhookCondition): Promise<void>;
  /** When the first delivery of a tenant can be claimed; it may have passed. */
  nextDue(tenant: number): Promise<Instant | undefined>;
  /** Newest first. */
  deliveries(query: DeliveryQuery): Promise<StoredDelivery[]>;
  /** Lets deliveries wait again with no tries counted: those given up, or these. @returns how many */
  replay(webhook: string, which: 'dead' | readonly string[], at: Instant): Promise<number>;
  /** Removes what was delivered, and what was given up, before then. */
  forget(before: { delivered: Instant; dead: Instant }): Promise<void>;
}

export interface WebhookCondition {
  restsUntil: Instant | null;
  failingSince: Instant | null;
  note: string | null;
  /** False turns it off. */
  enabled: boolean;
  /** Of the last success, where there was one now. */
  deliveredAt?: Instant | undefined;
}

export interface StoredWebhook extends Omit<WebhookCondition, 'deliveredAt'> {
  id: string;
  tenant: number;
  name: string;
  url: string;
  format: WebhookFormat;
  filters: WebhookFilters;
  include: readonly WebhookInclude[];
  secret: string;
  oldSecret: string | null;
  oldUntil: Instant | null;
  owner: string | null;
  ownerKey: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  deliveredAt: Instant | null;
  waiting: number;
  dead: number;
}

export interface NewDelivery {
  id: string;
  webhook: string;
  hlc: number;
  kind: string;
  /** As the receiver is told. */
  type: string;
  subject: string;
  version: number;
  cube: string;
  app: string | null;
  at: Instant;
  dueAt: Instant;
}

export interface StoredDelivery extends NewDelivery {
  state: DeliveryState;
  tries: number;
  triedAt: Instant | null;
  status: number | null;
  error: string | null;
}

export interface ClaimAsk {
  at: Instant;
  until: Instant;
  limit: number;
}

export interface DeliveryOutcome {
  state: DeliveryState;
  dueAt: Instant;
  status: number | null;
  error: string | null;
}

export interface DeliveryQuery {
  webhook: string;
  state?: DeliveryState | undefined;
  limit: number;
  /** Id of the last one of the page before. */
  before?: string | undefined;
}
