import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { TulvingError } from '../errors.js';
import { isOpen } from './open-paths.js';
import type { Served, ServerContext, ServerEnv } from './served.js';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
/** Any of them tells that the request came from somewhere else. */
const PROXY_HEADERS = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-original-forwarded-for',
  'true-client-ip',
  'cf-connecting-ip',
  'cdn-loop',
];

export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '').replace(/^\[|\]$/g, '');
  if (plain === 'localhost') return true;
  return isIP(plain) === 4 ? plain.startsWith('127.') : plain === '::1';
}

/**
 * A web page in the user's browser must not pass for a program on this machine: Host is checked
 * against DNS rebinding, Origin against foreign pages, on every route and with any key.
 */
export function guard({ settings }: Served): MiddlewareHandler<ServerEnv> {
  const hosts = [...LOOPBACK_NAMES, ...settings.allowedHosts.map((name) => name.toLowerCase())];
  // A page can make its own name stand for our address, but not our address for its name.
  const beyond = !isLoopback(settings.host);
  return async (context, next) => {
    const host = (context.req.header('host') ?? '').toLowerCase();
    const name = host.replace(/:\d+$/, '');
    if (!hosts.includes(host) && !hosts.includes(name) && !(beyond && isAddress(name))) {
      throw new TulvingError('host_not_allowed', `The Host header names "${host}".`);
    }
    const origin = context.req.header('origin');
    if (origin !== undefined) refuseForeignOrigin(origin, host, settings.allowedOrigins);
    else refuseForeignFetch(context);
    if (origin !== undefined && isPreflight(context)) return context.body(null, 204, cors(origin));
    await next();
    if (origin !== undefined) {
      for (const [name, value] of Object.entries(cors(origin)))
        context.res.headers.set(name, value);
    }
    return undefined;
  };
}

/**
 * While there is no key, only programs on this machine are served: not what a proxy passed on from
 * elsewhere. A plain nginx makes HTTP/1.0 of it.
 */
export function refuseProxied(context: ServerContext): void {
  const bindings: Partial<HttpBindings> | undefined = context.env;
  // Node's own: the request of the web would make all headers anew, and each that is read is dearer from then on.
  const names = Object.keys(bindings?.incoming?.headers ?? context.req.header());
  const telling = names.find(
    (name) => PROXY_HEADERS.includes(name) || name.startsWith('x-forwarded-'),
  );
  if (telling) {
    throw new TulvingError('proxied_without_key', `The request carries the header ${telling}.`);
  }
  const incoming = bindings?.incoming;
  if (incoming?.httpVersion === '1.0') {
    throw new TulvingError('proxied_without_key', 'The request is HTTP/1.0.');
  }
  const remote = incoming?.socket.remoteAddress;
  if (remote !== undefined && !isLoopback(remote)) {
    throw new TulvingError('proxied_without_key', 'The request comes from another machine.');
  }
}

function refuseForeignOrigin(origin: string, host: string, allowed: readonly string[]): void {
  const own = origin === `http://${host}` || origin === `https://${host}`;
  if (own || allowed.includes(origin)) return;
  throw new TulvingError('origin_not_allowed', `The Origin header names "${origin}".`);
}

/** A page of another site can send a GET without an Origin, and tell from its time what it found. */
function refuseForeignFetch(context: ServerContext): void {
  const site = context.req.header('sec-fetch-site');
  if (site !== 'cross-site' && site !== 'same-site') return;
  if (isOpen(context.req.path)) return;
  throw new TulvingError('origin_not_allowed', 'A page of another site asks.');
}

function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

function isPreflight(context: ServerContext): boolean {
  return (
    context.req.method === 'OPTIONS' &&
    context.req.header('access-control-request-method') !== undefined
  );
}

function cors(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Headers':
      'Authorization, X-API-Key, Content-Type, Idempotency-Key, X-Request-Id, X-Tulving-User, X-Tulving-Agent, X-Tulving-App, X-Tulving-Run, X-Tulving-Cube, X-Tulving-Client, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id, Last-Event-ID',
    'Access-Control-Max-Age': '600',
    Vary: 'Origin',
  };
}
