import { jobSchema, listJobsResultSchema, listJobsSchema } from '../../model/job.js';
import { answerJson } from '../answer.js';
import { addRoute, idOf } from '../route.js';
import { queueRoutes } from './queue.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Jobs';

export function jobRoutes(app: ServerApp, { memory }: Served): void {
  const { jobs } = memory;

  addRoute(app, {
    method: 'get',
    path: '/v1/jobs',
    operationId: 'listJobs',
    tag,
    summary: 'List jobs, newest first',
    query: listJobsSchema,
    answer: listJobsResultSchema,
    errors: ['invalid_input'],
    // The facade checks what it is given, whoever calls it.
    handle: async (context) =>
      answerJson(context, await jobs.list(context.req.query(), callerOf(context))),
  });

  queueRoutes(app, jobs);

  addRoute(app, {
    method: 'get',
    path: '/v1/jobs/{id}',
    operationId: 'getJob',
    tag,
    summary: 'Read one job',
    answer: jobSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await jobs.get(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/jobs/{id}/cancel',
    operationId: 'cancelJob',
    tag,
    summary: 'Cancel a job that has not ended; one that has is answered as it is',
    answer: jobSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await jobs.cancel(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/jobs/{id}/rerun',
    operationId: 'rerunJob',
    tag,
    summary: 'Run a parked or cancelled job again; any other is answered as it is',
    answer: jobSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await jobs.rerun(idOf(context), callerOf(context))),
  });
}
