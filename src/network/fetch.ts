import { explain } from './failure.js';
import { type Environment, namesProxy, proxyFor } from './proxy.js';

export interface NetworkOptions {
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY stand, in either case. */
  environment: Environment;
  /** PEM file of authorities to trust beside those that Node.js trusts. */
  caFile?: string | undefined;
}

type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` that goes through the proxies of the environment, which that of Node.js 20 does not, and
 * trusts private authorities. Takes addresses, no `Request` objects. What fails on the way throws a
 * TulvingError with a remedy.
 */
export function createFetch({ environment, caFile }: NetworkOptions): Fetch {
  const isPlain = caFile === undefined && !namesProxy(environment);
  const errorsOfProxy = new WeakSet<Error>();
  let opened: Promise<Fetch> | undefined;
  return async (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    const proxy = proxyFor(target, environment);
    opened ??= isPlain
      ? Promise.resolve(globalThis.fetch)
      : openFetch({ environment, caFile }, (error) => errorsOfProxy.add(error));
    try {
      const response = await (await opened)(target, init);
      // Over HTTP a refusal comes as the answer; where a tunnel is asked for, as an error.
      if (proxy !== undefined && response.status === 407) throw new Error('Proxy response (407)');
      return response;
    } catch (error) {
      throw explain(error, { target, proxy, isOfProxy: (cause) => errorsOfProxy.has(cause) });
    }
  };
}

/** Loads undici only here: most command lines need no network at all. */
async function openFetch(
  options: NetworkOptions,
  onProxyError: (error: Error) => void,
): Promise<Fetch> {
  const [{ fetch }, { createDispatcher }] = await Promise.all([
    import('undici'),
    import('./dispatcher.js'),
  ]);
  const dispatcher = createDispatcher(options, onProxyError);
  return ((input: URL, init: object) => fetch(input, { ...init, dispatcher })) as unknown as Fetch;
}
