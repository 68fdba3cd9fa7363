import {
  keptTraceSchema,
  listTracesResultSchema,
  listTracesSchema,
  type ReplayRequest,
  replayReportSchema,
  replaySchema,
} from '../../model/kept-trace.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Traces';

export function traceRoutes(app: ServerApp, { memory }: Served): void {
  const { traces } = memory;

  addRoute(app, {
    method: 'get',
    path: '/v1/traces',
    operationId: 'listTraces',
    tag,
    summary: 'List recent searches with their answers, newest first',
    query: listTracesSchema,
    answer: listTracesResultSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await traces.list(context.req.query(), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/traces/{id}',
    operationId: 'getTrace',
    tag,
    summary: 'Read one search with its answer',
    answer: keptTraceSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await traces.get(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/traces/replay',
    operationId: 'replayTraces',
    tag,
    summary: 'Ask recent searches again, and tell which answers have changed',
    body: replaySchema,
    answer: replayReportSchema,
    errors: ['not_found'],
    handle: async (context) => {
      const input = (await jsonBody(context)) as ReplayRequest;
      return answerJson(context, await traces.replay(input, callerOf(context)));
    },
  });
}
