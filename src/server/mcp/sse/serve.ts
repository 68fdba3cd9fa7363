import { parseJSONRPCMessage, type JSONRPCMessage } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { TulvingError } from '../../../errors.js';
import { stillAdmitted } from '../../authenticate.js';
import { jsonBody } from '../../body.js';
import { eventStream, streamHeaders } from '../../event-stream.js';
import type { Served, ServerContext } from '../../served.js';
import { createMcpServer } from '../mcp-server.js';
import type { Session } from '../session.js';
import type { SseConnections } from './connections.js';
import { SseTransport } from './transport.js';

interface Opened {
  context: ServerContext;
  served: Served;
  connections: SseConnections;
  session: Session;
  client: string;
  user: string;
  /** Where the client posts to; the id of the connection is put behind it. */
  postsTo: string;
}

/** Opens a connection, and answers with its stream. */
export function openSse(opened: Opened): Response {
  const { context, served, connections, session, client, user, postsTo } = opened;
  // Nobody would read on, and so nobody would end it.
  if (context.req.method === 'HEAD') return context.body(null, 200, streamHeaders);
  const transport = new SseTransport();
  connections.add({ transport, client, user, caller: context.get('caller') });
  const tell = (cause: string) =>
    served.log('info', 'sse broke off', { request: context.get('requestId'), cause });
  // It is for any transport with one channel: the client may be of 2024 or of 2026.
  const handle = serveStdio(() => createMcpServer(session), {
    transport,
    onerror: (error) => served.log('debug', 'mcp', { cause: error.message }),
  });
  const ending = new AbortController();
  ending.signal.addEventListener('abort', () => {
    connections.remove(transport);
    handle.close().catch((error: unknown) => tell(String(error)));
  });
  const stream = eventStream(transport.messages(), {
    greeting: `event: endpoint\ndata: ${postsTo}?session_id=${transport.sessionId}\n\n`,
    written: (message) => `event: message\ndata: ${message}\n\n`,
    ending,
    closing: served.closing,
    authorise: async () => {
      connections.closeIfIdle(transport);
      await stillAdmitted(context, served);
    },
    onBreak: tell,
  });
  return context.body(stream, 200, streamHeaders);
}

/** Hands on what a client posts; the answer comes by its stream. */
export async function receiveSse(
  context: ServerContext,
  connections: SseConnections,
): Promise<Response> {
  const { client, user } = context.req.param() as { client?: string; user?: string };
  const id = context.req.query('session_id') ?? context.req.query('sessionId') ?? '';
  const named = { ...(client !== undefined && { client }), ...(user !== undefined && { user }) };
  const transport = connections.find(id, context.get('caller'), named);
  transport.receive(messageOf(await jsonBody(context)));
  return context.text('Accepted', 202);
}

function messageOf(value: unknown): JSONRPCMessage {
  try {
    return parseJSONRPCMessage(value);
  } catch (error) {
    const detail = 'The body is not a message of JSON-RPC.';
    throw new TulvingError('invalid_json', detail, {
      cause: error,
      remedy: 'Send one message of JSON-RPC 2.0 a request.',
    });
  }
}
