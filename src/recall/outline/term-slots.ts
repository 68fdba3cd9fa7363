/** The memories that hold a term. */
export interface TermSlots {
  /** Ascending. */
  slots: Int32Array;
  frequencies: Uint8Array;
  /** Sum of the frequencies. */
  occurrences: number;
}

export type HeldTerms = ReadonlyMap<string, TermSlots>;

/** For terms that no memory of a part holds. */
export const NOWHERE: TermSlots = {
  slots: new Int32Array(0),
  frequencies: new Uint8Array(0),
  occurrences: 0,
};

/** Whether a memory holds a term; false for a term whose posting list is not there. */
export function holdsTerm(held: HeldTerms, term: string, slot: number): boolean {
  const { slots } = held.get(term) ?? {};
  return slots !== undefined && slots[placeOf(slots, slot)] === slot;
}

/** How often a memory holds a term; 0 for a term whose posting list is not there. */
export function frequencyIn(held: HeldTerms, term: string, slot: number): number {
  const found = held.get(term);
  if (!found) return 0;
  const place = placeOf(found.slots, slot);
  return found.slots[place] === slot ? (found.frequencies[place] as number) : 0;
}

/** Of the memories before a slot. */
export function slotsBefore({ slots }: TermSlots, end: number): Int32Array {
  return slots.subarray(0, placeOf(slots, end));
}

function placeOf(slots: Int32Array, slot: number): number {
  let [low, high] = [0, slots.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slots[middle] as number) < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}
