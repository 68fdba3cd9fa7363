import {
  type ContextRequest,
  contextResultSchema,
  contextSchema,
  type SearchRequest,
  searchResultSchema,
  searchSchema,
} from '../../model/requests.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

export function searchRoutes(app: ServerApp, served: Served): void {
  addRoute(app, {
    method: 'post',
    path: '/v1/search',
    operationId: 'search',
    tag: 'Search',
    summary: 'Find the memories that answer a query, best first',
    body: searchSchema,
    answer: searchResultSchema,
    handle: async (context) => {
      const input = withScope(context, await jsonBody(context), served) as SearchRequest;
      return answerJson(context, await served.memory.search(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/context',
    operationId: 'context',
    tag: 'Search',
    summary: 'The memories that answer a query as a block for a prompt, within a budget of tokens',
    body: contextSchema,
    answer: contextResultSchema,
    handle: async (context) => {
      const input = withScope(context, await jsonBody(context), served) as ContextRequest;
      return answerJson(context, await served.memory.context(input, callerOf(context, input)));
    },
  });
}
