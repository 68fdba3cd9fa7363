import type { MiddlewareHandler } from 'hono';
import { TulvingError } from '../errors.js';
import { accessOf, KEYLESS } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { refuseProxied } from './guard.js';
import { isOpen } from './open-paths.js';
import type { Served, ServerContext, ServerEnv } from './served.js';

/**
 * Finds out who calls. While no key exists, programs on this machine may read and write, and what
 * they send as credentials is ignored. The first key ends that on every address.
 */
export function authenticate({ memory, log }: Served): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const keyless = !(await memory.keys.any());
    if (keyless) {
      refuseProxied(context);
      context.set('caller', { ...LOCAL, access: KEYLESS });
    } else if (!isOpen(context.req.path)) {
      context.set('caller', await callerOfKey(context, { memory, log }));
    }
    await next();
  };
}

/** Whether a request that has begun may still go on: its key may have ended, or the first been made. */
export async function authorise(context: ServerContext, { memory }: Served): Promise<void> {
  const text = keyText(context);
  const { key } = context.get('caller');
  if (key !== null && text !== undefined) await memory.keys.authenticate(text);
  else if (await memory.keys.any()) throw noKey();
}

function noKey(): TulvingError {
  return new TulvingError('unauthorized', 'The request carries no key.');
}

async function callerOfKey(
  context: ServerContext,
  { memory, log }: Pick<Served, 'memory' | 'log'>,
): Promise<Caller> {
  const text = keyText(context);
  if (text === undefined) throw noKey();
  const key = await memory.keys.authenticate(text);
  // Not waited for: a full disk or another process that writes must not keep anybody from reading.
  memory.keys.noteUse(key).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error);
    log('error', 'key use not noted', { key: key.id, cause });
  });
  const { tenant, principal, app } = key;
  return { tenant, principal: principal ?? key.name, app, access: accessOf(key), key: key.id };
}

function keyText(context: ServerContext): string | undefined {
  const authorization = context.req.header('authorization');
  if (authorization === undefined) return context.req.header('x-api-key')?.trim();
  return /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
}
