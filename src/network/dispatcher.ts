import { Agent, type buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { readAuthorities } from './certificates.js';
import { credentialsOf, type Environment, type Proxy, proxyFor } from './proxy.js';

/**
 * Sends each request directly or through its proxy, also after a redirect. `EnvHttpProxyAgent` is not
 * used: it sends loopback addresses to the proxy, reads no networks in NO_PROXY, and does not tell
 * which proxy failed.
 */
export function createDispatcher(
  { environment, caFile }: { environment: Environment; caFile?: string | undefined },
  onProxyError: (error: Error) => void,
): Dispatcher {
  const ca = readAuthorities(caFile, environment);
  const tls = ca && { ca };
  const through = ({ url }: Proxy): Dispatcher => {
    const token = credentialsOf(url);
    return new ProxyAgent({
      uri: url.origin,
      // Many proxies refuse a tunnel to a port without TLS.
      proxyTunnel: false,
      clientFactory: (origin, options) => watchedPool(origin, options, onProxyError),
      ...(token !== undefined && { token }),
      ...(tls && { proxyTls: tls, requestTls: tls }),
    });
  };
  return new Agent({
    factory: (origin, options) => {
      const proxy = proxyFor(new URL(origin), environment);
      return proxy
        ? through(proxy)
        : new Pool(origin, { ...options, ...(tls && { connect: tls }) });
    },
  });
}

/** Tells the errors of its connections: a refused certificate may be the proxy's or the server's. */
function watchedPool(origin: URL, options: object, onError: (error: Error) => void): Dispatcher {
  const { connect } = options as { connect: buildConnector.connector };
  return new Pool(origin, {
    ...options,
    connect: (target, callback) => {
      connect(target, (...outcome) => {
        if (outcome[0] !== null) onError(outcome[0]);
        callback(...outcome);
      });
    },
  });
}
