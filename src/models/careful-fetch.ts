import { TulvingError } from '../errors.js';

type Fetch = typeof globalThis.fetch;

/** 2,048 vectors of 4,096 numbers come to less, written out. In bytes. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Servers lead from `/embed` to `/embed/`; those that ask for GET then want no model's request. */
const SAME_REQUEST = [307, 308];
const REDIRECTS = 3;

export interface CarefulOptions {
  /** Whom messages name: `openai:gpt-5`. */
  shown: string;
  /** The setting that holds its address. */
  urlVariable: string;
  mostBytes?: number;
}

/**
 * A `fetch` for a service that is trusted with the key and with what is kept, but not with where they
 * go: it is followed within its own origin only, since `fetch` takes no key but `Authorization` away
 * on the way to another. And an answer without an end does not fill the memory of this process.
 */
export function carefulFetch(fetch: Fetch, options: CarefulOptions): Fetch {
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input);
    for (let led = 0; ; led++) {
      const response = await fetch(url, { ...init, redirect: 'manual' });
      const { status, headers } = response;
      const location = status >= 300 && status <= 399 ? headers.get('location') : null;
      if (location === null) return bounded(response, options);
      await response.body?.cancel();
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
      const isFollowed = next?.origin === url.origin && SAME_REQUEST.includes(status);
      if (!next || !isFollowed || led === REDIRECTS) throw leadsAway(options, next);
      url = next;
    }
  };
}

function bounded(
  response: Response,
  { shown, mostBytes = MOST_BYTES }: CarefulOptions,
): Response {
  if (!response.body) return response;
  let size = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size <= mostBytes) return controller.enqueue(chunk);
      const detail = `${shown} answers with more than ${Math.floor(mostBytes / 1_048_576)} MiB.`;
      controller.error(new TulvingError('model_unusable', detail));
    },
  });
  return new Response(response.body.pipeThrough(counter), response);
}

/** Of an address only where it is: what follows may repeat a key. */
function leadsAway({ shown, urlVariable }: CarefulOptions, next: URL | undefined): TulvingError {
  const where = next === undefined ? 'no address' : next.host || next.protocol;
  return new TulvingError('model_refused', `${shown} leads to ${where}, which is not asked.`, {
    remedy: `Set ${urlVariable} to the address that is meant.`,
  });
}
