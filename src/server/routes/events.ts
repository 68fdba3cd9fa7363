import { eventSchema, eventsSchema } from '../../model/event.js';
import { validate } from '../../model/validate.js';
import { authorise } from '../authenticate.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';
import { eventStream, greetingFrom, streamHeaders } from '../event-stream.js';

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
      // Nobody would read on, and so nobody would end it.
      if (context.req.method === 'HEAD') return context.body(null, 200, streamHeaders);
      const ending = new AbortController();
      const events = served.memory.events.follow(
        { after, signal: ending.signal },
        callerOf(context),
      );
      const stream = eventStream(events, {
        greeting: greetingFrom(after),
        written: (event) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`,
        ending,
        closing: served.closing,
        authorise: () => authorise(context, served),
        onBreak: (cause) => {
          served.log('info', 'events broke off', { request: context.get('requestId'), cause });
        },
      });
      return context.body(stream, 200, streamHeaders);
    },
  });
}
