import {
  type ListDoubtsRequest,
  listDoubtsResultSchema,
  listDoubtsSchema,
} from '../../model/doubt.js';
import {
  type Decision,
  decideSchema,
  listReviewsResultSchema,
  listReviewsSchema,
  reviewSchema,
} from '../../model/reviews.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, idOf } from '../route.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Reviews';

export function reviewRoutes(app: ServerApp, served: Served): void {
  const { reviews } = served.memory;

  addRoute(app, {
    method: 'get',
    path: '/v1/doubts',
    operationId: 'listDoubts',
    tag,
    summary: 'List memories that hold now and may not be so, the most doubtful first',
    query: listDoubtsSchema,
    answer: listDoubtsResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = withScope(context, context.req.query(), served) as ListDoubtsRequest;
      return answerJson(context, await reviews.doubts(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/reviews',
    operationId: 'listReviews',
    tag,
    summary: 'List what waits for a person, oldest first',
    query: listReviewsSchema,
    answer: listReviewsResultSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await reviews.list(context.req.query(), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/reviews/{id}',
    operationId: 'getReview',
    tag,
    summary: 'Read one review',
    answer: reviewSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await reviews.get(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/reviews/{id}',
    operationId: 'decideReview',
    tag,
    summary: 'Decide a review; the same decision again changes nothing',
    body: decideSchema,
    answer: reviewSchema,
    errors: ['not_found', 'already_decided', 'already_superseded', 'already_merged'],
    handle: async (context) => {
      const decision = (await jsonBody(context)) as Decision;
      return answerJson(context, await reviews.decide(idOf(context), decision, callerOf(context)));
    },
  });
}
