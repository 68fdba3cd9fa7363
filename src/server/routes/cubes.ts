import {
  type CubeSettingsPatch,
  cubeSettingsPatchSchema,
  cubeSettingsSchema,
} from '../../model/cube-settings.js';
import {
  keptCubePageSchema,
  listNamesSchema,
  type ListNamesRequest,
} from '../../model/kept-names.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, nameOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Cubes';
const path = '/v1/cubes/{cube}/settings';

export function cubeRoutes(app: ServerApp, { memory: { cubes } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/cubes',
    operationId: 'listCubes',
    tag,
    summary: 'List cubes, with how much each holds and when it was changed last',
    query: listNamesSchema,
    answer: keptCubePageSchema,
    errors: ['invalid_input'],
    handle: async (context) => {
      const input = context.req.query() as ListNamesRequest;
      return answerJson(context, await cubes.list(input, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'get',
    path,
    operationId: 'getCubeSettings',
    tag,
    summary: 'Read what holds in a cube',
    answer: cubeSettingsSchema,
    errors: ['invalid_input'],
    handle: async (context) =>
      answerJson(context, await cubes.settings(nameOf(context, 'cube'), callerOf(context))),
  });

  addRoute(app, {
    method: 'patch',
    path,
    operationId: 'setCubeSettings',
    tag,
    summary: 'Change what holds in a cube: instructions for the model, categories',
    body: cubeSettingsPatchSchema,
    answer: cubeSettingsSchema,
    handle: async (context) => {
      const patch = (await jsonBody(context)) as CubeSettingsPatch;
      return answerJson(
        context,
        await cubes.set(nameOf(context, 'cube'), patch, callerOf(context)),
      );
    },
  });
}
