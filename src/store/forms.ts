import type { Instant } from '../model/time.js';
import type { TraceContent } from './traces.js';

/** A schema that is filled from memories. */
export interface StoredForm {
  /** Also the id of the job that fills it. */
  id: string;
  tenant: number;
  /** Those that were asked for together. */
  batch: string | null;
  at: Instant;
  /** What an erasure finds it by, besides the names in its body. */
  holds: TraceContent;
  /** As JSON can carry it. */
  body: object;
}

/** Where forms are kept: what an erasure takes out of memory, it takes out of them, too. */
export interface FormStore {
  /** Before its memories are read: an erasure that is under way is waited for. */
  add(form: StoredForm): Promise<void>;
  get(tenant: number, id: string): Promise<StoredForm | undefined>;
  /** Newest first. */
  list(query: FormQuery): Promise<StoredForm[]>;
  /** Keeps what it came to. False, and nothing is kept, when the form is gone. */
  fill(form: Pick<StoredForm, 'tenant' | 'id' | 'body'>): Promise<boolean>;
  /** Removes what was asked before that. @returns how many */
  forget(before: Instant): Promise<number>;
}

export interface FormQuery {
  tenant: number;
  batch?: string | undefined;
  limit: number;
}
