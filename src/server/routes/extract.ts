import { type ExtractRequest, extractReportSchema, extractSchema } from '../../model/extract.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

export function extractRoutes(app: ServerApp, { memory }: Served): void {
  addRoute(app, {
    method: 'post',
    path: '/v1/extract',
    operationId: 'extract',
    tag: 'Jobs',
    summary:
      'Draw memories from what was added while no model was configured, or tell what it costs',
    body: extractSchema,
    answer: extractReportSchema,
    status: 201,
    handle: async (context) => {
      // Neither headers nor TULVING_USER narrow it: it is about what the request names.
      const input = (await jsonBody(context)) as ExtractRequest;
      return answerJson(context, await memory.extraction.run(input, callerOf(context)), 201);
    },
  });
}
