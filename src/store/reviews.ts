import type { Doubt } from '../model/doubt.js';
import type { ReviewDecision, ReviewKind } from '../model/review.js';
import type { Reach } from '../model/scope.js';
import type { Instant } from '../model/time.js';

export interface ReviewReads {
  get(tenant: number, id: string): Promise<StoredReview | undefined>;
  /**
   * Those that wait for a decision, oldest first, without those about what is deleted; or the `decided` ones,
   * newest first.
   */
  page(query: ReviewQuery): Promise<StoredReview[]>;
  /** How many wait, by kind. */
  counts(tenant: number): Promise<Record<ReviewKind, number>>;
  /** Numbers of those among these that wait, out of search, for a review. */
  heldBack(memories: readonly number[]): Promise<ReadonlySet<number>>;
  /** Memories of a reach that hold now and may not be so, the most doubtful first. */
  doubted(query: DoubtQuery): Promise<StoredDoubt[]>;
}

export interface DoubtQuery {
  tenant: number;
  reach: Reach;
  /** What the caller may see at all: what contradicts it lies in there, or nothing is told of that. */
  seen: Reach;
  at: Instant;
  /** Only what is doubted for this reason. */
  doubt?: Doubt | undefined;
  limit: number;
  /** The last one of the page before. */
  after?: StoredDoubt | undefined;
}

export interface StoredDoubt {
  /** Of the memory. */
  no: number;
  /** All reasons as one number: `doubtsIn`. */
  weight: number;
}

export interface NewReview {
  id: string;
  kind: ReviewKind;
  /** Ids of memories. */
  memory: string;
  other: string | null;
  /** Codes of why, such as `instructs`, `junk`, `personal:iban`. */
  reasons: readonly string[];
}

/**
 * Part of a commit: opens one, unless the same waits already, or writes down what was decided of one that
 * waits. The commit is refused with `version_conflict` when that one was decided meanwhile.
 */
export type ReviewChange =
  | { open: NewReview }
  | { decide: { id: string; decision: ReviewDecision } };

export interface StoredReview extends NewReview {
  at: Instant;
  decidedAt: Instant | null;
  decision: ReviewDecision | null;
  decidedBy: string | null;
}

export interface ReviewQuery {
  tenant: number;
  kind?: ReviewKind | undefined;
  decided?: boolean | undefined;
  limit: number;
  /** Id of the last one of the page before. */
  after?: string | undefined;
}
