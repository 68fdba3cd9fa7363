import { eventSchema, eventsSchema } from '../../model/event.js';
import { validate } from '../../model/validate.js';
import { authorise } from '../authenticate.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';
import { eventStream } from '../event-stream.js';

export function eventRoutes(app: ServerApp, served: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/events',
    operationId: 'followEvents',
    tag: 'Events',
    summary: 'What happens, as server-sent events; `id` is the `seq` to go on after',
    query: eventsSchema,
    answer: eventSchema,
    stream: true,
    errors: ['invalid_input'],
    handle: (context) => {
      const last = context.req.header('last-event-id');
      const asked = last === undefined ? context.req.query() : { after: last };
      const { after = served.memory.events.now() } = validate(eventsSchema, asked);
      const ending = new AbortController();
      const events = served.memory.events.follow(
        { after, signal: ending.signal },
        callerOf(context),
      );
      const stream = eventStream(events, {
        after,
        ending,
        closing: served.closing,
        authorise: () => authorise(context, served),
        onBreak: (cause) => {
          served.log('info', 'events broke off', { request: context.get('requestId'), cause });
        },
      });
      return context.body(stream, 200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        // A proxy that collects answers would keep them all.
        'X-Accel-Buffering': 'no',
      });
    },
  });
}
