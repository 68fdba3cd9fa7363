import type { MemoryState } from './memory.js';
import type { Instant } from './time.js';

/**
 * When a memory holds in the world: half-open, `[validFrom, validTo)`, an open end is null.
 * When the store knew it is the other axis of time, which the history tells.
 */
export interface Validity {
  validFrom: Instant | null;
  validTo: Instant | null;
}

export function holdsAt({ validFrom, validTo }: Validity, at: Instant): boolean {
  return (validFrom === null || validFrom <= at) && (validTo === null || validTo > at);
}

/** What decides whether ordinary search reads a memory. */
export interface Standing extends Validity {
  state: MemoryState;
  /** The memory that it became a part of. */
  mergedInto: string | null;
}

/** The two parts of a cube: what search reads, and what it reads only when asked for the past. */
export type Partition = 'live' | 'past';

/** One whose validity begins later is live already: the mask of a search leaves it out until then. */
export function partitionOf({ state, mergedInto, validTo }: Standing, at: Instant): Partition {
  const ended = validTo !== null && validTo <= at;
  return state === 'active' && mergedInto === null && !ended ? 'live' : 'past';
}
