import { TulvingError } from '../errors.js';
import { estimateTokens } from '../language/tokens.js';
import type { Clock, Instant } from '../model/time.js';
import type { StoredJob } from '../store/jobs.js';
import type { Store } from '../store/port.js';
import type { ModelSpace, ModelSpaceIdentity } from '../store/spaces.js';
import { chore } from './chores.js';
import type { ModelSpaces } from './model-spaces.js';
import { CLAIM, type MadeReport, type MakeOptions, type VectorMaker } from './vector-maker.js';

export interface EmbedWorkParts {
  store: Pick<Store, 'spaces' | 'jobs' | 'indexing'>;
  spaces: ModelSpaces;
  maker: VectorMaker;
  clock: Clock;
  /** How long the vectors of an earlier model are kept, in ms. */
  undoWindow: number;
}

export interface EmbedEstimate {
  model: string;
  memories: number;
  tokens: number;
  /** By what one request took. */
  seconds: number;
  /** US dollars; null where the price is not known. */
  cost: number | null;
  /** Whether texts leave this machine. */
  remote: boolean;
}

/** What the vectors of a model are in a status. */
export interface VectorStatus {
  model: string;
  /** Null as long as the model was never asked. */
  dimension: number | null;
  floor: number | null;
  /** Whether every memory had one once, so that searches use them. */
  in_use: boolean;
  pending: number;
  given_up: number;
  cause: string | null;
}

/** Vectors of an earlier model go in commits of so many. */
const DROPPED = 500;
/** What an estimate reads. */
const SAMPLE = 1_000;
const HOUR = 3_600_000;

/** The jobs about vectors that a model makes: make what waits, drop what is no longer searched. */
export class EmbedWork {
  readonly #parts: EmbedWorkParts;

  constructor(parts: EmbedWorkParts) {
    this.#parts = parts;
  }

  /** Hands in a job where something waits. */
  async ask(tenant: number): Promise<void> {
    const { store, spaces, clock } = this.#parts;
    const target = await spaces.target();
    const [last] = await store.spaces.list();
    if (target && target.no === last?.no && target.readyAt !== null) {
      const { pending, givenUp } = await store.spaces.waiting(target.no, tenant);
      if (pending === givenUp) return;
    }
    const at = clock();
    await store.jobs.enqueue({ ...chore('embed', at), tenant }, at);
  }

  /**
   * A job that a write handed in. When the model fails, another one takes over, which is tried again with
   * growing pauses and parked at last: writes that go on meanwhile must not hurry it.
   */
  async work({ tenant, payload }: StoredJob, options: MakeOptions): Promise<unknown> {
    if (payload['again'] === true) return this.run(tenant, options);
    if (await this.#again(tenant, 'waiting')) return { left: 'to the job that tries again' };
    try {
      return await this.run(tenant, options);
    } catch (error) {
      if (!TulvingError.isInstance(error) || options.signal?.aborted) throw error;
      if (await this.#again(tenant, 'parked')) return { failed: error.message };
      const { store, clock } = this.#parts;
      const at = clock();
      const again = { ...chore('embed', at + 1_000), payload: { again: true }, tenant };
      await store.jobs.enqueue(again, at);
      return { failed: error.message };
    }
  }

  /** The space that vectors of another store are kept in; undefined where they are of no use here. */
  adopt(space: ModelSpaceIdentity): Promise<ModelSpace | undefined> {
    return this.#parts.spaces.adopt(space);
  }

  /** Makes what waits. @throws TulvingError `model_…` */
  async run(tenant: number, options: MakeOptions = {}, { anew = false } = {}): Promise<MadeReport> {
    const { store, spaces, maker, clock } = this.#parts;
    const signal = options.signal ?? new AbortController().signal;
    const space = await spaces.resolve(signal, { anew });
    const report = await maker.make(tenant, space, options);
    const { pending, givenUp } = await store.spaces.waiting(space.no, tenant);
    const at = clock();
    // Somebody else has taken some; should they die, it is done here.
    if (pending > givenUp) await store.jobs.enqueue({ ...chore('embed', at + CLAIM), tenant }, at);
    await this.#settle(tenant, space, at);
    await store.jobs.forget(at - HOUR, 'embed');
    const parked = await this.#again(tenant, 'parked');
    if (parked) await store.jobs.rerun(tenant, parked.id, at);
    return report;
  }

  /**
   * What making all that waits would take; undefined where nothing does. The model is asked for the vectors of
   * fixed texts, to see how long it takes; nothing that is kept is sent.
   *
   * @throws TulvingError `model_…`
   */
  async estimate(tenant: number, { all = false } = {}): Promise<EmbedEstimate | undefined> {
    const { store, spaces, maker } = this.#parts;
    const status = await this.status(tenant);
    const { memories } = await store.indexing.count(tenant, { analyser: 0, space: 0 });
    const count = all ? memories : status.pending;
    if (count === 0) return undefined;
    const sample = await store.indexing.all(tenant, 0, SAMPLE);
    const sampled = sample.reduce((sum, { text }) => sum + estimateTokens(text), 0);
    const tokens = Math.ceil((sampled / Math.max(1, sample.length)) * count);
    const { price, remote } = spaces.embedder;
    const cost = price === undefined ? null : (price * tokens) / 1_000_000;
    const seconds = Math.ceil((await maker.trial()) * count);
    return { model: spaces.model, memories: count, tokens, seconds, cost, remote };
  }

  /** Has every memory wait again. */
  async renew(): Promise<void> {
    const { store, spaces, clock } = this.#parts;
    const target = await spaces.target();
    if (target) await store.spaces.want(target, clock(), { anew: true });
  }

  async status(tenant: number): Promise<VectorStatus> {
    const { store, spaces } = this.#parts;
    const target = await spaces.target();
    const [last] = await store.spaces.list();
    if (!target || target.no !== last?.no) {
      const { memories } = await store.indexing.count(tenant, { analyser: 0, space: 0 });
      const { dimension = null, floor = null } = target ?? {};
      const none = { in_use: false, pending: memories, given_up: 0, cause: null };
      return { model: spaces.model, dimension, floor, ...none };
    }
    const { pending, givenUp, cause } = await store.spaces.waiting(target.no, tenant);
    return {
      model: spaces.model,
      dimension: target.dimension,
      floor: target.floor,
      in_use: target.readyAt !== null,
      pending,
      given_up: givenUp,
      cause,
    };
  }

  /** Of these memories, how many have no vector of the model yet. */
  async pendingAmong(memories: readonly number[]): Promise<number> {
    const target = await this.#parts.spaces.target();
    if (!target) return memories.length;
    return this.#parts.store.spaces.waitingAmong(target.no, memories);
  }

  /** Drops the vectors of models that were replaced long enough ago. */
  async dropEarlier(tenant: number, signal: AbortSignal): Promise<{ vectors: number }> {
    const { store, clock, undoWindow } = this.#parts;
    const [last, ...earlier] = await store.spaces.list();
    const since = last?.readyAt;
    if (since === null || since === undefined || since + undoWindow > clock())
      return { vectors: 0 };
    let vectors = 0;
    for (const { no } of earlier) {
      for (let dropped = 1; dropped > 0; vectors += dropped) {
        signal.throwIfAborted();
        dropped = await store.spaces.drop(no, DROPPED);
      }
    }
    const at = clock();
    if (vectors > 0) await store.jobs.enqueue({ ...chore('compact', at), tenant }, at);
    return { vectors };
  }

  /** The switch: from now on this space is searched, and the one before waits to be dropped. */
  async #settle(tenant: number, space: ModelSpace, at: Instant): Promise<void> {
    const { store, undoWindow } = this.#parts;
    if ((await store.spaces.settle(space.no, at)) === null) return;
    const earlier = (await store.spaces.list()).filter(({ no }) => no !== space.no);
    if (earlier.every(({ readyAt }) => readyAt === null)) return;
    await store.jobs.enqueue({ ...chore('drop-vectors', at + undoWindow), tenant }, at);
  }

  async #again(tenant: number, state: 'waiting' | 'parked'): Promise<StoredJob | undefined> {
    const jobs = await this.#parts.store.jobs.list({ tenant, kind: 'embed', state, limit: 100 });
    return jobs.find(({ payload }) => payload['again'] === true);
  }
}
