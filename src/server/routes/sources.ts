import { listNamesSchema, type ListNamesRequest } from '../../model/kept-names.js';
import { drawnFromSchema, scopeNamePageSchema } from '../../model/sources.js';
import { answerJson } from '../answer.js';
import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

export function sourceRoutes(app: ServerApp, { memory: { sources } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/names',
    operationId: 'listNames',
    tag: 'Episodes',
    summary: 'List the users, agents, apps and runs that have memories',
    query: listNamesSchema,
    answer: scopeNamePageSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = context.req.query() as ListNamesRequest;
      return answerJson(context, await sources.names(input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/episodes/{id}/memories',
    operationId: 'drawnFrom',
    tag: 'Episodes',
    summary: 'See what came of an episode',
    answer: drawnFromSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await sources.drawnFrom(idOf(context), callerOf(context))),
  });
}
