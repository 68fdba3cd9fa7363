import {
  categoryListSchema,
  categorySchema,
  type DescribeCategory,
  describeCategorySchema,
} from '../../model/categories.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, nameOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Categories';

export function categoryRoutes(app: ServerApp, { memory: { categories } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/categories',
    operationId: 'listCategories',
    tag,
    summary: 'List the default categories, and those that are in use or described',
    answer: categoryListSchema,
    handle: async (context) =>
      answerJson(context, { data: await categories.list(callerOf(context)) }),
  });

  addRoute(app, {
    method: 'patch',
    path: '/v1/categories/{name}',
    operationId: 'describeCategory',
    tag,
    summary: 'Say what belongs to a category',
    body: describeCategorySchema,
    answer: categorySchema,
    handle: async (context) => {
      const request = (await jsonBody(context)) as DescribeCategory;
      const name = nameOf(context, 'name');
      return answerJson(context, await categories.describe(name, request, callerOf(context)));
    },
  });
}
