import { createClient, type TulvingClient } from 'tulving/client';
import { recordCall } from './calls';

/** What is being called. The client calls `fetch` before it first waits, so that both belong together. */
let currentCode: string | undefined;

function recordingFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const code = currentCode;
  if (code !== undefined && !code.startsWith('client.session')) {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const body = typeof init?.body === 'string' ? init.body : undefined;
    recordCall({ code, method: init?.method ?? 'GET', path: `${pathname}${search}`, body });
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
      return Reflect.apply(call, target, args);
    } finally {
      currentCode = undefined;
    }
  };
}

/** JSON with keys as people write them. */
function asCode(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/^(\s*)"([a-z_]\w*)":/gim, '$1$2:');
}

/** The only door to the server. */
export const client: TulvingClient = recorded(
  createClient({
    baseUrl: location.origin,
    app: 'dashboard',
    // What a page of another site cannot send: the server asks for it beside the cookie.
    headers: { 'X-Tulving-Csrf': '1' },
    fetch: recordingFetch,
  }),
  'client',
);
