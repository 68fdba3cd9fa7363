import type { Reach } from '../model/scope.js';
import type { Instant } from '../model/time.js';

/** Programs that read and write; a row each, made when one is first seen. */
export interface AppStore {
  /** By name. */
  list(tenant: number): Promise<StoredApp[]>;
  find(tenant: number, name: string): Promise<StoredApp | undefined>;
  /** Names of those that are paused. */
  paused(tenant: number): Promise<string[]>;
  /**
   * Makes it when it is new, and notes when it was seen. What was proven once stays so. Once a tenant has
   * `mostClaimed` that only name themselves, no further one of these is made.
   */
  note(seen: SeenApp, mostClaimed: number): Promise<void>;
  /** Makes it when it is new: whoever manages apps may name one that has not come yet. */
  setPaused(tenant: number, name: string, paused: AppPause, at: Instant): Promise<void>;
  /** How many memories of a reach bear the name of an app, by app. */
  counts(tenant: number, reach: Reach): Promise<AppCount[]>;
}

export interface StoredApp {
  name: string;
  proven: boolean;
  firstSeen: Instant;
  lastSeen: Instant;
  pausedAt: Instant | null;
  pausedBy: string | null;
}

export interface SeenApp {
  tenant: number;
  name: string;
  proven: boolean;
  first: Instant;
  last: Instant;
}

/** Null: it goes on. */
export type AppPause = { by: string | null } | null;

export interface AppCount {
  app: string;
  /** In any state. */
  memories: number;
  active: number;
}
