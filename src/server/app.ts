import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { TulvingError } from '../errors.js';
import { admitApp } from './admit-app.js';
import { authenticate } from './authenticate.js';
import { dashboardRoutes } from './dashboard/routes.js';
import { dialectFailure, dialectRoutes } from './dialects/dialects.js';
import { guard } from './guard.js';
import { mcpRoutes } from './mcp/http.js';
import { problem } from './problem.js';
import { refuseOtherMethods } from './route.js';
import { appRoutes } from './routes/apps.js';
import { attachmentRoutes } from './routes/attachments.js';
import { Connections } from './connections.js';
import { accessRoutes } from './routes/access.js';
import { auditRoutes } from './routes/audit.js';
import { backupRoutes } from './routes/backups.js';
import { sourceRoutes } from './routes/sources.js';
import { categoryRoutes } from './routes/categories.js';
import { chatRoutes } from './routes/chat.js';
import { connectRoutes } from './routes/connect.js';
import { cubeRoutes } from './routes/cubes.js';
import { docsRoutes } from './routes/docs.js';
import { episodeRoutes } from './routes/episodes.js';
import { extractRoutes } from './routes/extract.js';
import { eventRoutes } from './routes/events.js';
import { exchangeRoutes } from './routes/exchange.js';
import { feedbackRoutes } from './routes/feedback.js';
import { ingestRoutes } from './routes/ingest.js';
import { jobRoutes } from './routes/jobs.js';
import { keyRoutes } from './routes/keys.js';
import { logRoutes } from './routes/logs.js';
import { memoryRoutes } from './routes/memories.js';
import { modelRoutes } from './routes/models.js';
import { operationRoutes } from './routes/operations.js';
import { organiseRoutes } from './routes/organise.js';
import { policyRoutes } from './routes/policies.js';
import { reindexRoutes } from './routes/reindex.js';
import { reviewRoutes } from './routes/reviews.js';
import { sampleRoutes } from './routes/samples.js';
import { searchRoutes } from './routes/search.js';
import { sessionRoutes } from './routes/session.js';
import { settingRoutes } from './routes/settings.js';
import { stateRoutes } from './routes/states.js';
import { undoRoutes } from './routes/undo.js';
import { timelineRoutes } from './routes/timeline.js';
import { userRoutes } from './routes/users.js';
import { traceRoutes } from './routes/traces.js';
import { webhookRoutes } from './routes/webhooks.js';
import { Sessions } from './sessions.js';
import type { Served, ServerApp, ServerContext, ServerEnv } from './served.js';

/** The whole server, without a socket. */
export function createApp(served: Served): ServerApp {
  const { sessions = new Sessions() } = served;
  const app: ServerApp = new OpenAPIHono<ServerEnv>();

  app.use(requestLog(served));
  app.use(guard(served));
  app.use(authenticate(served, sessions));
  app.use(admitApp(served));
  const connections = new Connections(served.settings.data);
  app.use(connections.note);

  ingestRoutes(app, served);
  stateRoutes(app, served);
  memoryRoutes(app, served);
  searchRoutes(app, served);
  chatRoutes(app, served);
  feedbackRoutes(app, served);
  traceRoutes(app, served);
  timelineRoutes(app, served);
  episodeRoutes(app, served);
  eventRoutes(app, served);
  exchangeRoutes(app, served);
  keyRoutes(app, served);
  accessRoutes(app, served, connections);
  auditRoutes(app, served);
  jobRoutes(app, served);
  undoRoutes(app, served);
  attachmentRoutes(app, served);
  backupRoutes(app, served);
  extractRoutes(app, served);
  organiseRoutes(app, served);
  reviewRoutes(app, served);
  cubeRoutes(app, served);
  categoryRoutes(app, served);
  sourceRoutes(app, served);
  appRoutes(app, served);
  userRoutes(app, served);
  policyRoutes(app, served);
  webhookRoutes(app, served);
  sampleRoutes(app, served);
  sessionRoutes(app, served, sessions);
  connectRoutes(app, served);
  settingRoutes(app, served);
  modelRoutes(app, served);
  reindexRoutes(app, served);
  logRoutes(app, served);
  operationRoutes(app, served);
  mcpRoutes(app, served);
  dialectRoutes(app, served);
  docsRoutes(app, served);
  dashboardRoutes(app, served);
  refuseOtherMethods(app);

  const told = (context: ServerContext, error: unknown) =>
    dialectFailure(context, error, served) ?? problem(context, error, served.log);
  app.notFound((context) =>
    told(context, new TulvingError('no_route', `There is nothing at ${context.req.path}.`)),
  );
  app.onError((error, context) => told(context, error));
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
