import {
  keptUserPageSchema,
  listNamesSchema,
  type ListNamesRequest,
} from '../../model/kept-names.js';
import { answerJson } from '../answer.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

export function userRoutes(app: ServerApp, { memory: { users } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/users',
    operationId: 'listUsers',
    tag: 'Users',
    summary: 'List whom memories are about, with how many there are and when any was changed last',
    query: listNamesSchema,
    answer: keptUserPageSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = context.req.query() as ListNamesRequest;
      return answerJson(context, await users.list(input, callerOf(context)));
    },
  });
}
