import {
  type AddSamplesRequest,
  addSamplesSchema,
  type RemoveSamplesRequest,
  removeSamplesSchema,
  samplesResultSchema,
} from '../../model/samples.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Samples';

export function sampleRoutes(app: ServerApp, served: Served): void {
  const { samples } = served.memory;

  addRoute(app, {
    method: 'post',
    path: '/v1/samples',
    operationId: 'addSamples',
    tag,
    summary: 'Add some memories to look at; adding them twice changes nothing',
    body: addSamplesSchema,
    answer: samplesResultSchema,
    status: 201,
    handle: async (context) => {
      const input = withScope(context, await jsonBody(context), served) as AddSamplesRequest;
      return answerJson(context, await samples.add(input, callerOf(context)), 201);
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/samples',
    operationId: 'removeSamples',
    tag,
    summary: 'Take the samples out for good',
    query: removeSamplesSchema,
    answer: samplesResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = withScope(context, context.req.query(), served) as RemoveSamplesRequest;
      return answerJson(context, await samples.remove(input, callerOf(context)));
    },
  });
}
