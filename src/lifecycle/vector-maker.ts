import { TulvingError } from '../errors.js';
import type { NewId } from '../model/ids.js';
import type { Metadata } from '../model/memory.js';
import type { Clock } from '../model/time.js';
import type { MadeVector } from '../models/port.js';
import type { Embedded, IndexedVector } from '../store/change-set.js';
import type { Store } from '../store/port.js';
import type { ClaimedMemory, ModelSpace, VectorFlaw } from '../store/spaces.js';
import { type ModelSpaces, shownModel } from './model-spaces.js';

export interface VectorMakerParts {
  store: Pick<Store, 'commit' | 'spaces'>;
  spaces: ModelSpaces;
  indexer: {
    /** What of a memory is indexed. */
    wordsOf(text: string, metadata: Metadata): string;
    vectorIn(space: number, float32: Float32Array): IndexedVector;
  };
  clock: Clock;
  newId: NewId;
}

export interface MakeOptions {
  signal?: AbortSignal | undefined;
  progress?: ((done: number, total: number) => void) | undefined;
}

export interface MadeReport {
  /** Memories that have their vector now. */
  memories: number;
  /** That were given up: no usable vector came, as often as they were tried. */
  givenUp: number;
  /** Why, of one of them. */
  cause: string | null;
}

/** Texts of one request, and requests at once. */
const PIECE = 64;
const AT_ONCE = 4;
/** For so long nobody else takes what one has taken, in ms; a worker that dies leaves it for as long. */
export const CLAIM = 120_000;

const TRIAL = 'The meeting about the roof of the house was moved to the third of May, number';
const TRIAL_LIMIT = 60_000;

/** Has the vectors of waiting memories made, page by page. It may stop anywhere and be begun again. */
export class VectorMaker {
  readonly #parts: VectorMakerParts;

  constructor(parts: VectorMakerParts) {
    this.#parts = parts;
  }

  /**
   * What was made before it fails is kept.
   *
   * @throws TulvingError `model_…`
   */
  async make(
    tenant: number,
    space: ModelSpace,
    { signal = new AbortController().signal, progress }: MakeOptions = {},
  ): Promise<MadeReport> {
    const { store, clock, newId } = this.#parts;
    const before = await store.spaces.waiting(space.no, tenant);
    const by = newId();
    let memories = 0;
    let flaws: readonly VectorFlaw[] = [];
    try {
      for (;;) {
        signal.throwIfAborted();
        const at = clock();
        const ask = { tenant, by, at, until: at + CLAIM, limit: this.#pageSize };
        const claimed = await store.spaces.claim(space.no, ask);
        if (claimed.length === 0) break;
        const page = await this.#makePage(tenant, space, claimed, signal);
        memories += page.kept;
        flaws = [...flaws, ...page.flaws];
        progress?.(memories, Math.max(before.pending - before.givenUp, memories));
        if ('error' in page) throw page.error;
      }
    } finally {
      await store.spaces.release(by);
    }
    if (flaws.length > 0) throw this.#flawed(flaws);
    const { givenUp, cause } = await store.spaces.waiting(space.no, tenant);
    return { memories, givenUp, cause };
  }

  /** Asks for the vectors of fixed texts. @returns how many seconds a memory may take */
  async trial(): Promise<number> {
    const texts = Array.from({ length: this.#piece }, (_, at) => `${TRIAL} ${at}.`);
    const began = performance.now();
    const limit = AbortSignal.timeout(TRIAL_LIMIT);
    await this.#parts.spaces.embedder.embed(texts, 'document', limit);
    return (performance.now() - began) / 1000 / this.#pageSize;
  }

  get #pageSize(): number {
    return this.#piece * AT_ONCE;
  }

  get #piece(): number {
    return Math.min(PIECE, this.#parts.spaces.embedder.most);
  }

  /** Asks for a page in pieces, and keeps what came of those that were answered. */
  async #makePage(
    tenant: number,
    space: ModelSpace,
    claimed: readonly ClaimedMemory[],
    signal: AbortSignal,
  ): Promise<Page> {
    const { store } = this.#parts;
    const pieces: ClaimedMemory[][] = [];
    for (let at = 0; at < claimed.length; at += this.#piece) {
      pieces.push(claimed.slice(at, at + this.#piece));
    }
    const outcomes = await Promise.allSettled(
      pieces.map(async (piece) => ({ piece, made: await this.#ask(piece, space, signal) })),
    );
    const page: Page = { kept: 0, flaws: [] };
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        page.error ??= outcome.reason as unknown;
        continue;
      }
      const { piece, made } = outcome.value;
      const flaws = flawsIn(piece, made);
      await this.#commit(tenant, space, piece, made);
      if (flaws.length > 0) await store.spaces.failed(space.no, flaws);
      page.kept += piece.length - flaws.length;
      page.flaws.push(...flaws);
    }
    return page;
  }

  async #ask(
    piece: readonly ClaimedMemory[],
    space: ModelSpace,
    signal: AbortSignal,
  ): Promise<MadeVector[]> {
    const { spaces, indexer } = this.#parts;
    const texts = piece.map(({ text, metadata }) => indexer.wordsOf(text, metadata));
    const made = await spaces.embedder.embed(texts, 'document', signal);
    if (made.length !== piece.length) {
      throw this.#unusable(`it holds ${made.length} vectors for ${piece.length} texts`);
    }
    const other = made.find((one) => 'vector' in one && one.vector.length !== space.dimension);
    if (other && 'vector' in other) throw this.#otherSpace(other.vector.length, space);
    return made;
  }

  async #commit(
    tenant: number,
    space: ModelSpace,
    piece: readonly ClaimedMemory[],
    made: readonly MadeVector[],
  ): Promise<void> {
    const { store, indexer, clock } = this.#parts;
    const embedded = piece.flatMap(({ id, version }, at): Embedded[] => {
      const one = made[at];
      if (!one || !('vector' in one)) return [];
      const vector = indexer.vectorIn(space.no, one.vector);
      return [{ memory: id, expectVersion: version, vector }];
    });
    if (embedded.length === 0) return;
    const actor = { principal: 'job:embed', app: null };
    await store.commit({ tenant, at: clock(), actor, embedded });
  }

  #flawed(flaws: readonly VectorFlaw[]): TulvingError {
    const [{ cause } = { cause: '' }] = flaws;
    return this.#unusable(`for ${flaws.length} of the memories, ${cause}`);
  }

  #otherSpace(dimension: number, space: ModelSpace): TulvingError {
    const why = `it has ${dimension} dimensions, and those before had ${space.dimension}`;
    return this.#unusable(why, 'Is it another model by now? Then run: tulving reindex vectors');
  }

  #unusable(why: string, remedy?: string): TulvingError {
    const shown = shownModel(this.#parts.spaces.embedder.identity);
    const detail = `${shown} answered what cannot be used: ${why}.`;
    return new TulvingError('model_unusable', detail, { ...(remedy !== undefined && { remedy }) });
  }
}

interface Page {
  kept: number;
  flaws: VectorFlaw[];
  error?: unknown;
}

function flawsIn(piece: readonly ClaimedMemory[], made: readonly MadeVector[]): VectorFlaw[] {
  return made.flatMap((one, at) => {
    const memory = piece[at]?.no;
    return 'flaw' in one && memory !== undefined ? [{ memory, cause: one.flaw }] : [];
  });
}
