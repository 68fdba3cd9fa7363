import type { Extraction } from './extract/extraction.js';
import { TulvingError } from '../errors.js';
import { planDecision } from '../lifecycle/decide.js';
import type { Editor } from '../lifecycle/editor.js';
import { requirePerson, requireScope, sees } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { ListDoubtsRequest, ListDoubtsResult } from '../model/doubt.js';
import { isId } from '../model/ids.js';
import {
  type Decision,
  decideSchema,
  type ListReviewsRequest,
  type ListReviewsResult,
  listReviewsSchema,
  type Review,
} from '../model/reviews.js';
import { formatInstant } from '../model/time.js';
import { seenPage } from '../model/seen-page.js';
import { validate } from '../model/validate.js';
import { presentMemory } from '../present.js';
import type { Store, StoredMemory } from '../store/port.js';
import type { StoredReview } from '../store/reviews.js';
import type { Doubts } from './doubts.js';
import { hideLinks } from './hide-links.js';

export interface ReviewsParts {
  store: Pick<Store, 'reviews' | 'memories'>;
  editor: Pick<Editor, 'commit' | 'find'>;
  /** Draws from what is let in. */
  extraction: Pick<Extraction, 'jobForAccepted'>;
  doubts: Doubts;
}

/** What waits for a person: memories that were held back, and pairs that nothing tells apart. */
export class Reviews {
  readonly #parts: ReviewsParts;

  constructor(parts: ReviewsParts) {
    this.#parts = parts;
  }

  /**
   * Oldest first, in pages; what was decided, newest first. A review is left out where the caller may not see all
   * that it is about.
   */
  async list(request: ListReviewsRequest = {}, caller: Caller = LOCAL): Promise<ListReviewsResult> {
    requireScope(caller.access, 'read');
    const { limit = 50, kind, decided, cursor } = validate(listReviewsSchema, request);
    const query = { tenant: caller.tenant, kind, decided };
    return seenPage(
      { limit, cursor },
      (most, after) => this.#parts.store.reviews.page({ ...query, limit: most, after }),
      (reviews) => this.#present(reviews, caller),
    );
  }

  /** Memories that hold now and may not be so, the most doubtful first. */
  doubts(request: ListDoubtsRequest = {}, caller: Caller = LOCAL): Promise<ListDoubtsResult> {
    return this.#parts.doubts.list(request, caller);
  }

  async get(id: string, caller: Caller = LOCAL): Promise<Review> {
    requireScope(caller.access, 'read');
    const [review] = await this.#present(await this.#find(id, caller), caller);
    if (review) return review;
    throw unknown(id);
  }

  /** Does what a person decided. @returns the review after it */
  async decide(id: string, request: Decision, caller: Caller = LOCAL): Promise<Review> {
    requireScope(caller.access, 'write');
    requirePerson(caller.access);
    const { decision } = validate(decideSchema, request);
    // What lies outside of the key is as if it were not there.
    await this.get(id, caller);
    const { editor, extraction } = this.#parts;
    await editor.commit(caller, async (reviser) => {
      const [review] = await this.#find(id, caller);
      if (!review) throw unknown(id);
      if (review.decision === decision) return undefined;
      if (review.decision !== null) throw decidedAlready(review);
      const find = (memory: string) =>
        editor.find(memory, caller, { deletedToo: true, toWrite: true });
      const memory = await find(review.memory);
      const other = review.other === null ? undefined : await find(review.other);
      const plan = planDecision(review.kind, decision, { memory, other }, reviser);
      const isLetIn = review.kind === 'quarantine' && decision === 'accept';
      const job = isLetIn && (await extraction.jobForAccepted(memory, caller, reviser.at));
      const jobs = job ? [job] : [];
      return { ...plan, jobs, reviews: [{ decide: { id, decision } }] };
    });
    return this.get(id, caller);
  }

  async #find(id: string, { tenant }: Caller): Promise<StoredReview[]> {
    const review = isId(id) ? await this.#parts.store.reviews.get(tenant, id) : undefined;
    return review ? [review] : [];
  }

  async #present(reviews: readonly StoredReview[], caller: Caller): Promise<Review[]> {
    const { store } = this.#parts;
    const ids = reviews.flatMap(({ memory, other }) => [
      memory,
      ...(other === null ? [] : [other]),
    ]);
    const stored = await store.memories.byIds(caller.tenant, [...new Set(ids)]);
    const seen = stored.filter((memory) => sees(caller.access, memory));
    const shown = await hideLinks(store, seen, caller);
    const visible = new Map(shown.map((memory) => [memory.id, memory]));
    return reviews.flatMap((review) => {
      const memory = visible.get(review.memory);
      const other = review.other === null ? undefined : visible.get(review.other);
      const isSeen = memory && (review.other === null || other);
      return isSeen ? [presentReview(review, memory, other)] : [];
    });
  }
}

function presentReview(
  review: StoredReview,
  memory: StoredMemory,
  other: StoredMemory | undefined,
): Review {
  const { id, kind, reasons, at, decidedAt, decision, decidedBy } = review;
  return {
    id,
    kind,
    memory: presentMemory(memory),
    other: other ? presentMemory(other) : null,
    reasons: [...reasons],
    at: formatInstant(at),
    decided_at: decidedAt === null ? null : formatInstant(decidedAt),
    decision,
    decided_by: decidedBy,
  };
}

function unknown(id: string): TulvingError {
  return new TulvingError('not_found', `There is no review ${id}.`, {
    remedy: 'List what waits with `tulving review`.',
  });
}

function decidedAlready({ id, decision }: StoredReview): TulvingError {
  return new TulvingError('already_decided', `Review ${id} was decided: ${decision}.`);
}
