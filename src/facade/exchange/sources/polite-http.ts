import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../../../errors.js';
import type { SourceOptions } from './source.js';

/** Answers that a later try may better: too many requests, and servers that are busy or gone for a moment. */
const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
const MOST_TRIES = 8;
/** In ms; doubled with each try. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 120_000;
/** How long one answer may take, in ms. */
const PATIENCE = 120_000;

/**
 * Reads JSON from one address. What fails for a while is tried again, as late as the server asks for; no
 * redirect is followed, since the key is for this address alone.
 */
export class PoliteHttp {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #fetch: typeof globalThis.fetch;
  readonly #wait: (ms: number) => Promise<void>;

  constructor(
    { place, fetch, wait = (ms) => sleep(ms) }: Pick<SourceOptions, 'place' | 'fetch' | 'wait'>,
    headers: Readonly<Record<string, string>>,
  ) {
    this.#base = baseOf(place);
    this.#headers = headers;
    this.#fetch = fetch;
    this.#wait = wait;
  }

  get(path: string): Promise<unknown> {
    return this.#ask(path, { method: 'GET' });
  }

  /** As `get`; undefined where there is no such thing any more. */
  async find(path: string): Promise<unknown> {
    try {
      return await this.get(path);
    } catch (error) {
      if (error instanceof NotThere) return undefined;
      throw error;
    }
  }

  /** For what is asked with a body: it must change nothing there. */
  ask(path: string, body: unknown): Promise<unknown> {
    const headers = { 'Content-Type': 'application/json' };
    return this.#ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #ask(path: string, init: RequestInit): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      const { answer, failure, after } = await this.#once(path, init);
      if (answer) return answer.value;
      if (after === undefined || tries === MOST_TRIES) throw failure;
      await this.#wait(Math.min(after || FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT));
    }
  }

  /** `after` is there where it may be tried again: in ms, 0 where the server does not say. */
  async #once(
    path: string,
    init: RequestInit,
  ): Promise<{ answer?: { value: unknown }; failure?: unknown; after?: number }> {
    const target = `${this.#base}${path}`;
    const headers = { Accept: 'application/json', ...this.#headers, ...init.headers };
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const all: RequestInit = { ...init, headers, redirect: 'manual', signal };
      const response = await this.#fetch(target, all);
      const text = await response.text();
      if (response.ok) return { answer: { value: parsed(text, target) } };
      const failure = refusal(target, response, text);
      if (!passing.has(response.status)) return { failure };
      return { failure, after: retryAfter(response.headers.get('retry-after')) };
    } catch (error) {
      if (TulvingError.isInstance(error)) return { failure: error };
      return { failure: unreached(this.#base, error), after: 0 };
    }
  }
}

class NotThere extends TulvingError {}

function baseOf(place: string): string {
  if (/^https?:\/\//i.test(place) && URL.canParse(place)) return place.replace(/\/+$/, '');
  throw new TulvingError('usage', 'The address does not begin with http:// or https://.', {
    remedy: 'Name the host as its clients do, https://api.mem0.ai say.',
  });
}

function parsed(text: string, target: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new TulvingError('url_failed', `${target} did not answer with JSON.`, {
      cause: error,
      remedy: 'Check that this is the address of the API, and not of its web pages.',
    });
  }
}

function refusal(target: string, { status, headers }: Response, text: string): TulvingError {
  if (status === 401 || status === 403)
    return new TulvingError('url_failed', `${target} does not take the key (${status}).`, {
      remedy: 'Name the environment variable that holds the key with --key-env.',
    });
  if (status === 404)
    return new NotThere('url_failed', `${target} is not there (404).`, {
      remedy: 'Check the address: it is the one that clients of this system have as their host.',
    });
  const to = headers.get('location');
  const why = to === null ? text.slice(0, 200).trim() : `it points to ${to}`;
  return new TulvingError('url_failed', `${target} answered ${status}: ${why}`, {
    remedy:
      to === null
        ? 'Begin again later: what is here already is passed over.'
        : 'Name the address that it points to: redirects are not followed.',
  });
}

function unreached(base: string, error: unknown): TulvingError {
  const reason = error instanceof Error ? error.message : String(error);
  return new TulvingError('url_failed', `${base} cannot be reached: ${reason}`, {
    cause: error,
    remedy: 'Check the address and the network; begin again later.',
  });
}

/** Seconds or a date, as HTTP has it; in ms, 0 where it says nothing. */
function retryAfter(header: string | null): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
