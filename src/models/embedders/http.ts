import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../../errors.js';
import type { Endpoint } from '../endpoint.js';
import { refusedBy, unreached, unusable } from '../failure.js';
import type { Purpose } from '../port.js';
import { type Api, readVectors, shapes } from './shapes.js';
import { parsedJson } from '../parsed-json.js';
import { waitIn } from '../retry-after.js';

export interface HttpSenderOptions {
  endpoint: Endpoint;
  model: string;
  api: Api;
  dimension: number | undefined;
  /** How often a request for documents is sent again. Default: 4. */
  retries?: number | undefined;
  /** The first pause before that, in ms; it doubles. Default: 500. */
  pauseMs?: number | undefined;
  /** How long one request may take, in ms. Default: one minute. */
  limitMs?: number | undefined;
}

/** What the texts themselves are to blame for, perhaps: fewer or shorter ones may pass. */
export class TextsRefused extends Error {}

interface Answer {
  status: number;
  body: string;
  retryAfter: string | null;
}

const UNFIT = [400, 413, 422];
const AGAIN = [408, 425, 429, 500, 502, 503, 504, 529];
/** Who asks for more than this is asked again by the job. */
const LONGEST_WAIT = 60_000;

/** Sends texts to a service, again where it had no room or did not answer. */
export class HttpSender {
  readonly #options: Required<HttpSenderOptions>;
  /** The service asked for quiet until then; all requests wait. */
  #quietUntil = 0;

  constructor({ retries = 4, pauseMs = 500, limitMs = 60_000, ...options }: HttpSenderOptions) {
    this.#options = { ...options, retries, pauseMs, limitMs };
  }

  /** @throws TextsRefused, TulvingError */
  async send(
    texts: readonly string[],
    purpose: Purpose,
    signal: AbortSignal,
  ): Promise<(Float32Array | undefined)[]> {
    // A search does not wait for a second try.
    const retries = purpose === 'query' ? 0 : this.#options.retries;
    for (let failed = 0; ; failed++) {
      if (purpose === 'document') await this.#quiet(signal);
      const outcome = await this.#try(texts, purpose, signal);
      if (!('error' in outcome)) return outcome.vectors;
      signal.throwIfAborted();
      if (!outcome.again || failed >= retries) throw outcome.error;
      const pause = outcome.waitMs ?? this.#options.pauseMs * 2 ** failed * (0.5 + Math.random());
      if (pause > LONGEST_WAIT) throw outcome.error;
      this.#quietUntil = Math.max(this.#quietUntil, Date.now() + pause);
    }
  }

  async #quiet(signal: AbortSignal): Promise<void> {
    for (let left = 1; left > 0; left = this.#quietUntil - Date.now()) {
      const wait = this.#quietUntil - Date.now();
      if (wait > 0) await sleep(wait, undefined, { signal });
    }
  }

  async #try(texts: readonly string[], purpose: Purpose, signal: AbortSignal): Promise<Outcome> {
    const { endpoint } = this.#options;
    let answer: Answer;
    try {
      answer = await this.#post(texts, purpose, signal);
    } catch (error) {
      return { error: unreached(endpoint, error), again: !TulvingError.isInstance(error) };
    }
    const { status, retryAfter } = answer;
    if (status >= 400) {
      const error = refusedBy(endpoint, answer);
      if (UNFIT.includes(status)) {
        return { error: new TextsRefused(error.message, { cause: error }), again: false };
      }
      return { error, again: AGAIN.includes(status), waitMs: waitIn(retryAfter) };
    }
    const vectors = readVectors(parsedJson(answer.body));
    if (vectors?.length === texts.length) return { vectors };
    const why =
      vectors === undefined
        ? 'it holds no vectors'
        : `it holds ${vectors.length} vectors for ${texts.length} texts`;
    return { error: unusable(endpoint, why), again: false };
  }

  async #post(texts: readonly string[], purpose: Purpose, signal: AbortSignal): Promise<Answer> {
    const { endpoint, api, model, dimension, limitMs } = this.#options;
    const { url, apiKey, fetch, shown } = endpoint;
    const { path, body } = shapes[api];
    const limit = AbortSignal.timeout(limitMs);
    try {
      const response = await fetch(url.endsWith(`/${path}`) ? url : `${url}/${path}`, {
        method: 'POST',
        signal: AbortSignal.any([signal, limit]),
        headers: {
          'content-type': 'application/json',
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify(body({ model, texts, purpose, dimension })),
      });
      const retryAfter = response.headers.get('retry-after');
      return { status: response.status, body: await response.text(), retryAfter };
    } catch (error) {
      if (!limit.aborted || signal.aborted) throw error;
      const detail = `${shown} did not answer within ${limitMs / 1000} s.`;
      throw new TulvingError('model_unavailable', detail);
    }
  }
}

type Outcome =
  | { vectors: (Float32Array | undefined)[] }
  | { error: unknown; again: boolean; waitMs?: number | undefined };
