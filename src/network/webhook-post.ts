import { TulvingError } from '../errors.js';
import { createGuardedFetch, createUrlCheck, type GuardOptions } from './fetch-guarded.js';

interface Posted {
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/** For one try together, in ms. */
const DEADLINE = 10_000;
const MOST_BYTES = 1_048_576;

/**
 * Posts to addresses that others chose: https to what is allowed, http only to networks that are named. Redirects are
 * not followed.
 *
 * @param allowed `public`, and networks such as `10.1.0.0/16`
 */
export function createWebhookPost(
  allowed: readonly string[],
  options: Pick<GuardOptions, 'caFile' | 'resolve'>,
) {
  const networks = allowed.filter((entry) => entry !== 'public');
  const guards: Record<string, GuardOptions> = {
    'https:': { ...options, networks, allowPublic: networks.length < allowed.length },
    'http:': { ...options, networks, allowPublic: false },
  };
  const fetches = mapOf(guards, createGuardedFetch);
  const checks = mapOf(guards, createUrlCheck);
  return {
    check: (url: string): Promise<void> => explained(async () => forScheme(checks, url)(url)),
    send: (url: string, { headers, body, signal }: Posted) =>
      explained(async () => {
        const request = { method: 'POST', redirects: 0, deadline: DEADLINE } as const;
        const more = { mostBytes: MOST_BYTES, headers, body, signal };
        const { status, bytes } = await forScheme(fetches, url)(url, { ...request, ...more });
        return { status, text: new TextDecoder().decode(bytes) };
      }),
  };
}

function mapOf<Value>(
  guards: Record<string, GuardOptions>,
  make: (options: GuardOptions) => Value,
): Map<string, Value> {
  return new Map(Object.entries(guards).map(([scheme, options]) => [scheme, make(options)]));
}

function forScheme<Value>(byScheme: ReadonlyMap<string, Value>, url: string): Value {
  const scheme = URL.canParse(url) ? new URL(url).protocol : '';
  const found = byScheme.get(scheme);
  if (found) return found;
  throw new TulvingError('url_refused', 'A webhook leads to an address that begins with https://.');
}

/** What refuses other addresses, too, tells of other settings. */
async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!TulvingError.isInstance(error) || error.code !== 'url_refused') throw error;
    throw new TulvingError('url_refused', error.message, {
      cause: error,
      remedy:
        'Name its network in TULVING_ALLOW_WEBHOOKS, such as public,127.0.0.1; http takes a network that is named there. See docs/webhooks.md.',
    });
  }
}
