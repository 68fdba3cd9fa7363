import type { ChangeSet, Receipt } from '../change-set.js';

/** Ids of new memories, as the ids of those that hold what they say: older ones where they became evidence. */
export type Held = (id: string) => string;

export function heldBy({ memories = [] }: ChangeSet, remembered: Receipt['memories']): Held {
  const held = new Map(memories.map(({ id }, at) => [id, remembered[at]?.id ?? id]));
  return (id) => held.get(id) ?? id;
}
