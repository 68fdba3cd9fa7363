import { createMcpHandler } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { TulvingError } from '../../errors.js';
import { type Access, hasScope, narrowScope } from '../../model/access.js';
import { cubeOfWrite, type Scope, SHARED_CUBE } from '../../model/scope.js';
import { toolsets } from '../../model/toolsets.js';
import { invalidInput, validate } from '../../model/validate.js';
import { callerOf, clientNamed, scopeOfHeaders, withScope } from '../scope.js';
import type { Served, ServerApp, ServerContext } from '../served.js';
import { doorOf } from './door.js';
import { createMcpServer } from './mcp-server.js';
import { readable } from './readable.js';
import type { Session } from './session.js';

const toolsetNames = z
  .string()
  .transform((names) => names.split(','))
  .pipe(z.array(z.enum(toolsets)).min(1))
  .optional();

const name = z.string().min(1, 'must not be empty; leave it out instead').optional();

/** What a URL may say, for clients that cannot send headers. A key is not among it: URLs are logged. */
const querySchema = z.strictObject({
  user: name,
  agent: name,
  app: name,
  run: name,
  cube: name,
  toolsets: toolsetNames,
  toolset: toolsetNames,
});

/** MCP at `/mcp`, in every revision since 2025-03-26: each request is served by itself. */
export function mcpRoutes(app: ServerApp, served: Served): void {
  const handler = createMcpHandler(
    ({ authInfo }) => createMcpServer(authInfo?.extra?.['session'] as Session),
    { onerror: (error) => served.log('debug', 'mcp', { cause: error.message }) },
  );
  served.closing?.addEventListener('abort', () => void handler.close());
  app.all('/mcp', async (context) => {
    const session = sessionOf(context, served);
    // Who calls was found out before; the handler only carries it to the factory above.
    const authInfo = { token: '', clientId: '', scopes: [], extra: { session } };
    return handler.fetch(await readable(context), { authInfo });
  });
}

function sessionOf(context: ServerContext, served: Served): Session {
  const { toolset, toolsets: wanted = toolset, ...named } = validate(querySchema, queryOf(context));
  const { user, agent, app, run, cube } = named;
  const inUrl = { user_id: user, agent_id: agent, app_id: app, run_id: run, cube };
  const given = Object.entries(inUrl).filter(([, value]) => value !== undefined);
  const filled = withScope(context, Object.fromEntries(given), served) as Scope;
  const { access } = context.get('caller');
  const session = requestSession(context, served, narrowed(access, filled));
  const told = { ...scopeOfHeaders(context), ...Object.fromEntries(given) };
  const isNamed = told.user_id !== undefined || told.cube !== undefined;
  const chooses = !isNamed && access.user === null && access.cubes === null;
  return { ...session, chooses, ...(wanted !== undefined && { toolsets: wanted }) };
}

/** What a request within a scope is served with. */
export function requestSession(context: ServerContext, served: Served, scope: Scope): Session {
  const { access } = context.get('caller');
  const caller = callerOf(context, scope);
  const { mcpToolsets: toolsets, timezone } = served.settings;
  return {
    door: (claimed) => {
      context.set('claimed', claimed);
      return doorOf(served.memory, caller, clientNamed(context) ?? claimed);
    },
    scope,
    cubes: cubesOf(scope, access.cubes),
    toolsets,
    allows: (needed) => hasScope(access, needed),
    link: ({ id }) => new URL(`/v1/memories/${id}`, context.req.url).href,
    timezone,
    version: served.version,
    log: served.log,
  };
}

/** What differs from the key is left for the verbs to refuse: their reason reaches a person, a 403 does not. */
function narrowed(access: Access, scope: Scope): Scope {
  try {
    return narrowScope(access, scope);
  } catch (error) {
    if (TulvingError.isInstance(error) && error.code === 'forbidden') return scope;
    throw error;
  }
}

/** Those that can be named: of a key its own; else the one of the scope and what is shared. */
export function cubesOf(scope: Scope, fixed: readonly string[] | null): readonly string[] {
  if (scope.cube !== undefined) return [scope.cube];
  return fixed ?? [...new Set([cubeOfWrite(scope), SHARED_CUBE])];
}

function queryOf(context: ServerContext): Record<string, string> {
  const query = context.req.query();
  if (
    Object.entries(query)
      .flat()
      .some((text) => /tlv_\w/.test(text))
  ) {
    const detail = 'a key does not belong into a URL; send it as Authorization: Bearer';
    throw invalidInput([{ pointer: '', detail }]);
  }
  return query;
}
