import type { Jobs } from '../../jobs/jobs.js';
import {
  jobPauseSchema,
  jobPausesSchema,
  type PauseJobsRequest,
  pauseJobsSchema,
  type RerunJobsRequest,
  rerunJobsSchema,
  rerunResultSchema,
  resumedSchema,
  resumeJobsSchema,
  userJobsRequestSchema,
  userJobsSchema,
} from '../../model/job-pause.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { ServerApp } from '../served.js';

const tag = 'Jobs';

/** Of the queue as a whole. They stand before the routes of one job, whose id could be any word. */
export function queueRoutes(app: ServerApp, jobs: Jobs): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/jobs/pauses',
    operationId: 'listJobPauses',
    tag,
    summary: 'What holds jobs up at present, and why',
    answer: jobPausesSchema,
    handle: async (context) => answerJson(context, { data: await jobs.pauses(callerOf(context)) }),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/jobs/pauses',
    operationId: 'pauseJobs',
    tag,
    summary: 'Hold up the jobs of a kind, or all; what runs comes to its end',
    body: pauseJobsSchema,
    answer: jobPauseSchema,
    status: 201,
    handle: async (context) => {
      const input = (await jsonBody(context)) as PauseJobsRequest;
      return answerJson(context, await jobs.pause(input, callerOf(context)), 201);
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/jobs/pauses',
    operationId: 'resumeJobs',
    tag,
    summary: 'Let the jobs of a kind go on, or whatever is paused',
    query: resumeJobsSchema,
    answer: resumedSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await jobs.resume(context.req.query(), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/jobs/users',
    operationId: 'listJobsByUser',
    tag,
    summary: 'Who has how many jobs that have not ended, most first',
    query: userJobsRequestSchema,
    answer: userJobsSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, { data: await jobs.byUser(context.req.query(), callerOf(context)) }),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/jobs/rerun',
    operationId: 'rerunJobs',
    tag,
    summary: 'Run all parked (or cancelled) jobs again, or those of a kind',
    body: rerunJobsSchema,
    answer: rerunResultSchema,
    handle: async (context) => {
      const input = (await jsonBody(context)) as RerunJobsRequest;
      return answerJson(context, await jobs.rerunAll(input, callerOf(context)));
    },
  });
}
