import {
  accessedPageSchema,
  appListSchema,
  appSchema,
  listAccessedSchema,
  type ListAccessedRequest,
} from '../../model/apps.js';
import { answerJson } from '../answer.js';
import { addRoute, nameOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Apps';

export function appRoutes(app: ServerApp, { memory: { apps } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/apps',
    operationId: 'listApps',
    tag,
    summary: 'List the programs that read and write, with what they have added',
    answer: appListSchema,
    handle: async (context) => answerJson(context, await apps.list(callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/apps/{name}',
    operationId: 'getApp',
    tag,
    summary: 'Read one app',
    answer: appSchema,
    errors: ['not_found', 'invalid_input'],
    handle: async (context) =>
      answerJson(context, await apps.get(nameOf(context, 'name'), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/apps/{name}/accessed',
    operationId: 'listAccessedByApp',
    tag,
    summary: 'List the memories that an app was answered with, most often first',
    query: listAccessedSchema,
    answer: accessedPageSchema,
    errors: ['not_found', 'invalid_input'],
    handle: async (context) => {
      const input = context.req.query() as ListAccessedRequest;
      return answerJson(
        context,
        await apps.accessed(nameOf(context, 'name'), input, callerOf(context)),
      );
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/apps/{name}/pause',
    operationId: 'pauseApp',
    tag,
    summary: 'Let an app neither read nor write from now on',
    answer: appSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await apps.pause(nameOf(context, 'name'), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/apps/{name}/resume',
    operationId: 'resumeApp',
    tag,
    summary: 'Let a paused app go on',
    answer: appSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await apps.resume(nameOf(context, 'name'), callerOf(context))),
  });
}
