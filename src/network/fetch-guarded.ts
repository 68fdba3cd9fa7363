import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, fetch, type Response } from 'undici';
import { TulvingError } from '../errors.js';
import { hasAddress, isPublicAddress, networksOf } from './addresses.js';
import { readAuthorities } from './certificates.js';
import type { Environment } from './proxy.js';

export interface GuardOptions {
  /** Whether the public Internet is reached. */
  allowPublic: boolean;
  /** Other networks that are reached: `10.1.0.0/16`. */
  networks?: readonly string[];
  environment?: Environment;
  /** PEM file of authorities to trust beside those that Node.js trusts. */
  caFile?: string | undefined;
  /** Asks for all addresses of a name. Default: the system's. */
  resolve?: (name: string) => Promise<readonly string[]>;
}

export interface GuardedRequest {
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  mostBytes: number;
  /** For everything together, in ms. Default: 30,000. */
  deadline?: number;
  /** How often it is led elsewhere. Default: 3; for a POST 0. */
  redirects?: number;
  /** Of the answer; none: any. */
  acceptsType?: (type: string) => boolean;
  signal?: AbortSignal;
}

export interface GuardedAnswer {
  /** After redirects. */
  url: URL;
  status: number;
  /** Content-Type without parameters, in lower case. */
  type: string;
  headers: Headers;
  bytes: Uint8Array;
}

export type GuardedFetch = (url: string, request: GuardedRequest) => Promise<GuardedAnswer>;

const DEADLINE = 30_000;
const REDIRECTS = 3;

/**
 * Fetches addresses that somebody else chose, without lending them our place in the network. Each
 * name is resolved once; unless every address it has is allowed nothing is asked, and the connection
 * goes to the address that was checked. Redirects are checked alike. Proxies of the environment are
 * passed by: a proxy would resolve the name anew, where nobody can check.
 *
 * @throws TulvingError `url_refused`, `url_failed`
 */
export function createGuardedFetch(options: GuardOptions): GuardedFetch {
  const isAllowed = allowedBy(options);
  const resolve = options.resolve ?? resolveBySystem;
  const ca = readAuthorities(options.caFile, options.environment ?? {});

  return async (given, request) => {
    const limit = AbortSignal.timeout(request.deadline ?? DEADLINE);
    const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
    const most = request.redirects ?? (request.method === 'POST' ? 0 : REDIRECTS);
    let url = checkUrl(given);
    for (let led = 0; ; led++) {
      const address = await checkedAddress(url, resolve, isAllowed);
      const agent = new Agent({ connect: { lookup: pinned(address), ...(ca && { ca }) } });
      try {
        const response = await send(url, request, agent, signal);
        const next = locationOf(response, url);
        if (!next) return await answerOf(url, response, request);
        await response.body?.cancel();
        if (led >= most) throw failed(`${shown(url)} leads on more than ${most} times.`);
        url = next;
      } catch (error) {
        throw explained(error, url, limit);
      } finally {
        await agent.destroy();
      }
    }
  };
}

/** Says of an address beforehand whether it would be fetched. @throws TulvingError as the fetch would */
export function createUrlCheck(options: GuardOptions): (url: string) => Promise<void> {
  const isAllowed = allowedBy(options);
  return async (given) => {
    await checkedAddress(checkUrl(given), options.resolve ?? resolveBySystem, isAllowed);
  };
}

function allowedBy({ networks = [], allowPublic }: GuardOptions): (address: string) => boolean {
  const allowed = networksOf(networks);
  return (address) => hasAddress(allowed, address) || (allowPublic && isPublicAddress(address));
}

/** No other schemes, and no passwords that would be sent along. */
function checkUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw refused('Only addresses that begin with http:// or https:// are fetched.');
  if (url.username !== '' || url.password !== '')
    throw refused(`The address of ${url.host} holds a user or a password.`);
  return url;
}

async function checkedAddress(
  url: URL,
  resolve: NonNullable<GuardOptions['resolve']>,
  isAllowed: (address: string) => boolean,
): Promise<string> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(host) === 0 ? await resolveOrFail(host, resolve) : [host];
  const [first] = addresses;
  if (first === undefined) throw failed(`${host} has no address.`);
  // All of them: which one comes first may differ the next time.
  if (addresses.every(isAllowed)) return first;
  // What a name of the inside leads to is not told.
  throw refused(`${host} lies in a network that is not fetched from.`);
}

async function resolveOrFail(
  host: string,
  resolve: NonNullable<GuardOptions['resolve']>,
): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch (error) {
    throw failed(`${host} cannot be found.`, error);
  }
}

async function resolveBySystem(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

/** Answers with the address that was checked, whatever name is asked for. */
function pinned(address: string): LookupFunction {
  const family = isIP(address);
  return (_name, { all }, callback) => {
    if (all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

function send(url: URL, request: GuardedRequest, agent: Agent, signal: AbortSignal) {
  const { method = 'GET', headers = {}, body } = request;
  return fetch(url, {
    method,
    headers,
    redirect: 'manual',
    dispatcher: agent,
    signal,
    ...(body !== undefined && { body }),
  });
}

function locationOf(response: Response, url: URL): URL | undefined {
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return undefined;
  if (!URL.canParse(location, url.href)) throw failed(`${shown(url)} leads to no address.`);
  return checkUrl(new URL(location, url).href);
}

async function answerOf(
  url: URL,
  response: Response,
  { mostBytes, acceptsType }: GuardedRequest,
): Promise<GuardedAnswer> {
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (response.ok && acceptsType && !acceptsType(type ?? ''))
    throw failed(`${shown(url)} answers with the type "${type}", which is not read.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted as it unfolds: a short answer may be a bomb.
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > mostBytes)
      throw failed(
        `${shown(url)} answers with more than ${Math.floor(mostBytes / 1_048_576)} MiB.`,
      );
    chunks.push(chunk as Uint8Array);
  }
  const headers = new Headers([...response.headers]);
  return { url, status: response.status, type: type ?? '', headers, bytes: Buffer.concat(chunks) };
}

function explained(error: unknown, url: URL, limit: AbortSignal): unknown {
  if (TulvingError.isInstance(error)) return error;
  if (limit.aborted) return failed(`${shown(url)} took too long.`, error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return failed(
    `${shown(url)} gave no answer: ${cause instanceof Error ? cause.message : String(cause)}`,
    error,
  );
}

/** Without its query, which may hold a token. */
function shown({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function refused(detail: string): TulvingError {
  return new TulvingError('url_refused', detail);
}

function failed(detail: string, cause?: unknown): TulvingError {
  return new TulvingError('url_failed', detail, { cause });
}
