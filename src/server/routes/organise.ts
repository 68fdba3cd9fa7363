import {
  type ConsolidateRequest,
  consolidateResultSchema,
  consolidateSchema,
  type DiaryRequest,
  diaryResultSchema,
  diarySchema,
} from '../../model/consolidation.js';
import {
  type AroundRequest,
  aroundSchema,
  type EntitiesRequest,
  entitiesResultSchema,
  entitiesSchema,
  graphResultSchema,
  linksResultSchema,
  type PathRequest,
  pathResultSchema,
  pathSchema,
} from '../../model/graph.js';
import {
  type ProfileRequest,
  profileQuerySchema,
  profileResultSchema,
} from '../../model/profile.js';
import { type TreeRequest, treeResultSchema, treeSchema } from '../../model/tree.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, idOf } from '../route.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp, ServerContext } from '../served.js';

const tag = 'Organise';

export function organiseRoutes(app: ServerApp, served: Served): void {
  const { memory } = served;
  const asked = (context: ServerContext) => withScope(context, context.req.query(), served);

  addRoute(app, {
    method: 'get',
    path: '/v1/graph',
    operationId: 'graphAround',
    tag,
    summary: 'An entity with what is related to it, up to two steps away',
    query: aroundSchema,
    answer: graphResultSchema,
    errors: ['invalid_input', 'not_found'],
    handle: async (context) => {
      const input = asked(context) as AroundRequest;
      return answerJson(context, await memory.graph.around(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/graph/path',
    operationId: 'graphPath',
    tag,
    summary: 'The shortest way between two entities',
    query: pathSchema,
    answer: pathResultSchema,
    errors: ['invalid_input', 'not_found'],
    handle: async (context) => {
      const input = asked(context) as PathRequest;
      return answerJson(context, await memory.graph.path(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/graph/entities',
    operationId: 'listEntities',
    tag,
    summary: 'Who and what is named, the most mentioned first',
    query: entitiesSchema,
    answer: entitiesResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = asked(context) as EntitiesRequest;
      return answerJson(context, await memory.graph.entities(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/memories/{id}/links',
    operationId: 'memoryLinks',
    tag,
    summary: 'What a memory causes, follows, contradicts, sums up …',
    answer: linksResultSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await memory.graph.links(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/tree',
    operationId: 'tree',
    tag,
    summary: 'What a scope holds as a tree: working, long-term and user memory',
    query: treeSchema,
    answer: treeResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = asked(context) as TreeRequest;
      return answerJson(context, await memory.tree(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/users/{id}/profile',
    operationId: 'profile',
    tag,
    summary: 'What memories tell of a user',
    query: profileQuerySchema,
    answer: profileResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = { ...context.req.query(), user_id: idOf(context) } as ProfileRequest;
      return answerJson(context, await memory.profile(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/consolidate',
    operationId: 'consolidate',
    tag,
    summary: 'Put memories in order: merge, sum up, relate, let fade; or tell what that would cost',
    body: consolidateSchema,
    answer: consolidateResultSchema,
    handle: async (context) => {
      const input = withScope(context, await jsonBody(context), served) as ConsolidateRequest;
      return answerJson(context, await memory.consolidation.run(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/consolidate',
    operationId: 'consolidationDiary',
    tag,
    summary: 'What consolidations did, newest first',
    query: diarySchema,
    answer: diaryResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = context.req.query() as DiaryRequest;
      return answerJson(context, await memory.consolidation.diary(input, callerOf(context, input)));
    },
  });
}
