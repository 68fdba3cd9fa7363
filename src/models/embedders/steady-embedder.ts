import type { Embedder, MadeVector, Purpose } from '../port.js';
import { batchesOf, withinTokens } from './batching.js';
import { TextsRefused } from './http.js';
import { knownModel } from './known-models.js';

/** One request, as a provider takes it. A vector that is missing or holds no numbers is a flaw of its own. */
export type Send = (
  texts: readonly string[],
  purpose: Purpose,
  signal: AbortSignal,
) => Promise<readonly (Float32Array | undefined)[]>;

export interface SteadyEmbedderOptions {
  identity: Embedder['identity'];
  dimension: number | undefined;
  remote: boolean;
  /** Texts, and tokens, that one request takes. */
  most: number;
  tokens?: number | undefined;
  send: Send;
}

/** Of a text that no limit is known for. */
const TOKENS = 8_000;
/** Shorter than this, a text is not refused for its length. */
const SHORTEST = 200;
/** So many texts refused one by one, and none taken, speak against the request and not against the texts. */
const TO_BLAME = 3;
/** Requests at once: more earn refusals of most providers on small plans. */
const AT_ONCE = { remote: 4, near: 2 };

/**
 * What all embedders have in common: prefixes, limits, batches of which some go at once, halving where a
 * batch is refused, and a look at every vector.
 */
export class SteadyEmbedder implements Embedder {
  readonly identity: Embedder['identity'];
  readonly dimension: number | undefined;
  readonly most: number;
  readonly remote: boolean;
  readonly price: number | undefined;
  readonly #options: SteadyEmbedderOptions;
  readonly #prefixes: Readonly<Partial<Record<Purpose, string>>>;
  readonly #tokens: number;

  constructor(options: SteadyEmbedderOptions) {
    const { identity, dimension, most, remote } = options;
    const known = knownModel(identity.model);
    this.identity = identity;
    this.dimension = dimension;
    this.most = most;
    this.remote = remote;
    this.price = remote ? known?.price : undefined;
    this.#options = options;
    this.#prefixes = known?.prefixes ?? {};
    this.#tokens = known?.tokens ?? TOKENS;
  }

  async embed(
    texts: readonly string[],
    purpose: Purpose,
    signal: AbortSignal,
  ): Promise<MadeVector[]> {
    const { most, tokens, remote } = this.#options;
    const prefix = this.#prefixes[purpose] ?? '';
    const asked = texts.map((text) => prefix + withinTokens(text, this.#tokens));
    const batches = batchesOf(asked, { most, tokens });
    const made: MadeVector[] = [];
    const next = batches.values();
    const tally: Tally = { taken: 0, refused: 0 };
    const work = async () => {
      for (const batch of next) {
        const vectors = await this.#batch(
          batch.map((at) => asked[at] as string),
          purpose,
          signal,
          tally,
        );
        batch.forEach((at, place) => (made[at] = judged(vectors[place])));
      }
    };
    const lines = Math.min(batches.length, AT_ONCE[remote ? 'remote' : 'near']);
    await Promise.all(Array.from({ length: lines }, work));
    return made;
  }

  /** Halves what is refused, to find the text that is to blame, unless every text seems to be. */
  async #batch(
    texts: readonly string[],
    purpose: Purpose,
    signal: AbortSignal,
    tally: Tally,
  ): Promise<readonly Answered[]> {
    try {
      const vectors = await this.#options.send(texts, purpose, signal);
      tally.taken += texts.length;
      return vectors;
    } catch (error) {
      if (!(error instanceof TextsRefused)) throw error;
      const [only = ''] = texts;
      if (texts.length === 1 && only.length <= SHORTEST) {
        tally.refused += 1;
        if (tally.taken === 0 && tally.refused >= TO_BLAME) throw error.cause;
        return [error.message];
      }
      const half = texts.length >> 1;
      const parts =
        texts.length === 1
          ? [[only.slice(0, Math.ceil(only.length / 2)).toWellFormed()]]
          : [texts.slice(0, half), texts.slice(half)];
      const answered = [];
      for (const part of parts) answered.push(...(await this.#batch(part, purpose, signal, tally)));
      return answered;
    }
  }
}

/** A vector, or why there is none. */
type Answered = Float32Array | string | undefined;

interface Tally {
  taken: number;
  refused: number;
}

/** Unit length, whatever came: some models shorten vectors without stretching them again. */
function judged(vector: Answered): MadeVector {
  if (typeof vector === 'string') return { flaw: vector };
  if (vector === undefined || vector.length === 0) return { flaw: 'there is no vector' };
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (!Number.isFinite(sum)) return { flaw: 'the vector holds what is no number' };
  const length = Math.sqrt(sum);
  if (length < 1e-9) return { flaw: 'the vector is all zeros' };
  return { vector: vector.map((value) => value / length), length };
}
