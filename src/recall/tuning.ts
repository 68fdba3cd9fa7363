import type { Candidates } from './score/fuse.js';
import { type Weights, weights } from './score/weights.js';

/**
 * What can be left out beside the channels: the nearness of more than the nearest, candidates by date, everyday
 * words of what is asked, the newest of a slot first, what the best lead on to, what is spelt alike.
 */
export type Step =
  | 'estimates'
  | 'dated'
  | 'everyday'
  | 'newest-first'
  | 'hops'
  | 'spelling'
  | 'names';

/** What a search has found, once it is scored. Of the evidence, only the outline is its own. */
export interface Observed {
  query: string;
  candidates: readonly Candidates[];
  /** By channel, what a value is divided by. */
  highest: Float32Array;
}

/**
 * What recall is made of. Only measurements give another one: to fit the weights, and to tell what
 * each part is worth.
 */
export interface Tuning {
  weights: Weights;
  /** Steps that are left out. */
  without: ReadonlySet<Step>;
  observe?: (observed: Observed) => void;
}

export const inUse: Tuning = { weights, without: new Set() };
