import { z } from '@hono/zod-openapi';
import { healthSchema } from '../../model/health.js';
import { statsRequestSchema } from '../../model/requests.js';
import type { Scope } from '../../model/scope.js';
import { statsSchema } from '../../model/stats.js';
import { statusSchema } from '../../model/status.js';
import { usageRequestSchema, usageSchema } from '../../model/usage.js';
import { answerJson } from '../answer.js';
import { detailedHealth } from '../health.js';
import { addRoute } from '../route.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Operations';
const aliveSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });

export function operationRoutes(app: ServerApp, served: Served): void {
  const { memory, version } = served;

  addRoute(app, {
    method: 'get',
    path: '/v1/stats',
    operationId: 'stats',
    tag,
    summary: 'Counts of what a scope holds',
    query: statsRequestSchema,
    answer: statsSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = withScope(context, context.req.query(), served) as Scope;
      return answerJson(context, await memory.stats(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/health/live',
    operationId: 'live',
    tag,
    summary: 'Whether the process runs; asks nothing else',
    answer: aliveSchema,
    handle: (context) => answerJson(context, { status: 'ok' }),
  });

  for (const path of ['/health', '/health/ready']) {
    addRoute(app, {
      method: 'get',
      path,
      operationId: path === '/health' ? 'health' : 'ready',
      tag,
      summary: 'Whether the store answers',
      answer: aliveSchema,
      errors: ['store_busy', 'store_damaged'],
      handle: async (context) => {
        await memory.ready();
        return answerJson(context, { status: 'ok' });
      },
    });
  }

  // Twice: monitoring looks for it beside the others, and sessions of browsers are for /v1 alone.
  for (const path of ['/health/detailed', '/v1/health']) {
    addRoute(app, {
      method: 'get',
      path,
      operationId: path === '/v1/health' ? 'componentsHealth' : 'detailedHealth',
      tag,
      summary: 'Each component with its state, for monitoring; 503 with the same answer when down',
      answer: healthSchema,
      handle: async (context) => {
        const health = await detailedHealth(served, callerOf(context));
        return answerJson(context, health, health.status === 'down' ? 503 : 200);
      },
    });
  }

  addRoute(app, {
    method: 'get',
    path: '/v1/status',
    operationId: 'status',
    tag,
    summary: 'What is kept, and where',
    answer: statusSchema,
    handle: async (context) => answerJson(context, await memory.status(callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/usage',
    operationId: 'usage',
    tag,
    summary: 'What language models were asked, by day, role and model',
    query: usageRequestSchema,
    answer: usageSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await memory.usage(context.req.query(), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/version',
    operationId: 'version',
    tag,
    summary: 'The version of Tulving',
    answer: z.object({ version: z.string() }),
    handle: (context) => answerJson(context, { version }),
  });
}
