import type { MiddlewareHandler } from 'hono';
import { v7 } from 'uuid';
import { requireScope, requireWhole } from '../../../model/access.js';
import type { Caller } from '../../../model/caller.js';
import type { ServerEnv } from '../../served.js';
import type { Handle, Json } from '../mem0/call.js';
import { wholeNumber } from '../mem0/listing.js';

interface Noted {
  tenant: number;
  told: Json;
}

const MOST_KEPT = 1_000;
const [FEW, MOST_ASKED] = [50, 200];
/** A name of somebody, which is nobody else's business. */
const NAME = /^(\/entities\/\w+)\/.+$/;

/** The last requests to the dialect in this process; kept in memory alone. */
export class RequestLog {
  readonly #noted: Noted[] = [];

  readonly note: MiddlewareHandler<ServerEnv> = async (context, next) => {
    const begun = performance.now();
    const created_at = new Date().toISOString();
    await next();
    const caller = context.get('caller') as Caller | undefined;
    if (!caller) return;
    const { method, path } = context.req;
    const shown = context.req.header('x-api-key') === undefined ? 'bearer' : 'api_key';
    const told = {
      id: v7(),
      method,
      path: path.replace(/^\/mem0-server/, '').replace(NAME, '$1/…'),
      status_code: context.res.status,
      latency_ms: Math.round(performance.now() - begun),
      auth_type: caller.key === undefined || caller.key === null ? 'none' : shown,
      created_at,
    };
    this.#noted.push({ tenant: caller.tenant, told });
    if (this.#noted.length > MOST_KEPT) this.#noted.shift();
  };

  /** Of the caller's tenant, the newest first. */
  readonly list: Handle = async ({ caller, query }) => {
    requireScope(caller.access, 'admin');
    requireWhole(caller.access);
    const most = wholeNumber(query['limit'], 'limit', FEW, MOST_ASKED);
    const own = this.#noted.filter(({ tenant }) => tenant === caller.tenant);
    return own
      .slice(-most)
      .map(({ told }) => told)
      .toReversed();
  };
}
