import { keptUserListSchema } from '../../model/kept-names.js';
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
    answer: keptUserListSchema,
    handle: async (context) => context.json({ data: await users.list(callerOf(context)) }),
  });
}
