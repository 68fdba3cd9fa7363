import {
  type DensityRequest,
  densityResultSchema,
  densitySchema,
  type TimelineRequest,
  timelineResultSchema,
  timelineSchema,
} from '../../model/timeline.js';
import { answerJson } from '../answer.js';
import { addRoute } from '../route.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Timeline';

export function timelineRoutes(app: ServerApp, served: Served): void {
  const { timeline } = served.memory;

  addRoute(app, {
    method: 'get',
    path: '/v1/timeline',
    operationId: 'timeline',
    tag,
    summary: 'Memories along time, newest first, now or as they were believed then',
    query: timelineSchema,
    answer: timelineResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = withScope(context, context.req.query(), served) as TimelineRequest;
      return answerJson(context, await timeline.list(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/timeline/density',
    operationId: 'timelineDensity',
    tag,
    summary: 'How many memories there are, by day, week or month',
    query: densitySchema,
    answer: densityResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = withScope(context, context.req.query(), served) as DensityRequest;
      return answerJson(context, await timeline.density(input, callerOf(context, input)));
    },
  });
}
