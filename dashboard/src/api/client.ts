import { createClient, type TulvingClient } from 'tulving/client';
import { recordCall } from './calls';

/** What is being called. The client calls `fetch` before it first waits, so that both belong together. */
let currentCode: string | undefined;

/** What every page asks, and is no part of what it shows. */
const isBeside = /^client\.(session|events)/;

function recordingFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const code = currentCode;
  if (code !== undefined && !isBeside.test(code)) {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const viewAs = new Headers(init?.headers).get('X-Tulving-View-As') ?? undefined;
    const body = typeof init?.body === 'string' ? init.body : undefined;
    recordCall({ code, method: init?.method ?? 'GET', path: `${pathname}${search}`, body, viewAs });
  }
  return fetch(input, { ...init, credentials: 'same-origin' });
}

/** The typed client, each call of which is kept for "show the API call". */
function recorded<Target extends object>(target: Target, path: string): Target {
  return new Proxy(target, {
    get(inner, name) {
      const value: unknown = Reflect.get(inner, name, inner);
      const full = `${path}.${String(name)}`;
      if (typeof value === 'function') return callOf(inner, full, value as Callable);
      if (typeof value === 'object' && value !== null) return recorded(value, full);
      return value;
    },
  });
}

type Callable = (...args: unknown[]) => unknown;

function callOf(target: object, path: string, call: Callable): Callable {
  return (...args) => {
    currentCode = `${path}(${args.map(asCode).join(', ')})`;
    try {
      const answer: unknown = Reflect.apply(call, target, args);
      return isStream(answer) ? recordedStream(answer, currentCode) : answer;
    } finally {
      currentCode = undefined;
    }
  };
}

function isStream(answer: unknown): answer is AsyncGenerator<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

/** A stream calls `fetch` when its first message is asked for. */
async function* recordedStream(
  stream: AsyncGenerator<unknown>,
  code: string | undefined,
): AsyncGenerator<unknown> {
  currentCode = code;
  const first = stream.next();
  currentCode = undefined;
  const { done, value } = await first;
  if (done) return;
  yield value;
  yield* stream;
}

/** JSON with keys as people write them. */
function asCode(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/^(\s*)"([a-z_]\w*)":/gim, '$1$2:');
}

const options = {
  baseUrl: location.origin,
  app: 'dashboard',
  // What a page of another site cannot send: the server asks for it beside the cookie.
  headers: { 'X-Tulving-Csrf': '1' },
  fetch: recordingFetch,
};

/** The only door to the server. */
export const client: TulvingClient = recorded(createClient(options), 'client');

/** What somebody else sees, such as `app:cursor`; to read only. */
export function clientAs(subject: string): TulvingClient {
  return recorded(createClient({ ...options, viewAs: subject }), 'client');
}
