import { z } from '@hono/zod-openapi';
import {
  relatedResultSchema,
  relatedSchema,
  type RevertRequest,
  revertSchema,
} from '../../model/browsing.js';
import { historyEntrySchema, memorySchema } from '../../model/memory.js';
import {
  type AddRequest,
  deleteReportSchema,
  type DeleteScopeRequest,
  deleteScopeSchema,
  eraseReportSchema,
  eraseScopeSchema,
  addResultSchema,
  addSchema,
  type GetRequest,
  getSchema,
  type ListRequest,
  listResultSchema,
  listSchema,
  type MergeRequest,
  mergeSchema,
  type UpdateRequest,
  updateSchema,
} from '../../model/requests.js';
import type { Scope } from '../../model/scope.js';
import { reasonSchema } from '../../model/states.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { idempotencyKeyOf } from '../idempotency.js';
import { addRoute, idOf } from '../route.js';
import { callerOf, withScope, withScopeOfWrite } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Memories';

export function memoryRoutes(app: ServerApp, served: Served): void {
  const { memory } = served;

  addRoute(app, {
    method: 'post',
    path: '/v1/memories',
    operationId: 'addMemories',
    tag,
    summary: 'Keep a note or a conversation',
    body: addSchema,
    answer: addResultSchema,
    status: 201,
    once: true,
    errors: ['not_found', 'already_superseded', 'already_merged', 'quota_full'],
    handle: async (context) => {
      // The facade checks what it is given, whoever calls it.
      const input = withScopeOfWrite(context, await jsonBody(context), served) as AddRequest;
      const options = { idempotencyKey: idempotencyKeyOf(context) };
      return answerJson(context, await memory.add(input, callerOf(context, input), options), 201);
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/memories',
    operationId: 'listMemories',
    tag,
    summary: 'List memories, newest first',
    query: listSchema,
    answer: listResultSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = withScope(context, context.req.query(), served) as ListRequest;
      return answerJson(context, await memory.list(input, callerOf(context, input)));
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/memories',
    operationId: 'deleteMemories',
    tag,
    summary:
      'Take all memories of a scope out of search; nothing stands in for what it does not name',
    query: deleteScopeSchema,
    answer: deleteReportSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      // Neither headers nor TULVING_USER: a client that sends them always would delete all.
      const input = context.req.query() as DeleteScopeRequest;
      return answerJson(context, await memory.deleteScope(input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/memories/{id}',
    operationId: 'getMemory',
    tag,
    summary: 'Read one memory',
    query: getSchema,
    answer: memorySchema,
    errors: ['not_found', 'invalid_input'],
    handle: async (context) => {
      const asked: GetRequest = context.req.query();
      return answerJson(context, await memory.get(idOf(context), callerOf(context), asked));
    },
  });

  addRoute(app, {
    method: 'patch',
    path: '/v1/memories/{id}',
    operationId: 'updateMemory',
    tag,
    summary: 'Correct a memory; what it said before stays in its history',
    body: updateSchema,
    answer: memorySchema,
    errors: ['not_found', 'version_conflict'],
    handle: async (context) => {
      const input = (await jsonBody(context)) as UpdateRequest;
      return answerJson(context, await memory.update(idOf(context), input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/memories/{id}',
    operationId: 'deleteMemory',
    tag,
    summary: 'Take a memory out of search and list; history and source stay',
    query: reasonSchema,
    status: 204,
    errors: ['not_found', 'invalid_input'],
    handle: async (context) => {
      const why: { reason?: string } = context.req.query();
      await memory.delete(idOf(context), callerOf(context), why);
      return context.body(null, 204);
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/memories/{id}/restore',
    operationId: 'restoreMemory',
    tag,
    summary: 'Undo a deletion or an expiry, else a merge, else that it was superseded',
    answer: memorySchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await memory.restore(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/memories/{id}/revert',
    operationId: 'revertMemory',
    tag,
    summary: 'Say again what a version of the memory said, as a new version',
    body: revertSchema,
    answer: memorySchema,
    errors: ['not_found', 'version_conflict'],
    handle: async (context) => {
      const input = (await jsonBody(context)) as RevertRequest;
      return answerJson(context, await memory.revert(idOf(context), input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/memories/{id}/related',
    operationId: 'relatedMemories',
    tag,
    summary: 'What says most of the same as a memory, in its own cube',
    query: relatedSchema,
    answer: relatedResultSchema,
    errors: ['not_found', 'invalid_input'],
    handle: async (context) => {
      const asked = context.req.query();
      return answerJson(context, await memory.related(idOf(context), asked, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/memories/{id}/merge',
    operationId: 'mergeMemory',
    tag,
    summary: 'Make a duplicate a part of another memory, which is answered',
    body: mergeSchema,
    answer: memorySchema,
    errors: ['not_found', 'already_merged'],
    handle: async (context) => {
      const input = (await jsonBody(context)) as MergeRequest;
      return answerJson(context, await memory.merge(idOf(context), input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/memories/{id}/erase',
    operationId: 'eraseMemory',
    tag,
    summary: 'Take a memory out for good, with the words it quotes and every copy of them',
    answer: eraseReportSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await memory.erase(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/erase',
    operationId: 'eraseScope',
    tag,
    summary: 'Take out everything of a user, a cube or a run for good',
    body: eraseScopeSchema,
    answer: eraseReportSchema,
    handle: async (context) => {
      // No header and no TULVING_USER stands in here for what the request does not name.
      const input = (await jsonBody(context)) as Scope;
      return answerJson(context, await memory.eraseScope(input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/memories/{id}/history',
    operationId: 'getHistory',
    tag,
    summary: 'What happened to a memory, oldest first',
    answer: z.object({ data: z.array(historyEntrySchema) }),
    errors: ['not_found'],
    handle: async (context) => {
      const data = await memory.history(idOf(context), callerOf(context));
      return answerJson(context, { data });
    },
  });
}
