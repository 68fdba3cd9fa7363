import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { TulvingError } from '../errors.js';
import { authenticate } from './authenticate.js';
import { dashboardRoutes } from './dashboard/routes.js';
import { guard } from './guard.js';
import { mcpRoutes } from './mcp/http.js';
import { problem } from './problem.js';
import { refuseOtherMethods } from './route.js';
import { connectRoutes } from './routes/connect.js';
import { docsRoutes } from './routes/docs.js';
import { episodeRoutes } from './routes/episodes.js';
import { eventRoutes } from './routes/events.js';
import { ingestRoutes } from './routes/ingest.js';
import { jobRoutes } from './routes/jobs.js';
import { keyRoutes } from './routes/keys.js';
import { memoryRoutes } from './routes/memories.js';
import { operationRoutes } from './routes/operations.js';
import { sampleRoutes } from './routes/samples.js';
import { searchRoutes } from './routes/search.js';
import { sessionRoutes } from './routes/session.js';
import { traceRoutes } from './routes/traces.js';
import { Sessions } from './sessions.js';
import type { Served, ServerApp, ServerEnv } from './served.js';

/** The whole server, without a socket. */
export function createApp(served: Served): ServerApp {
  const { sessions = new Sessions() } = served;
  const app: ServerApp = new OpenAPIHono<ServerEnv>();

  app.use(requestLog(served));
  app.use(guard(served));
  app.use(authenticate(served, sessions));

  ingestRoutes(app, served);
  memoryRoutes(app, served);
  searchRoutes(app, served);
  traceRoutes(app, served);
  episodeRoutes(app, served);
  eventRoutes(app, served);
  keyRoutes(app, served);
  jobRoutes(app, served);
  sampleRoutes(app, served);
  sessionRoutes(app, served, sessions);
  connectRoutes(app, served);
  operationRoutes(app, served);
  mcpRoutes(app, served);
  docsRoutes(app, served);
  dashboardRoutes(app, served);
  refuseOtherMethods(app);

  app.notFound((context) => {
    const error = new TulvingError('no_route', `There is nothing at ${context.req.path}.`);
    return problem(context, error, served.log);
  });
  app.onError((error, context) => problem(context, error, served.log));
  return app;
}

/** Gives each request an id and a line in the log, and each answer its safety headers. */
function requestLog({ log }: Served): MiddlewareHandler<ServerEnv> {
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
    log('info', 'request', { request: id, method, path: shown(context.req.path), status, ms });
  };
}

/** A key that was sent in the wrong place does not go into the log. */
function shown(path: string): string {
  return path.replaceAll(/tlv_\w+/g, 'tlv_…');
}
