import {
  type ChangeWebhookRequest,
  changeWebhookSchema,
  deliveriesSchema,
  deliveryListSchema,
  type ListDeliveriesRequest,
  newWebhookResultSchema,
  newWebhookSchema,
  type NewWebhookRequest,
  type ReplayDeliveriesRequest,
  replayDeliveriesSchema,
  replayedDeliveriesSchema,
  type RotateWebhookRequest,
  rotateWebhookSchema,
  webhookListSchema,
  webhookSchema,
  webhookTestSchema,
} from '../../model/webhooks.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Webhooks';

export function webhookRoutes(app: ServerApp, { memory: { webhooks } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/webhooks',
    operationId: 'listWebhooks',
    tag,
    summary: 'List the addresses that are told what happens',
    answer: webhookListSchema,
    handle: async (context) =>
      answerJson(context, { data: await webhooks.list(callerOf(context)) }),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/webhooks',
    operationId: 'createWebhook',
    tag,
    summary: 'Have an address told what happens from now on',
    body: newWebhookSchema,
    answer: newWebhookResultSchema,
    status: 201,
    errors: ['url_refused'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as NewWebhookRequest;
      return answerJson(context, await webhooks.create(request, callerOf(context)), 201);
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/webhooks/{id}',
    operationId: 'getWebhook',
    tag,
    summary: 'Get a webhook',
    answer: webhookSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await webhooks.get(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'patch',
    path: '/v1/webhooks/{id}',
    operationId: 'changeWebhook',
    tag,
    summary: 'Change a webhook, or turn it off or on',
    body: changeWebhookSchema,
    answer: webhookSchema,
    errors: ['not_found', 'url_refused'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as ChangeWebhookRequest;
      return answerJson(context, await webhooks.update(idOf(context), request, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/webhooks/{id}',
    operationId: 'deleteWebhook',
    tag,
    summary: 'Delete a webhook and its deliveries',
    status: 204,
    errors: ['not_found'],
    handle: async (context) => {
      await webhooks.delete(idOf(context), callerOf(context));
      return context.body(null, 204);
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/webhooks/{id}/rotate',
    operationId: 'rotateWebhookSecret',
    tag,
    summary: 'Make a new secret; the old one signs beside it for a while',
    body: rotateWebhookSchema,
    answer: newWebhookResultSchema,
    errors: ['not_found'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as RotateWebhookRequest;
      return answerJson(context, await webhooks.rotate(idOf(context), request, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/webhooks/{id}/test',
    operationId: 'testWebhook',
    tag,
    summary: 'Send an event that never happened, once',
    answer: webhookTestSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await webhooks.test(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/webhooks/{id}/deliveries',
    operationId: 'listDeliveries',
    tag,
    summary: 'List what was sent, is to be sent, or was given up',
    query: deliveriesSchema,
    answer: deliveryListSchema,
    errors: ['not_found', 'invalid_input'],
    handle: async (context) => {
      const request = context.req.query() as ListDeliveriesRequest;
      return answerJson(
        context,
        await webhooks.deliveries(idOf(context), request, callerOf(context)),
      );
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/webhooks/{id}/replay',
    operationId: 'replayDeliveries',
    tag,
    summary: 'Send again what was given up, some deliveries, or all since a time',
    body: replayDeliveriesSchema,
    answer: replayedDeliveriesSchema,
    errors: ['not_found'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as ReplayDeliveriesRequest;
      return answerJson(context, await webhooks.replay(idOf(context), request, callerOf(context)));
    },
  });
}
