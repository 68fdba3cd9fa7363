import type { RouteConfig } from '@hono/zod-openapi';
import type { z } from 'zod';
import { type ErrorCode, errorTable, TulvingError } from '../errors.js';
import { isOpen } from './open-paths.js';
import { problemSchema } from './problem.js';
import type { ServerApp, ServerContext } from './served.js';

interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** With parameters as in OpenAPI: `/v1/memories/{id}`. */
  path: string;
  operationId: string;
  tag: string;
  summary: string;
  body?: z.ZodType;
  /** What may be sent as multipart/form-data in place of it. */
  form?: z.ZodType;
  /** Whether body and answer are lines of JSON, each of its schema. */
  lines?: boolean;
  /** Whether the answer is server-sent events, the data of each of its schema. */
  stream?: boolean;
  /** Whether the body is a file of any type. */
  upload?: boolean;
  /** Whether the answer is a file of any type. */
  file?: boolean;
  /** What the data of server-sent events are, where the body can ask for these in place of `answer`. */
  events?: z.ZodType;
  /** Whether a repeated `Idempotency-Key` is answered and not done again. */
  once?: boolean;
  query?: z.ZodObject;
  /** What success answers; none for an empty answer. */
  answer?: z.ZodType;
  status?: 200 | 201 | 204;
  errors?: readonly ErrorCode[];
  handle: (context: ServerContext) => Response | Promise<Response>;
}

const content = (schema: z.ZodType, { lines, stream }: Pick<Route, 'lines' | 'stream'>) => {
  const type = stream ? 'text/event-stream' : lines ? 'application/x-ndjson' : 'application/json';
  return { content: { [type]: { schema } } };
};

const anyFile = {
  'application/octet-stream': { schema: { type: 'string', format: 'binary' } as const },
};

const bodiesOf = (body: z.ZodType, form: z.ZodType | undefined, lines: boolean) => ({
  ...content(body, { lines }).content,
  ...(form && { 'multipart/form-data': { schema: form } }),
});

/** What every route may answer. */
const everywhere: readonly ErrorCode[] = [
  'host_not_allowed',
  'origin_not_allowed',
  'proxied_without_key',
  'internal',
];
/** What every route may answer that tells of what is kept. */
const behindKeys: readonly ErrorCode[] = ['unauthorized', 'forbidden'];
const withBody: readonly ErrorCode[] = [
  'invalid_json',
  'unsupported_media_type',
  'body_too_large',
  'invalid_input',
  'store_busy',
  'store_full',
];

/** Adds a route to the app and to the OpenAPI document, so that neither can be without the other. */
export function addRoute(app: ServerApp, route: Route): void {
  const { method, path, query, body, form, lines = false } = route;
  app.openAPIRegistry.registerPath({
    method,
    path,
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    request: {
      ...(query && { query }),
      ...(body && { body: { required: true, content: bodiesOf(body, form, lines) } }),
      ...(route.upload && { body: { required: true, content: anyFile } }),
    },
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ ...idParameter, name })),
      ...(route.once ? [onceParameter] : []),
    ],
    responses: responsesOf(route),
    ...(!isOpen(path) && { security: [{ key: [] }, {}] }),
  } as RouteConfig);
  const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
  app.on(method.toUpperCase(), pattern, (context) => route.handle(context));
}

/** The `{id}` of a path. */
export function idOf(context: ServerContext): string {
  return context.req.param('id') ?? '';
}

/** A name in a path, such as `{cube}`. */
export function nameOf(context: ServerContext, parameter: string): string {
  return context.req.param(parameter) ?? '';
}

/** For each path that has routes: every other method is refused with the ones that there are. */
export function refuseOtherMethods(app: ServerApp): void {
  const methods = new Map<string, string[]>();
  for (const { path, method } of app.routes) {
    if (method === 'ALL') continue;
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  for (const [path, known] of methods) {
    app.all(path, (context) => {
      context.header('Allow', known.join(', '));
      const detail = `${context.req.method} is not for ${context.req.path}, which takes ${known.join(', ')}.`;
      throw new TulvingError('method_not_allowed', detail);
    });
  }
}

const idParameter = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string' },
};

const onceParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 255 },
  description: 'The same request with the same key, within a day, is answered and not done again.',
};

function responsesOf(route: Route): object {
  const { path, status = 200, answer, events, file, body, once, errors = [] } = route;
  const answers = {
    ...(answer && content(answer, route).content),
    ...(events && content(events, { stream: true }).content),
    ...(file && anyFile),
  };
  const responses: Record<number, object> = {
    [status]: { description: 'Success', ...((answer ?? file) && { content: answers }) },
  };
  const codes = [
    ...everywhere,
    ...(isOpen(path) ? [] : behindKeys),
    ...(body ? withBody : []),
    ...(route.upload
      ? (['body_too_large', 'invalid_input', 'store_busy', 'store_full'] as const)
      : []),
    ...(once ? (['idempotency_key_reused'] as const) : []),
    ...errors,
  ];
  for (const code of codes) {
    const row = errorTable[code];
    const same = codes.filter((other) => errorTable[other].status === row.status);
    responses[row.status] = {
      description: [...new Set(same)].map((other) => `\`${other}\``).join(', '),
      content: { 'application/problem+json': { schema: problemSchema } },
    };
  }
  return responses;
}
