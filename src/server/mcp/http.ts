import { createMcpHandler } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { hasScope } from '../../model/access.js';
import type { Scope } from '../../model/scope.js';
import { invalidInput, validate } from '../../model/validate.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp, ServerContext } from '../served.js';
import { doorOf } from './door.js';
import { createMcpServer } from './mcp-server.js';
import { type Session, toolsets } from './session.js';

/** What a URL may say, for clients that cannot send headers. A key is not among it: URLs are logged. */
const name = z.string().min(1, 'must not be empty; leave it out instead').optional();
const querySchema = z.strictObject({
  user: name,
  agent: name,
  app: name,
  run: name,
  cube: name,
  toolsets: z
    .string()
    .transform((names) => names.split(','))
    .pipe(z.array(z.enum(toolsets)).min(1))
    .optional(),
});

/** MCP at `/mcp`, in every revision since 2025-03-26: each request is served by itself. */
export function mcpRoutes(app: ServerApp, served: Served): void {
  const handler = createMcpHandler(
    ({ authInfo }) => createMcpServer(authInfo?.extra?.['session'] as Session),
    { onerror: (error) => served.log('debug', 'mcp', { cause: error.message }) },
  );
  served.closing?.addEventListener('abort', () => void handler.close());
  app.all('/mcp', (context) => {
    const session = sessionOf(context, served);
    // Who calls was found out before; the handler only carries it to the factory above.
    const authInfo = { token: '', clientId: '', scopes: [], extra: { session } };
    return handler.fetch(context.req.raw, { authInfo });
  });
}

function sessionOf(context: ServerContext, served: Served): Session {
  const { toolsets: wanted, ...named } = validate(querySchema, queryOf(context));
  const { user, agent, app, run, cube } = named;
  const inUrl = { user_id: user, agent_id: agent, app_id: app, run_id: run, cube };
  const given = Object.entries(inUrl).filter(([, value]) => value !== undefined);
  const scope = withScope(context, Object.fromEntries(given), served) as Scope;
  const caller = callerOf(context, scope);
  return {
    door: (claimedApp) =>
      doorOf(served.memory, { ...caller, app: caller.app ?? claimedApp ?? null }),
    scope,
    toolsets: wanted ?? served.settings.mcpToolsets,
    allows: (needed) => hasScope(caller.access, needed),
    link: ({ id }) => new URL(`/v1/memories/${id}`, context.req.url).href,
    version: served.version,
    log: served.log,
  };
}

function queryOf(context: ServerContext): Record<string, string> {
  const query = context.req.query();
  if (Object.values(query).some((value) => value.startsWith('tlv_'))) {
    const detail = 'a key does not belong into a URL; send it as Authorization: Bearer';
    throw invalidInput([{ pointer: '', detail }]);
  }
  return query;
}
