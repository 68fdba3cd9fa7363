import type { HistoryEvent, MemoryState } from '../model/memory.js';
import type { Instant } from '../model/time.js';

/** One thing that happened to a memory. */
export interface PastVersion {
  event: HistoryEvent;
  version: number;
  /** Null: what the next one says, and after the last what the memory says. Metadata are JSON. */
  text: string | null;
  metadata: string | null;
  state: MemoryState;
  validFrom: Instant | null;
  validTo: Instant | null;
  /** Id of the memory that it was a part of. */
  mergedInto: string | null;
  actor: string | null;
  app: string | null;
  at: Instant;
  reason: string | null;
}

/** What a memory that is brought in has behind it. */
export interface MemoryPast {
  state: MemoryState;
  version: number;
  createdAt: Instant;
  updatedAt: Instant;
  deletedAt: Instant | null;
  /** Id of the memory that it became a part of, which is there already or stands before it. */
  mergedInto: string | null;
  /** At least one, oldest first. */
  versions: readonly PastVersion[];
}
