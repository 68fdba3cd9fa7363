import type { IndexIdentity } from '../model/index-identity.js';
import type { Metadata } from '../model/memory.js';

/** Which memories have an index that an older version made: they are made anew bit by bit. */
export interface IndexReads {
  count(tenant: number, identity: IndexIdentity): Promise<IndexCount>;
  /**
   * Memories, whatever their state, whose index is older than this; cube by cube, from that cube on.
   */
  outdated(
    tenant: number,
    identity: IndexIdentity,
    fromCube: number,
    limit: number,
  ): Promise<IndexedMemory[]>;
  /** Memories in any state with a number above `after`, ascending. */
  all(tenant: number, after: number, limit: number): Promise<IndexedMemory[]>;
}

export interface IndexCount {
  /** In any state. */
  memories: number;
  outdated: number;
  /** Whose terms are those of this index, but lie in the other part of their cube (`sql/restate.ts`). */
  elsewhere: number;
}

/** What an index entry is made from. Its analyser is negative where its terms lie in the other part of the cube. */
export interface IndexedMemory extends IndexIdentity {
  no: number;
  id: string;
  /** Number of its cube. */
  cube: number;
  version: number;
  text: string;
  metadata: Metadata;
}
