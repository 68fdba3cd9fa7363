import type { Instant } from '../../model/time.js';
import { holdsAt } from '../../model/validity.js';
import type { Outline } from '../outline/outline.js';
import type { Candidates } from './fuse.js';

/** What held once counts so much against what holds, where both are asked for alike. */
export const ENDED_SHARE = 0.8;

/** What holds comes before what held once and says the same. */
export function lowerEnded(candidates: readonly Candidates[], held: Instant): void {
  for (const { evidence, slots, scores } of candidates) {
    const { outline } = evidence;
    if (outline.bounded.size === 0) continue;
    for (let at = 0; at < slots.length; at++) {
      if (!hasEnded(outline, slots[at] as number, held)) continue;
      scores[at] = (scores[at] as number) * ENDED_SHARE;
    }
  }
}

/** Whether it does not hold then. */
export function hasEnded({ bounded }: Outline, slot: number, held: Instant): boolean {
  const bounds = bounded.get(slot);
  return bounds !== undefined && !holdsAt({ validFrom: bounds.from, validTo: bounds.to }, held);
}
