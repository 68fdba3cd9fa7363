import {
  connectRequestSchema,
  type ConnectResult,
  connectResultSchema,
  KEY_PLACEHOLDER,
} from '../../model/connect.js';
import { validate } from '../../model/validate.js';
import { answerJson } from '../answer.js';
import { addRoute } from '../route.js';
import type { Served, ServerApp, ServerContext } from '../served.js';

export function connectRoutes(app: ServerApp, { memory, clients }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/clients',
    operationId: 'connectClients',
    tag: 'Operations',
    summary: 'What connects each client to this server: entry, command, link',
    query: connectRequestSchema,
    answer: connectResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const { base_url: given } = validate(connectRequestSchema, context.req.query());
      const baseUrl = given === undefined ? addressOf(context) : new URL(given).origin;
      const needsKey = await memory.keys.any();
      const result: ConnectResult = {
        base_url: baseUrl,
        mcp_url: `${baseUrl}/mcp`,
        needs_key: needsKey,
        key_placeholder: KEY_PLACEHOLDER,
        clients: (await clients?.({ baseUrl, needsKey })) ?? [],
      };
      return answerJson(context, result);
    },
  });
}

/** A proxy that ends TLS says so. */
function addressOf({ req }: ServerContext): string {
  const scheme = req.header('x-forwarded-proto') === 'https' ? 'https' : 'http';
  return `${scheme}://${req.header('host') ?? ''}`;
}
