import { jobSchema } from '../../model/job.js';
import {
  estimateReindexSchema,
  type RequestReindexRequest,
  reindexEstimateSchema,
  requestReindexSchema,
} from '../../model/reindex.js';
import { validate } from '../../model/validate.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Operations';
const path = '/v1/reindex';

export function reindexRoutes(app: ServerApp, { memory: { reindexing } }: Served): void {
  addRoute(app, {
    method: 'get',
    path,
    operationId: 'estimateReindex',
    tag,
    summary: 'What making the index anew would take',
    query: estimateReindexSchema,
    answer: reindexEstimateSchema,
    errors: ['invalid_input', 'model_unavailable'],
    handle: async (context) => {
      const { vectors = false, all = false } = validate(estimateReindexSchema, context.req.query());
      return answerJson(context, await reindexing.estimate({ vectors, all }, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'post',
    path,
    operationId: 'requestReindex',
    tag,
    summary: 'Make the index, or the vectors of the model, anew; answers with the job',
    body: requestReindexSchema,
    answer: jobSchema,
    status: 201,
    errors: ['invalid_setting'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as RequestReindexRequest;
      return answerJson(context, await reindexing.request(request, callerOf(context)), 201);
    },
  });
}
