import type { Generated } from '../../models/port.js';
import type { Access } from '../../model/access.js';
import type { StoredMemory } from '../../store/port.js';
import type { DrawnItem } from '../extract/drawn.js';

/**
 * What becomes of something new beside what is kept. `same`: it is further evidence of a memory;
 * `supersedes`: it ends the validity of older ones; `contradicts`: both stay, and a person is asked.
 * The ids are those of memories of the same user and cube. Several items may be the same as one memory,
 * or contradict it; but no two supersede the same one.
 */
export type Verdict =
  | { kind: 'new' }
  | { kind: 'same'; as: string }
  | { kind: 'supersedes'; older: readonly string[] }
  | { kind: 'contradicts'; other: string };

export interface ReconcileContext {
  tenant: number;
  signal: AbortSignal;
  /** Of whoever wrote the source: what it may not change is not compared with. Default: everything. */
  access?: Access | undefined;
  /** Told what the model was asked. */
  onCall?: ((calls: number, usage: Generated['usage']) => void) | undefined;
  /** Plain rules alone, for a job that has tried the model in vain. */
  withoutModel?: boolean | undefined;
}

export interface Reconciler {
  /**
   * @returns for each item, in their order
   * @throws TulvingError `model_…` where the model gives nothing usable: then nothing is decided
   */
  decide(items: readonly DrawnItem[], context: ReconcileContext): Promise<readonly Verdict[]>;
}

/**
 * The memories nearest to each item, the nearest first: facts, preferences and procedures of its user and
 * cube that hold now and may be changed by whoever wrote.
 */
export type FindNeighbours = (
  items: readonly DrawnItem[],
  context: ReconcileContext,
) => Promise<readonly (readonly StoredMemory[])[]>;
