import type { MiddlewareHandler } from 'hono';
import { TulvingError } from '../errors.js';
import { accessOf, FULL, KEYLESS } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { VIEW_AS_HEADER } from '../model/scope.js';
import { CSRF_HEADER } from '../model/session.js';
import type { StoredKey } from '../store/keys.js';
import { sessionToken } from './cookie.js';
import { refuseProxied } from './guard.js';
import { isOpen } from './open-paths.js';
import { callerOf as callerWithApp, decodeHeader } from './scope.js';
import type { Served, ServerContext, ServerEnv } from './served.js';
import type { BrowserSession, Sessions } from './sessions.js';

/** What a request shows for who it is. */
type Shown = { by: 'key'; text: string } | { by: 'session'; session: BrowserSession };

/**
 * Finds out who calls. While no key exists, programs on this machine may read and write, and keys
 * that they send are ignored. The first key ends that on every address. A browser may have a
 * session; a key in a header counts before it.
 */
export function authenticate(served: Served, sessions: Sessions): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const keyless = !(await served.memory.keys.any());
    if (keyless) refuseProxied(context);
    if (keyless || !isOpenFor(context)) {
      const shown = shownBy(context, sessions);
      if (shown?.by === 'session') refuseForeignWrite(context);
      await admit(shown, { keyless, served, context });
    }
    await next();
  };
}

/** Whether a request that has begun may still go on: its key may have ended, or the first been made. */
export async function authorise(context: ServerContext, served: Served): Promise<void> {
  const { tenant, rules } = context.get('caller');
  if (rules && !(await served.memory.access.isCurrent(tenant, rules))) throw rulesChanged();
  await stillAdmitted(context, served);
}

/** The same for what asks by itself what the rules let through. */
export async function stillAdmitted(context: ServerContext, served: Served): Promise<void> {
  const { memory } = served;
  const { key } = context.get('caller');
  const session = context.get('session');
  if (session && !session.holds()) throw nobody();
  await memory.apps.enter(callerWithApp(context));
  if (key !== null) await memory.keys.valid(key);
  else if (session === undefined && (await memory.keys.any())) throw nobody();
}

/** Notes on the request who a session says it is. */
export async function admitSession(
  session: BrowserSession,
  context: ServerContext,
  served: Served,
): Promise<void> {
  const keyless = !(await served.memory.keys.any());
  await admit({ by: 'session', session }, { keyless, served, context });
}

/** Here too for the dialect that has accounts, and takes a key for one. */
const signIns = /^\/(?:v1\/session|mem0-server\/auth\/(?:login|refresh)\/?)$/;

/** Signing in is open to everybody. */
function isOpenFor({ req }: ServerContext): boolean {
  return isOpen(req.path) || (req.method === 'POST' && signIns.test(req.path));
}

function shownBy(context: ServerContext, sessions: Sessions): Shown | undefined {
  const text = keyText(context);
  if (text !== undefined) return { by: 'key', text };
  const token = sessionToken(context);
  const session = token === undefined ? undefined : sessions.find(token);
  return session && { by: 'session', session };
}

interface Asked {
  keyless: boolean;
  served: Served;
  context: ServerContext;
}

async function admit(shown: Shown | undefined, asked: Asked): Promise<void> {
  const { keyless, context } = asked;
  context.set('caller', await viewed(await callerOf(shown, asked), asked));
  const session = shown?.by === 'session' ? shown.session : undefined;
  // That of a key which was cleared with all others says nothing any more.
  context.set('session', keyless && session?.key !== null ? undefined : session);
}

/** As far as access rules let that one; or as somebody else would be, where an administrator asks so. */
async function viewed(caller: Caller, { context, served }: Asked): Promise<Caller> {
  const { access } = served.memory;
  const subject = context.req.header(VIEW_AS_HEADER);
  const ruled = await access.of(caller);
  return subject === undefined ? ruled : access.viewAs(ruled, decodeHeader(subject));
}

async function callerOf(
  shown: Shown | undefined,
  { keyless, served, context }: Asked,
): Promise<Caller> {
  if (shown?.by === 'session' && shown.session.key === null) {
    // Given to whoever started the server on this machine: it does not go through a proxy.
    refuseProxied(context);
    return { ...LOCAL, access: FULL };
  }
  if (keyless) return { ...LOCAL, access: KEYLESS };
  if (shown === undefined) throw nobody();
  const { keys } = served.memory;
  const key =
    shown.by === 'key'
      ? await keys.authenticate(shown.text)
      : await keys.valid(shown.session.key ?? '');
  noteUse(key, served);
  const { tenant, principal, app } = key;
  return { tenant, principal: principal ?? key.name, app, access: accessOf(key), key: key.id };
}

/** Not waited for: a full disk or another process that writes must not keep anybody from reading. */
function noteUse(key: StoredKey, { memory, log }: Served): void {
  memory.keys.noteUse(key).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error);
    log('error', 'key use not noted', { key: key.id, cause });
  });
}

/**
 * Browsers add the cookie by themselves, so a write must also show that a page of ours sends it:
 * by an Origin that is this server's, and by a header that no form and no other site can send.
 */
function refuseForeignWrite({ req }: ServerContext): void {
  if (req.method === 'GET' || req.method === 'HEAD') return;
  const host = req.header('host') ?? '';
  const origin = req.header('origin');
  if (origin !== `http://${host}` && origin !== `https://${host}`) {
    const named = origin === undefined ? 'There is no Origin header' : `The Origin is "${origin}"`;
    throw new TulvingError('origin_not_allowed', `${named}, and a session writes.`, {
      remedy: 'Write from a page of this server, or with a key in place of the session.',
    });
  }
  if (req.header(CSRF_HEADER) === undefined) {
    throw new TulvingError('csrf_header_missing', `The request has no header ${CSRF_HEADER}.`);
  }
}

/** Whoever follows a stream comes again, and is told what the rules let through now. */
function rulesChanged(): TulvingError {
  return new TulvingError('forbidden', 'The access rules have changed since the request began.', {
    remedy: 'Ask again.',
  });
}

function nobody(): TulvingError {
  return new TulvingError('unauthorized', 'The request carries no key.');
}

function keyText(context: ServerContext): string | undefined {
  const authorization = context.req.header('authorization');
  if (authorization === undefined) return context.req.header('x-api-key')?.trim();
  return /^(?:Bearer|Token)\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
}
