import type { Instant } from '../model/time.js';
import type { BatchKind } from '../model/batch.js';
import type { NewBatch } from './batch-entry.js';
import type { Evidence, LinkChange } from './change-set.js';

/** What was done together and can be undone together: by a job, an import, a round of feedback. */
export interface BatchReads {
  get(tenant: number, id: string): Promise<StoredBatch | undefined>;
  /** Newest first. */
  page(query: BatchQuery): Promise<StoredBatch[]>;
  /** The changes of a batch, newest first. */
  changes(tenant: number, id: string): Promise<BatchChange[]>;
  /** Evidence that a batch gave to memories which were there before it. */
  evidence(tenant: number, id: string): Promise<BatchEvidence[]>;
  /** Relations of memories that a batch made. */
  links(tenant: number, id: string): Promise<LinkChange[]>;
  /** Changes of memories that batches of any kind made since then, newest first. */
  changesSince(tenant: number, since: Instant, limit: number): Promise<BatchChange[]>;
}

export interface StoredBatch extends Omit<NewBatch, 'undoes' | 'redoes'> {
  actor: string | null;
  app: string | null;
  at: Instant;
  undoneAt: Instant | null;
}

export interface BatchQuery {
  tenant: number;
  kind?: BatchKind | undefined;
  cube?: string | undefined;
  user?: string | undefined;
  app?: string | undefined;
  /** Any of these. */
  cubes?: readonly string[] | undefined;
  limit: number;
  /** Id of the last batch of the page before. */
  before?: string | undefined;
}

export interface BatchChange {
  batch: string;
  /** Id of the memory. */
  memory: string;
  event: string;
  /** Of the memory, after it. */
  version: number;
  at: Instant;
}

export interface BatchEvidence extends Evidence {
  /** Id of the memory. */
  memory: string;
}
