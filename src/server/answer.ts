import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ServerContext } from './served.js';

/**
 * Answers a value as JSON. Where there is a socket its text waits beside the response until `writeText` writes it:
 * as the body of one it would become a stream of the web, which costs more than all else that answers.
 */
export function answerJson(
  context: ServerContext,
  value: unknown,
  status: ContentfulStatusCode = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const text = JSON.stringify(value);
  const all = { 'Content-Type': 'application/json', ...headers };
  const { outgoing } = context.env ?? {};
  if (outgoing === undefined || context.req.method === 'HEAD') {
    return context.body(text, status, all);
  }
  context.set('text', text);
  return context.body(null, status, all);
}

/** Writes what `answerJson` left, head and body at once. Once only logging is left to do: no header is added any more. */
export function writeText(context: ServerContext): void {
  const text = context.get('text');
  const { outgoing } = context.env ?? {};
  if (text === undefined || outgoing === undefined || context.res.body !== null) return;
  outgoing.statusCode = context.res.status;
  outgoing.setHeaders(context.res.headers);
  outgoing.end(text);
  // Emptied first: a response takes over the headers of the one before it.
  context.res = undefined;
  context.res = RESPONSE_ALREADY_SENT;
}
