import { conversationResultSchema, conversationSchema } from '../../model/browsing.js';
import { episodeSchema } from '../../model/memory.js';
import { eraseReportSchema } from '../../model/requests.js';
import { answerJson } from '../answer.js';
import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

export function episodeRoutes(app: ServerApp, { memory }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/episodes/{id}',
    operationId: 'getEpisode',
    tag: 'Episodes',
    summary: 'Read the verbatim source of a memory',
    answer: episodeSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await memory.episode(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/episodes/{id}/conversation',
    operationId: 'getConversation',
    tag: 'Episodes',
    summary: 'Read an episode with those around it in its session',
    query: conversationSchema,
    answer: conversationResultSchema,
    errors: ['not_found', 'invalid_input'],
    handle: async (context) => {
      const asked = context.req.query();
      return answerJson(
        context,
        await memory.conversation(idOf(context), asked, callerOf(context)),
      );
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/episodes/{id}/erase',
    operationId: 'eraseEpisode',
    tag: 'Episodes',
    summary: 'Blank a verbatim source, and take out what rests on it alone',
    answer: eraseReportSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await memory.eraseEpisode(idOf(context), callerOf(context))),
  });
}
