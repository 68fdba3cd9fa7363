import { statsRequestSchema } from '../model/requests.js';
import { validate } from '../model/validate.js';
import { asApp, type Caller } from '../model/caller.js';
import { CLIENT_HEADER, DASHBOARD_CLIENT, type Scope, scopeHeaders } from '../model/scope.js';
import type { Served, ServerContext } from './served.js';

const appSchema = statsRequestSchema.pick({ app_id: true });

/**
 * Fills what an input leaves open of its scope: first from the headers, then TULVING_USER where
 * neither a user nor a cube is named or fixed by the key. An input that is no object is left for the check to refuse.
 */
export function withScope(context: ServerContext, input: unknown, { settings }: Served): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  const filled: Scope & Record<string, unknown> = { ...input };
  for (const [field, header] of Object.entries(scopeHeaders)) {
    const value = context.req.header(header);
    if (value !== undefined) filled[field] ??= decodeHeader(value);
  }
  const { user, cubes } = context.get('caller').access;
  const unfixed = user === null && cubes === null;
  if (unfixed && filled.user_id === undefined && filled.cube === undefined) {
    filled.user_id = settings.user;
  }
  return filled;
}

/** What the headers say of the scope, and nothing that stands in. */
export function scopeOfHeaders(context: ServerContext): Scope {
  const named = Object.entries(scopeHeaders).flatMap(([field, header]) => {
    const value = context.req.header(header);
    return value === undefined ? [] : [[field, decodeHeader(value)]];
  });
  return Object.fromEntries(named) as Scope;
}

/** As `withScope`, for what is written: labelled with the program that says it writes. */
export function withScopeOfWrite(context: ServerContext, input: unknown, served: Served): unknown {
  const filled = withScope(context, input, served) as (Scope & object) | null;
  if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) return filled;
  if (filled.app_id !== undefined || context.get('caller').access.app !== null) return filled;
  const app = clientNamed(context);
  return app === undefined ? filled : { ...filled, app_id: app };
}

export function clientNamed(context: ServerContext): string | undefined {
  const header = context.req.header(CLIENT_HEADER);
  return header === undefined ? undefined : decodeHeader(header);
}

/** Who calls. The app is what the key fixes, else what the request says of itself. */
export function callerOf(context: ServerContext, scope: unknown = {}): Caller {
  const caller = callerNamed(context, scope);
  return clientNamed(context) === DASHBOARD_CLIENT ? { ...caller, trying: true } : caller;
}

function callerNamed(context: ServerContext, scope: unknown): Caller {
  const caller = context.get('caller');
  if (caller.app !== null) return caller;
  const header = context.req.header(scopeHeaders.app_id);
  const named = (scope as Scope | null)?.app_id ?? (header && decodeHeader(header));
  const claimed = named ?? clientNamed(context);
  return asApp(caller, typeof claimed === 'string' ? nameOf(claimed) : null);
}

/** It goes into the history, so it must be a name as any other. */
function nameOf(claimed: string): string {
  return validate(appSchema, { app_id: claimed }).app_id ?? claimed;
}

/** Headers carry bytes; names outside of ASCII come as UTF-8, which Node reads as Latin-1. */
export function decodeHeader(value: string): string {
  const decoded = Buffer.from(value, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? value : decoded;
}
