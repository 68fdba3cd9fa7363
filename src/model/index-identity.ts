/**
 * What made the index entry of a memory. The newer one wins, so that two versions on one data
 * directory do not undo each other's work: the higher analyser, and of the same one the later space.
 */
export interface IndexIdentity {
  /** Number of the analyser that the terms were made by. */
  readonly analyser: number;
  /** Number of the space of the vector; 0 where none can be made at once. */
  readonly space: number;
}

export function isOlder(one: IndexIdentity, other: IndexIdentity): boolean {
  if (one.analyser !== other.analyser) return one.analyser < other.analyser;
  return one.space < other.space;
}
