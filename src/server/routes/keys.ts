import {
  keyListSchema,
  type NewKeyRequest,
  newKeyResultSchema,
  newKeySchema,
  type RotateKeyRequest,
  rotateKeySchema,
} from '../../model/key.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Keys';

/** All of them take the scope `admin`, which `memory.keys` asks for. */
export function keyRoutes(app: ServerApp, { memory }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/keys',
    operationId: 'listKeys',
    tag,
    summary: 'List keys, oldest first, without their secrets',
    answer: keyListSchema,
    handle: async (context) =>
      answerJson(context, { data: await memory.keys.list(callerOf(context)) }),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/keys',
    operationId: 'createKey',
    tag,
    summary: 'Make a key; its secret is answered this once',
    body: newKeySchema,
    answer: newKeyResultSchema,
    status: 201,
    handle: async (context) => {
      const input = (await jsonBody(context)) as NewKeyRequest;
      return answerJson(context, await memory.keys.create(input, callerOf(context)), 201);
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/keys/{id}',
    operationId: 'revokeKey',
    tag,
    summary: 'End a key at once',
    status: 204,
    errors: ['not_found'],
    handle: async (context) => {
      await memory.keys.revoke(idOf(context), callerOf(context));
      return context.body(null, 204);
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/keys/{id}/rotate',
    operationId: 'rotateKey',
    tag,
    summary: 'Make a new key that fixes and may the same, and let the old one end',
    body: rotateKeySchema,
    answer: newKeyResultSchema,
    status: 201,
    errors: ['not_found'],
    handle: async (context) => {
      const input = (await jsonBody(context)) as RotateKeyRequest;
      return answerJson(
        context,
        await memory.keys.rotate(idOf(context), input, callerOf(context)),
        201,
      );
    },
  });
}
