import type { PolicyAction, PolicyCriteria } from '../model/policies.js';
import type { Instant } from '../model/time.js';

/** What is archived by itself, and when searches last found a memory. */
export interface PolicyStore {
  /** Oldest first. */
  list(tenant: number): Promise<StoredPolicy[]>;
  /** @returns false, and adds nothing, when another one has its name */
  add(policy: StoredPolicy): Promise<boolean>;
  /** In place of what it was. @returns false when another one has the name */
  change(policy: StoredPolicy): Promise<boolean>;
  remove(tenant: number, id: string): Promise<boolean>;
  /** Notes that searches have found these, by number; an earlier moment than is known changes nothing. */
  noteRecalled(memories: readonly number[], at: Instant): Promise<void>;
  /** When searches last found them, by number. */
  lastRecalled(memories: readonly number[]): Promise<ReadonlyMap<number, Instant>>;
  /** Before then it was not noted what searches find. */
  recalledSince(): Promise<Instant>;
}

export interface StoredPolicy {
  id: string;
  tenant: number;
  name: string;
  criteria: PolicyCriteria;
  action: PolicyAction;
  enabled: boolean;
  createdAt: Instant;
  /** Of the last run. */
  ranAt: Instant | null;
  changed: number | null;
  batch: string | null;
}
