/**
 * What made the index entry of a memory. The newer one wins, so that two versions on one data
 * directory do not undo each other's work: the higher analyser, and of the same one the later space.
 */
export interface IndexIdentity {
  /** Number of the analyser that the terms were made by; negative where they lie in the other part of the cube. */
  readonly analyser: number;
  /** Number of the space of the vector; 0 where none can be made at once. */
  readonly space: number;
}

/** Wherever the terms lie. */
export function isOlder(one: IndexIdentity, other: IndexIdentity): boolean {
  const [mine, theirs] = [Math.abs(one.analyser), Math.abs(other.analyser)];
  if (mine !== theirs) return mine < theirs;
  return one.space < other.space;
}
