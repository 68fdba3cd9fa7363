import { TulvingError } from '../../errors.js';
import { hasScope, isWhole } from '../../model/access.js';
import { keyScopes } from '../../model/key.js';
import { type Session, sessionSchema, signInSchema } from '../../model/session.js';
import { formatInstant } from '../../model/time.js';
import { validate } from '../../model/validate.js';
import { answerJson } from '../answer.js';
import { admitSession } from '../authenticate.js';
import { jsonBody } from '../body.js';
import { dropSession, keepSession, sessionToken } from '../cookie.js';
import { refuseProxied } from '../guard.js';
import { addRoute } from '../route.js';
import type { Served, ServerApp, ServerContext } from '../served.js';
import type { Sessions } from '../sessions.js';

const tag = 'Session';

/** Signing in and out of the dashboard. Programs send their key with each request instead. */
export function sessionRoutes(app: ServerApp, served: Served, sessions: Sessions): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/session',
    operationId: 'getSession',
    tag,
    summary: 'Who asks, and what that one may',
    answer: sessionSchema,
    handle: async (context) => answerJson(context, await told(context, served)),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/session',
    operationId: 'beginSession',
    tag,
    summary: 'Sign a browser in, with a key or with the link that `tulving serve` prints',
    body: signInSchema,
    answer: sessionSchema,
    status: 201,
    handle: async (context) => {
      const { key, link } = validate(signInSchema, await jsonBody(context));
      const owner = key === undefined ? null : (await served.memory.keys.authenticate(key)).id;
      if (owner === null) takeLink(link ?? '', context, sessions);
      endSession(context, sessions);
      const token = sessions.begin(owner);
      const session = sessions.find(token);
      if (session) await admitSession(session, context, served);
      keepSession(context, token);
      return answerJson(context, await told(context, served), 201);
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/session',
    operationId: 'endSession',
    tag,
    summary: 'Sign the browser out',
    status: 204,
    handle: (context) => {
      endSession(context, sessions);
      dropSession(context);
      return context.body(null, 204);
    },
  });
}

/** It shows that somebody reads what the server prints, and so may do what the command line may. */
function takeLink(link: string, context: ServerContext, sessions: Sessions): void {
  refuseProxied(context);
  if (sessions.takeLink(link)) return;
  throw new TulvingError('unauthorized', 'The link was used before, or has expired.', {
    remedy: 'Start the server again for a new one, or sign in with a key.',
  });
}

function endSession(context: ServerContext, sessions: Sessions): void {
  const token = sessionToken(context);
  if (token !== undefined) sessions.end(token);
}

async function told(context: ServerContext, served: Served): Promise<Session> {
  const { access, key } = context.get('caller');
  const session = context.get('session');
  return {
    by: key !== null ? 'key' : session ? 'link' : 'keyless',
    session: session !== undefined,
    scopes: keyScopes.filter((scope) => hasScope(access, scope)),
    whole: isWhole(access),
    key: key === null ? null : await keyOf(key, served),
    expires_at: session ? formatInstant(session.endsAt) : null,
    default_user: served.settings.user,
    version: served.version,
  };
}

async function keyOf(id: string, { memory }: Served): Promise<Session['key']> {
  const { name, principal, user, agent, app, cubes, expiresAt } = await memory.keys.valid(id);
  return {
    id,
    name,
    principal,
    user_id: user,
    agent_id: agent,
    app_id: app,
    cubes: cubes && [...cubes],
    expires_at: expiresAt === null ? null : formatInstant(expiresAt),
  };
}
