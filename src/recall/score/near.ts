import type { Neighbours } from '../../vector/port.js';
import type { Mask } from '../outline/mask.js';
import type { Outline } from '../outline/outline.js';
import type { SparseScores } from './sparse-scores.js';

/** Cosines by slot, of what the mask lets through. @returns the slots that are near */
export function scoreNear(
  outline: Outline,
  mask: Mask,
  { memories, cosines, near }: Neighbours,
  into: SparseScores,
): number[] {
  into.reset(outline.count);
  const alike: number[] = [];
  let last = 0;
  for (let at = 0; at < memories.length; at++) {
    const memory = memories[at] as number;
    const from = (outline.memories[last] as number) < memory ? last : 0;
    const slot = outline.slotOf(memory, from);
    const cosine = cosines[at] as number;
    // The outline may have grown since the neighbours were asked for.
    if (slot === undefined || cosine <= 0 || (mask && mask[slot] !== 1)) continue;
    last = slot;
    into.add(slot, cosine);
    if (at < near) alike.push(slot);
  }
  return alike;
}
