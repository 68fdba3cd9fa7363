import { TulvingError } from '../errors.js';
import type { Embedder, MadeVector, Purpose } from '../models/port.js';

/**
 * An embedder whose failures are kept in mind: a search does without the vector of its query where that fails, and
 * figures of such searches would be those of no embedder at all.
 */
export class WatchedEmbedder implements Embedder {
  readonly identity: Embedder['identity'];
  readonly dimension: number | undefined;
  readonly most: number;
  readonly remote: boolean;
  readonly price: number | undefined;
  readonly #inner: Embedder;
  #open = 0;
  #failed: { cause: unknown } | undefined;

  constructor(inner: Embedder) {
    this.#inner = inner;
    this.identity = inner.identity;
    this.dimension = inner.dimension;
    this.most = inner.most;
    this.remote = inner.remote;
    this.price = inner.price;
  }

  async embed(
    texts: readonly string[],
    purpose: Purpose,
    signal: AbortSignal,
  ): Promise<MadeVector[]> {
    if (purpose !== 'query') return this.#inner.embed(texts, purpose, signal);
    this.#open += 1;
    try {
      const made = await this.#inner.embed(texts, purpose, signal);
      requireVectors(made);
      this.#open -= 1;
      return made;
    } catch (error) {
      this.#failed ??= { cause: error };
      throw error;
    }
  }

  /** @throws TulvingError `model_…` where a query that was searched for got no vector */
  requireQueries(): void {
    if (this.#open === 0) return;
    const { cause } = this.#failed ?? {};
    throw TulvingError.isInstance(cause) ? cause : unusable(cause ?? 'it came too late');
  }
}

function unusable(cause: unknown): TulvingError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new TulvingError('model_unusable', `The model made no vector of a question: ${why}.`, {
    cause,
  });
}

function requireVectors(made: readonly MadeVector[]): void {
  for (const one of made) if ('flaw' in one) throw unusable(one.flaw);
}
