import { listAuditResultSchema, listAuditSchema } from '../../model/audit.js';
import { answerJson } from '../answer.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

export function auditRoutes(app: ServerApp, { memory: { audit } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/audit',
    operationId: 'listAudit',
    tag: 'Access',
    summary: 'Who has changed what: keys, rules, settings, states in bulk, imports, backups',
    query: listAuditSchema,
    answer: listAuditResultSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await audit.list(context.req.query(), callerOf(context))),
  });
}
