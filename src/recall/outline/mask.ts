import type { Reach } from '../../model/scope.js';
import type { Instant } from '../../model/time.js';
import type { Outline } from './outline.js';

/** 1 for each slot that may be returned and may lend score to others; null when all may. */
export type Mask = Uint8Array | null;

/** The moments that a search asks about. */
export interface Moment {
  /** When a memory must hold in the world. */
  held: Instant;
  /** What has expired by then is gone. */
  known: Instant;
  /** Whether what had ended by then is read too. */
  ended: boolean;
}

/** A moment at which nothing is too late, over or expired. */
export const ALWAYS: Moment = { held: Infinity, known: -Infinity, ended: true };

/**
 * Turns a scope and moments into a mask. It goes into scoring, never after it: a hit that was cut
 * away at the end would have taken the place of one that stays.
 */
export function maskOf(outline: Outline, reach: Reach, { held, known, ended }: Moment): Mask {
  const mask = new Uint8Array(outline.count).fill(1);
  let closed = 0;
  const close = (slot: number) => {
    closed += mask[slot] as number;
    mask[slot] = 0;
  };
  const keep = (column: Int32Array, name: string | undefined, orNone = false) => {
    if (name === undefined) return;
    const wanted = outline.numberOf(name) ?? Number.NaN;
    for (let slot = 0; slot < outline.count; slot++) {
      const value = column[slot] as number;
      if (value !== wanted && !(orNone && value < 0)) close(slot);
    }
  };
  keep(outline.users, reach.user?.id, reach.user?.orNone);
  keep(outline.agents, reach.agent);
  keep(outline.apps, reach.app);
  keep(outline.runs, reach.run);
  for (const [slot, { from, to, expires }] of outline.bounded) {
    const late = from !== null && from > held;
    const over = to !== null && to <= held && !ended;
    if (late || over || (expires !== null && expires <= known)) close(slot);
  }
  return closed === 0 ? null : mask;
}
