import { type SetStateRequest, setStateResultSchema, setStateSchema } from '../../model/states.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

export function stateRoutes(app: ServerApp, { memory }: Served): void {
  addRoute(app, {
    method: 'post',
    path: '/v1/memories/state',
    operationId: 'setState',
    tag: 'Memories',
    summary:
      'Pause, archive, delete or bring back several memories, by ids, scope, category or filters',
    body: setStateSchema,
    answer: setStateResultSchema,
    errors: ['not_found', 'version_conflict', 'quota_full'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as SetStateRequest;
      return answerJson(context, await memory.setState(request, callerOf(context)));
    },
  });
}
