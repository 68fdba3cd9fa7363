import {
  feedbackListSchema,
  feedbackPreviewResultSchema,
  type FeedbackPreviewRequest,
  feedbackPreviewSchema,
  type FeedbackRequest,
  feedbackResultSchema,
  feedbackSchema,
} from '../../model/feedback.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, idOf } from '../route.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp } from '../served.js';
import { modelErrors } from './chat.js';

const tag = 'Feedback';

export function feedbackRoutes(app: ServerApp, served: Served): void {
  const { feedback } = served.memory;

  addRoute(app, {
    method: 'post',
    path: '/v1/feedback',
    operationId: 'giveFeedback',
    tag,
    summary: 'Say that memories are useful, wrong, or hold words to be replaced everywhere',
    body: feedbackSchema,
    answer: feedbackResultSchema,
    errors: ['not_found', 'already_superseded', 'already_merged', 'preview_changed', 'quota_full'],
    handle: async (context) => {
      const input = withScope(context, await jsonBody(context), served) as FeedbackRequest;
      return answerJson(context, await feedback.give(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/feedback/preview',
    operationId: 'previewFeedback',
    tag,
    summary: 'What feedback would change; what is said in own words is made into actions',
    body: feedbackPreviewSchema,
    answer: feedbackPreviewResultSchema,
    errors: ['not_found', ...modelErrors],
    handle: async (context) => {
      const input = withScope(context, await jsonBody(context), served) as FeedbackPreviewRequest;
      return answerJson(context, await feedback.preview(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/memories/{id}/feedback',
    operationId: 'listFeedback',
    tag,
    summary: 'What was said of a memory, newest first',
    answer: feedbackListSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, { data: await feedback.list(idOf(context), callerOf(context)) }),
  });
}
