import {
  batchDetailSchema,
  listBatchesResultSchema,
  listBatchesSchema,
  undoResultSchema,
  type UndoRequest,
  undoSchema,
} from '../../model/undo.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Undo';

export function undoRoutes(app: ServerApp, { memory }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/batches',
    operationId: 'listBatches',
    tag,
    summary: 'List what was done together, newest first: drawn, tidied up, imported, undone',
    query: listBatchesSchema,
    answer: listBatchesResultSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await memory.batches.list(context.req.query(), callerOf(context))),
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/batches/{id}',
    operationId: 'getBatch',
    tag,
    summary: 'Read one batch, with the memories that it changed',
    answer: batchDetailSchema,
    errors: ['not_found'],
    handle: async (context) =>
      answerJson(context, await memory.batches.get(idOf(context), callerOf(context))),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/undo',
    operationId: 'undo',
    tag,
    summary: 'Take back what a batch did, what was drawn from a source, or what was done since',
    body: undoSchema,
    answer: undoResultSchema,
    errors: ['not_found', 'version_conflict'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as UndoRequest;
      return answerJson(context, await memory.undo(request, callerOf(context)));
    },
  });
}
