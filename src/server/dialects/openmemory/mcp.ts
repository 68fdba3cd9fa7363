import {
  createMcpHandler,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { hasScope, narrowScope } from '../../../model/access.js';
import { requestSession } from '../../mcp/http.js';
import { createMcpServer } from '../../mcp/mcp-server.js';
import { readable } from '../../mcp/readable.js';
import type { Session } from '../../mcp/session.js';
import { SseConnections } from '../../mcp/sse/connections.js';
import { openSse, receiveSse } from '../../mcp/sse/serve.js';
import type { Served, ServerApp, ServerContext } from '../../served.js';
import { namesInPath } from './names.js';

/** OpenMemory's own addresses, and the same below the base URL of the dialect. */
const bases = ['', '/openmemory'] as const;

/** MCP where OpenMemory has it: the program and the user stand in the URL. */
export function openMemoryMcpRoutes(app: ServerApp, served: Served): void {
  const connections = new SseConnections();
  const handler = createMcpHandler(
    ({ authInfo }) => createMcpServer(authInfo?.extra?.['session'] as Session),
    { onerror: (error) => served.log('debug', 'mcp', { cause: error.message }) },
  );
  served.closing?.addEventListener('abort', () => void handler.close());
  for (const base of bases) {
    const at = `${base}/mcp/:client`;
    for (const path of [`${at}/http/:user`, `${at}/http/:user/`]) {
      app.on(['GET', 'POST', 'DELETE'], path, async (context) => {
        const session = sessionOf(context, served);
        const request = await readable(context);
        if (await isLegacyRequest(request.clone() as Request)) return answerOnce(session, request);
        const authInfo = { token: '', clientId: '', scopes: [], extra: { session } };
        return handler.fetch(request, { authInfo });
      });
    }
    for (const path of [`${at}/sse/:user`, `${at}/sse/:user/`]) {
      app.get(path, (context) => {
        const session = sessionOf(context, served);
        const { client, user } = namesInPath(context);
        const postsTo = `${base}/mcp/messages/`;
        return openSse({ context, served, connections, session, client, user, postsTo });
      });
    }
    for (const path of [`${base}/mcp/messages`, `${at}/sse/:user/messages`]) {
      for (const slash of ['', '/']) {
        app.post(`${path}${slash}`, (context) => receiveSse(context, connections));
      }
    }
  }
}

/** What the URL names must be what a key fixes: here a 403 tells it, before anything is served. */
function sessionOf(context: ServerContext, served: Served): Session {
  const { client, user } = namesInPath(context);
  const { access } = context.get('caller');
  const scope = narrowScope(access, { user_id: user, app_id: client });
  const session = requestSession(context, served, scope);
  context.set('claimed', client);
  return {
    ...session,
    // Whatever the program says of itself, it is the one of the URL.
    door: () => {
      const door = session.door(client);
      context.set('claimed', client);
      return door;
    },
    toolsets: ['openmemory'],
    serverName: 'mem0-mcp-server',
    allows: (needed) => hasScope(access, needed),
  };
}

/** A request of 2025 and before, by itself and answered as JSON: as OpenMemory did it. */
async function answerOnce(session: Session, request: Request): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  const server = createMcpServer(session);
  await server.connect(transport);
  try {
    if (request.method !== 'POST') return notHere();
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}

/** There is no stream to listen to and no session to end. */
function notHere(): Response {
  const error = { code: -32_000, message: 'Method not allowed.' };
  return Response.json(
    { jsonrpc: '2.0', error, id: null },
    {
      status: 405,
      headers: { Allow: 'POST' },
    },
  );
}
