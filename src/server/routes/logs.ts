import { requireScope, requireWhole } from '../../model/access.js';
import { LOCAL } from '../../model/caller.js';
import {
  followLogSchema,
  listLogResultSchema,
  listLogSchema,
  logLineSchema,
} from '../../model/log-lines.js';
import { validate } from '../../model/validate.js';
import { TulvingError } from '../../errors.js';
import { answerJson } from '../answer.js';
import { authorise } from '../authenticate.js';
import { eventStream, greetingFrom, streamHeaders } from '../event-stream.js';
import { LogRing } from '../log-ring.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp, ServerContext } from '../served.js';

const tag = 'Operations';

export function logRoutes(app: ServerApp, served: Served): void {
  const { logRing: ring = new LogRing('info') } = served;

  addRoute(app, {
    method: 'get',
    path: '/v1/logs',
    operationId: 'listLog',
    tag,
    summary: 'The newest lines of the log of this process',
    query: listLogSchema,
    answer: listLogResultSchema,
    errors: ['invalid_input'],
    handle: (context) => {
      requireOperator(context);
      const request = validate(listLogSchema, context.req.query());
      const { kept, level, last } = ring;
      return answerJson(context, { data: ring.list(request), kept, level, last });
    },
  });

  addRoute(app, {
    method: 'get',
    path: '/v1/logs/stream',
    operationId: 'followLog',
    tag,
    summary: 'Lines of the log as they come, as server-sent events',
    query: followLogSchema,
    answer: logLineSchema,
    stream: true,
    errors: ['invalid_input'],
    handle: (context) => {
      requireOperator(context);
      const last = context.req.header('last-event-id');
      const query = context.req.query();
      const asked = last === undefined ? query : { ...query, after: last };
      const request = validate(followLogSchema, asked);
      if (context.req.method === 'HEAD') return context.body(null, 200, streamHeaders);
      const ending = new AbortController();
      const stream = eventStream(ring.follow(request, ending.signal), {
        greeting: greetingFrom(request.after ?? ring.last),
        written: (line) => `id: ${line.seq}\ndata: ${JSON.stringify(line)}\n\n`,
        ending,
        closing: served.closing,
        authorise: () => authorise(context, served),
        onBreak: (cause) => {
          served.log('info', 'log broke off', { request: context.get('requestId'), cause });
        },
      });
      return context.body(stream, 200, streamHeaders);
    },
  });
}

/** The log is of all tenants. */
export function requireOperator(context: ServerContext): void {
  const { access, tenant } = callerOf(context);
  requireScope(access, 'admin');
  requireWhole(access);
  if (tenant === LOCAL.tenant) return;
  throw new TulvingError('forbidden', 'This is of the whole server; the key is for one tenant.');
}
