import type { Instant } from '../model/time.js';

/** Something that was done to how Tulving is run. */
export interface StoredAct {
  no: number;
  at: Instant;
  action: string;
  subject: string | null;
  /** Numbers, and names of settings; nothing of what is remembered. */
  detail: Readonly<Record<string, unknown>>;
  /** `begun` until it has ended: then `done`, or the code of the error. */
  outcome: string;
  principal: string | null;
  app: string | null;
  /** Id of the key that was shown. */
  key: string | null;
}

export interface AuditQuery {
  tenant: number;
  /** How the action begins. */
  action?: string | undefined;
  principal?: string | undefined;
  key?: string | undefined;
  since?: Instant | undefined;
  until?: Instant | undefined;
  /** The number of the last one of the page before. */
  before?: number | undefined;
  limit: number;
}

/** Where it is kept who has changed what. */
export interface AuditStore {
  /** @returns its number */
  begin(tenant: number, act: Omit<StoredAct, 'no' | 'outcome'>): Promise<number>;
  end(no: number, act: Pick<StoredAct, 'outcome' | 'subject' | 'detail'>): Promise<void>;
  /** Newest first. */
  page(query: AuditQuery): Promise<StoredAct[]>;
  /** Removes those from before then. */
  forget(before: Instant): Promise<number>;
}
