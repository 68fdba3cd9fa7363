import { TulvingError } from '../../errors.js';
import type { CheckedServer, DoctorContext, ServerHello } from './check.js';

type Asking = Pick<DoctorContext, 'fetch' | 'settings'>;

/** How long a server may take to answer, in ms: below the limit of a check. */
const PATIENCE = 5_000;

export class DoctorServer implements CheckedServer {
  readonly url: string;
  readonly #asking: Asking;
  #hello: Promise<ServerHello> | undefined;

  constructor(url: string, asking: Asking) {
    this.url = url;
    this.#asking = asking;
  }

  hello(): Promise<ServerHello> {
    this.#hello ??= greet(this.#asking, this.url);
    return this.#hello;
  }
}

/** @throws TulvingError `server_unreachable` when nobody answers, or somebody else does */
export async function greet(asking: Asking, url: string): Promise<ServerHello> {
  const reply = await ask(asking, `${url}/version`);
  const [read] = await Promise.allSettled([reply.json() as Promise<{ version?: unknown } | null>]);
  const version = read.status === 'fulfilled' ? read.value?.version : undefined;
  if (!reply.ok || typeof version !== 'string') {
    throw new TulvingError('server_unreachable', `What answers at ${url} is not Tulving.`, {
      remedy: 'Correct --url or TULVING_URL.',
    });
  }
  const date = Date.parse(reply.headers.get('date') ?? '');
  return { version, date: Number.isNaN(date) ? undefined : date };
}

/** With the key of the settings, which is for the server of `--url` alone. */
export function askWithKey(asking: Asking, url: string): Promise<Response> {
  const { apiKey } = asking.settings;
  const headers = new Headers();
  if (apiKey !== undefined) headers.set('Authorization', `Bearer ${apiKey}`);
  return ask(asking, url, headers);
}

/** @throws TulvingError `server_unreachable` */
export async function ask(
  { fetch }: Pick<Asking, 'fetch'>,
  url: string,
  headers = new Headers(),
): Promise<Response> {
  try {
    return await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    if (TulvingError.isInstance(error)) throw error;
    const { cause } = error as { cause?: unknown };
    const reason = [error, cause].flatMap((one) => (one instanceof Error ? [one.message] : []));
    throw new TulvingError('server_unreachable', `${url} does not answer: ${reason.join(': ')}`, {
      cause: error,
    });
  }
}
