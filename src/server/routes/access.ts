import {
  accessPageSchema,
  accessQuerySchema,
  type ListAccessRequest,
  type StatsDaysRequest,
  statsDaysRequestSchema,
  statsDaysSchema,
} from '../../model/access-log.js';
import { connectionListSchema } from '../../model/connections.js';
import {
  accessExplainedSchema,
  type ExplainAccess,
  explainAccessSchema,
  type NewRule,
  newRuleSchema,
  ruleListSchema,
  rulesMadeSchema,
} from '../../model/rules.js';
import { validate } from '../../model/validate.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import type { Connections } from '../connections.js';
import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Access';

/** Rules take the scope `admin`, which `memory.access` asks for. */
export function accessRoutes(app: ServerApp, { memory }: Served, connections: Connections): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/access/rules',
    operationId: 'listAccessRules',
    tag,
    summary: 'List access rules, oldest first',
    answer: ruleListSchema,
    handle: async (context) => answerJson(context, await memory.access.list(callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/access/rules',
    operationId: 'addAccessRules',
    tag,
    summary: 'Allow or deny somebody something; a rule for each action',
    body: newRuleSchema,
    answer: rulesMadeSchema,
    status: 201,
    handle: async (context) => {
      const input = (await jsonBody(context)) as NewRule;
      return answerJson(context, { data: await memory.access.add(input, callerOf(context)) }, 201);
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/access/rules/{id}',
    operationId: 'removeAccessRule',
    tag,
    summary: 'Take an access rule away',
    status: 204,
    errors: ['not_found'],
    handle: async (context) => {
      await memory.access.remove(idOf(context), callerOf(context));
      return context.body(null, 204);
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/access/check',
    operationId: 'checkAccess',
    tag,
    summary: 'Whether somebody may read, change and delete a memory, and which rules say so',
    body: explainAccessSchema,
    answer: accessExplainedSchema,
    errors: ['not_found'],
    handle: async (context) => {
      const input = (await jsonBody(context)) as ExplainAccess;
      return answerJson(context, await memory.access.explain(input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/access/log',
    operationId: 'listAccess',
    tag,
    summary: 'Who has read and written what, newest first',
    query: accessQuerySchema,
    answer: accessPageSchema,
    errors: ['invalid_input', 'not_found'],
    handle: async (context) => {
      const input: ListAccessRequest = validate(accessQuerySchema, context.req.query());
      return answerJson(context, await memory.accessLog.list(input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/stats/days',
    operationId: 'statsDays',
    tag: 'Operations',
    summary: 'Memories added, searches and their scores, by day, app and user',
    query: statsDaysRequestSchema,
    answer: statsDaysSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = context.req.query() as StatsDaysRequest;
      return answerJson(context, await memory.accessLog.days(input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/connections',
    operationId: 'listConnections',
    tag: 'Operations',
    summary: 'Who has talked to this server in the last five minutes, and whose streams are open',
    answer: connectionListSchema,
    handle: (context) => answerJson(context, { data: connections.list(callerOf(context)) }),
  });
}
