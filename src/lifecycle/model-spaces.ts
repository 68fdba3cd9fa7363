import type { Clock } from '../model/time.js';
import type { Embedder, ProbedSpace } from '../models/port.js';
import type { Store } from '../store/port.js';
import type { ModelSpace, ModelSpaceIdentity } from '../store/spaces.js';

/** A model whose vectors come after the write. */
export interface ModelEmbedding {
  embedder: Embedder;
  /** Of a space of another model that is complete, where it can still be asked. */
  earlier: (space: { provider: string; model: string; dimension: number }) => Embedder | undefined;
  probe: (embedder: Embedder, signal: AbortSignal) => Promise<ProbedSpace>;
}

export interface ModelSpacesParts {
  store: Pick<Store, 'spaces'>;
  embedding: ModelEmbedding;
  clock: Clock;
}

/** Which space the vectors of the configured model are in, and which one is searched. */
export class ModelSpaces {
  readonly #parts: ModelSpacesParts;

  constructor(parts: ModelSpacesParts) {
    this.#parts = parts;
  }

  get embedder(): Embedder {
    return this.#parts.embedding.embedder;
  }

  /** As messages name it. */
  get model(): string {
    return shownModel(this.embedder.identity);
  }

  /** That of the configured model; undefined as long as it was never asked. */
  async target(): Promise<ModelSpace | undefined> {
    return (await this.#known()).find((space) => isOf(this.embedder, space));
  }

  /**
   * The same, and has memories wait in it. A model that was never asked is asked what its vectors are
   * like, with `anew` also one that was.
   *
   * @throws TulvingError `model_…`
   */
  async resolve(signal: AbortSignal, { anew = false } = {}): Promise<ModelSpace> {
    const { store, embedding, clock } = this.#parts;
    const known = await this.target();
    const [last] = await this.#known();
    if (known && !anew) return known.no === last?.no ? known : store.spaces.want(known, clock());
    const probed = await embedding.probe(this.embedder, signal);
    const { provider, model } = this.embedder.identity;
    return store.spaces.want({ provider, model, ...probed }, clock());
  }

  /**
   * The space that searches use: that of the configured model once it is complete, until then the one
   * before, where that model can still be asked.
   */
  async inUse(): Promise<{ space: ModelSpace; embedder: Embedder } | undefined> {
    const target = await this.target();
    if (target && target.readyAt !== null) return { space: target, embedder: this.embedder };
    for (const space of await this.#known()) {
      if (space.readyAt === null) continue;
      const embedder = this.#parts.embedding.earlier(space);
      if (embedder && isOf(embedder, space)) return { space, embedder };
    }
    return undefined;
  }

  /**
   * A space that another store tells of, as the target here; undefined where the model is another one. A model
   * that was never asked is taken to be as it was there.
   */
  async adopt(identity: ModelSpaceIdentity): Promise<ModelSpace | undefined> {
    if (!isOf(this.embedder, identity)) return undefined;
    const known = await this.target();
    if (known) return known.dimension === identity.dimension ? known : undefined;
    return this.#parts.store.spaces.want(identity, this.#parts.clock());
  }

  /** Numbers of the memories of a cube that have no vector in a space yet, the newest first. */
  waitingIn(space: number, cube: number, limit: number): Promise<number[]> {
    return this.#parts.store.spaces.waitingIn(space, cube, limit);
  }

  #known(): Promise<ModelSpace[]> {
    return this.#parts.store.spaces.list();
  }
}

function isOf({ identity, dimension }: Embedder, space: ModelSpaceIdentity): boolean {
  const { provider, model } = identity;
  const isSame = space.provider === provider && space.model === model;
  return isSame && (dimension === undefined || dimension === space.dimension);
}

export function shownModel({ provider, model }: Embedder['identity']): string {
  return model === '' ? provider : `${provider}:${model}`;
}
