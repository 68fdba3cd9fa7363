import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { writeText } from './answer.js';
import type { Served, ServerContext, ServerEnv } from './served.js';

/** Outermost: gives each request an id and a line in the log, and each answer its safety headers; then it is sent. */
export function requestLog({ log }: Served): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const given = context.req.header('x-request-id') ?? '';
    const id = /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
    context.set('requestId', id);
    const started = performance.now();
    await next();
    const { headers, status } = context.res;
    headers.set('X-Request-Id', id);
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Referrer-Policy', 'no-referrer');
    if (!headers.has('Access-Control-Allow-Origin')) {
      headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    }
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
    const ms = Math.round((performance.now() - started) * 10) / 10;
    const { method } = context.req;
    // Nobody waits for the line.
    writeText(context);
    log('info', 'request', { request: id, method, path: routeOf(context), status, ms });
  };
}

/**
 * Which route was asked for, without what stands in its place holders: names of people are there, and no erasure
 * reaches a log. Of what is nowhere only the beginning is told, since it may be such a route, misspelt.
 *
 * @example `/v1/users/{id}/profile`, `/users/…`
 */
function routeOf(context: ServerContext): string {
  const exact = matchedRoutes(context).find(({ path }) => !path.endsWith('*'));
  if (exact) return exact.path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}');
  const [, first = '', rest] = context.req.path.split('/');
  return withoutKey(rest === undefined ? `/${first}` : `/${first}/…`);
}

/** One that was sent in the wrong place does not go into the log. */
function withoutKey(path: string): string {
  return path.replaceAll(/tlv_\w+/g, 'tlv_…');
}
