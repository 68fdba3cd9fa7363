import type { MiddlewareHandler } from 'hono';
import { requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { Connection } from '../model/connections.js';
import { formatInstant } from '../model/time.js';
import { presentProcesses } from './present-processes.js';
import { callerOf } from './scope.js';
import type { ServerContext, ServerEnv } from './served.js';

interface Seen {
  tenant: number;
  transport: string;
  app: string | null;
  proven: boolean;
  principal: string | null;
  streams: number;
  requests: number;
  since: number;
  last: number;
}

/** For how long one counts as connected after its last request, in ms. */
const CONNECTED = 5 * 60_000;
/** Clients may name themselves as they like. */
const MOST_KEPT = 2_000;

/** Who talks to this process, and to others beside it: by how, as which app, in whose name. */
export class Connections {
  readonly #seen = new Map<string, Seen>();
  readonly #data: string | undefined;

  /** @param data the directory in which processes on standard input show themselves */
  constructor(data: string | undefined) {
    this.#data = data;
  }

  /** Notes each request once it is known who asks, and each stream for as long as it is open. */
  readonly note: MiddlewareHandler<ServerEnv> = async (context, next) => {
    await next();
    const seen = this.#find(context);
    const { body, headers, status, statusText } = context.res;
    if (!seen || body === null) return;
    if (!(headers.get('content-type') ?? '').startsWith('text/event-stream')) return;
    context.res = new Response(counted(body, seen), { status, statusText, headers });
  };

  /** Those of a tenant, the last first. For who reaches all of it. */
  list({ tenant, access }: Caller): Connection[] {
    requireScope(access, 'read');
    requireWhole(access);
    this.#forget();
    const here = [...this.#seen.values()].filter((seen) => seen.tenant === tenant).map(present);
    // The command line works for the one tenant that it has.
    const beside =
      this.#data !== undefined && tenant === LOCAL.tenant ? presentProcesses(this.#data) : [];
    return [...here, ...beside].toSorted((a, b) => (a.last_at < b.last_at ? 1 : -1));
  }

  #find(context: ServerContext): Seen | undefined {
    // Not set where no key is asked for, or where one was refused.
    if ((context.get('caller') as Caller | undefined) === undefined) return undefined;
    const caller = named(context);
    const { tenant, principal, access, viewing } = caller;
    const app = caller.app ?? context.get('claimed') ?? null;
    if (viewing === true) return undefined;
    const transport = transportOf(context.req.path);
    const key = JSON.stringify([tenant, transport, app, access.app !== null, principal]);
    const now = Date.now();
    const seen = this.#seen.get(key) ?? {
      tenant,
      transport,
      app,
      principal,
      since: now,
      last: now,
      proven: access.app !== null,
      streams: 0,
      requests: 0,
    };
    seen.requests += 1;
    seen.last = now;
    // Put at the end: the first is the one that was silent longest.
    this.#seen.delete(key);
    this.#seen.set(key, seen);
    this.#forget();
    return seen;
  }

  #forget(): void {
    const past = Date.now() - CONNECTED;
    for (const [key, { streams, last }] of this.#seen) {
      const isOver = this.#seen.size > MOST_KEPT;
      if (streams === 0 && (last < past || isOver)) this.#seen.delete(key);
      else if (!isOver && last >= past) return;
    }
  }
}

/** A name that cannot be one was refused; then nobody is named. */
function named(context: ServerContext): Caller {
  try {
    return callerOf(context);
  } catch {
    return context.get('caller');
  }
}

/** `/v1` and the rest of our own are `rest`; dialects lie below their own names. */
function transportOf(path: string): string {
  const first = path.split('/', 2)[1] ?? '';
  return ['v1', 'health', ''].includes(first) ? 'rest' : first;
}

/** The stream as it is, and counted: made as it is read, so that nothing is kept for who is slow. */
function counted(body: ReadableStream<Uint8Array>, seen: Seen): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  seen.streams += 1;
  let open = true;
  const end = () => {
    if (open) seen.streams -= 1;
    open = false;
    seen.last = Date.now();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function present({ transport, app, proven, principal, ...seen }: Seen): Connection {
  return {
    transport,
    app,
    claimed: app === null ? null : !proven,
    principal,
    streams: seen.streams,
    requests: seen.requests,
    since: formatInstant(seen.since),
    last_at: formatInstant(seen.last),
  };
}
