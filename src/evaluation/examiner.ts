import type { Question } from './dataset.js';
import type { Outcome } from './outcome.js';

/** Asks questions of one conversation that is remembered, in their order. */
export interface Examiner {
  ask(question: Question): Promise<Examined>;
}

export interface Examined {
  outcome: Outcome;
  /** What `context` packs for the question, where that was asked for. */
  block?: string;
}

/** How a set is asked. */
export interface Asking {
  /** What scores less is not found. */
  minScore: number;
  /** Left out where no block is packed. */
  packing?: Packing | undefined;
}

/** What `context` may take and choose from. */
export interface Packing {
  budgetTokens: number;
  /** Memories, the best so many. Default: as many as it takes by itself. */
  k?: number;
}
