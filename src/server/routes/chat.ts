import { type ErrorCode, TulvingError } from '../../errors.js';
import {
  type ChatEvent,
  chatEventSchema,
  type ChatRequest,
  chatResultSchema,
  chatSchema,
} from '../../model/chat.js';
import { answerJson } from '../answer.js';
import { authorise } from '../authenticate.js';
import { jsonBody } from '../body.js';
import { eventStream, streamHeaders } from '../event-stream.js';
import { addRoute } from '../route.js';
import { callerOf, withScopeOfWrite } from '../scope.js';
import type { Served, ServerApp, ServerContext } from '../served.js';

export function chatRoutes(app: ServerApp, served: Served): void {
  addRoute(app, {
    method: 'post',
    path: '/v1/chat',
    operationId: 'chat',
    tag: 'Chat',
    summary: 'Answer a message from memory, with citations, and remember both',
    body: chatSchema,
    answer: chatResultSchema,
    events: chatEventSchema,
    errors: modelErrors,
    handle: async (context) => {
      const input = withScopeOfWrite(context, await jsonBody(context), served) as Asked;
      const { signal } = context.req.raw;
      if (wantsEvents(context, input)) return streamed(context, input, served);
      const request = { ...input, signal };
      return answerJson(context, await served.memory.chat(request, callerOf(context, input)));
    },
  });
}

export const modelErrors: readonly ErrorCode[] = [
  'no_model',
  'model_unavailable',
  'model_refused',
  'model_busy',
  'model_unusable',
  'model_declined',
  'model_budget_spent',
];

type Asked = ChatRequest & { stream?: boolean };

function wantsEvents({ req }: ServerContext, input: Asked): boolean {
  return input?.stream === true || /text\/event-stream/i.test(req.header('accept') ?? '');
}

/** What is wrong with the request is a problem with a status; what goes wrong later is an event. */
function streamed(context: ServerContext, input: Asked, served: Served): Response {
  const ending = new AbortController();
  const request = { ...input, signal: ending.signal };
  const events = served.memory.chatStream(request, callerOf(context, input));
  const stream = eventStream(events, {
    greeting: '',
    written,
    failed: (error) => written(failureOf(error, context)),
    ending,
    closing: served.closing,
    authorise: () => authorise(context, served),
    onBreak: (cause) => {
      served.log('info', 'chat broke off', { request: context.get('requestId'), cause });
    },
  });
  return context.body(stream, 200, streamHeaders);
}

function written(event: ChatEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function failureOf(error: unknown, context: ServerContext): ChatEvent {
  if (TulvingError.isInstance(error)) {
    return { type: 'error', code: error.code, detail: error.message, remedy: error.remedy };
  }
  const fault = new TulvingError('internal', `Request ${context.get('requestId')} failed.`);
  return failureOf(fault, context);
}
