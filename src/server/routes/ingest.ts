import { TulvingError } from '../../errors.js';
import {
  addResultSchema,
  addSchema,
  type BatchOutcome,
  batchOutcomeSchema,
  type DocumentRequest,
  documentSchema,
} from '../../model/requests.js';
import { jsonBody } from '../body.js';
import { idempotencyKeyOf } from '../idempotency.js';
import { addRoute } from '../route.js';
import { callerOf, withScope } from '../scope.js';
import type { Served, ServerApp, ServerContext } from '../served.js';

const tag = 'Memories';

/** The ways in for more than one turn: batches and documents. */
export function ingestRoutes(app: ServerApp, served: Served): void {
  const { memory } = served;

  addRoute(app, {
    method: 'post',
    path: '/v1/memories/batch',
    operationId: 'addBatch',
    tag,
    summary:
      'Keep one add request a line; one line is answered for each. `?import=true` does not bring back what was erased',
    body: addSchema,
    answer: batchOutcomeSchema,
    lines: true,
    once: true,
    handle: (context) => {
      requireLines(context);
      const outcomes = memory.addBatch(context.req.raw.body ?? [], callerOf(context), {
        idempotencyKey: idempotencyKeyOf(context),
        imported: context.req.query('import') === 'true',
        prepare: (value) => withScope(context, value, served),
      });
      return context.body(linesOf(outcomes, served, context), 200, {
        'Content-Type': 'application/x-ndjson; charset=utf-8',
      });
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/documents',
    operationId: 'addDocument',
    tag,
    summary: 'Keep a document, Markdown or plain text, in pieces that can be found on their own',
    body: documentSchema,
    answer: addResultSchema,
    status: 201,
    once: true,
    errors: ['quota_full'],
    handle: async (context) => {
      const input = withScope(context, await jsonBody(context), served) as DocumentRequest;
      const options = { idempotencyKey: idempotencyKeyOf(context) };
      return context.json(await memory.addDocument(input, callerOf(context, input), options), 201);
    },
  });
}

function requireLines(context: ServerContext): void {
  const type = context.req.header('content-type') ?? '';
  if (/^application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines)\s*(?:;|$)/i.test(type)) return;
  throw new TulvingError('unsupported_media_type', `The Content-Type is "${type}".`, {
    remedy: 'Send the header Content-Type: application/x-ndjson, and one JSON object a line.',
  });
}

/**
 * Written as fast as lines are done, whether they are read or not: a client that reads only after it
 * has sent everything must not be kept waiting for ever.
 */
function linesOf(
  outcomes: AsyncGenerator<BatchOutcome>,
  { log }: Served,
  context: ServerContext,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let gone = false;
  return new ReadableStream({
    async start(controller) {
      try {
        for await (const outcome of outcomes) {
          if (gone) return;
          controller.enqueue(encoder.encode(`${JSON.stringify(outcome)}\n`));
        }
        controller.close();
      } catch (error) {
        const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
        log('error', 'batch broke off', { request: context.get('requestId'), cause });
        if (!gone) controller.error(error);
      }
    },
    cancel() {
      gone = true;
    },
  });
}
