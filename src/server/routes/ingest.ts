import { TulvingError } from '../../errors.js';
import { requireScope } from '../../model/access.js';
import {
  addResultSchema,
  addSchema,
  type BatchOutcome,
  batchOutcomeSchema,
  batchQuerySchema,
  documentFormSchema,
  type DocumentRequest,
  documentSchema,
} from '../../model/requests.js';
import { validate } from '../../model/validate.js';
import { answerJson } from '../answer.js';
import { authorise } from '../authenticate.js';
import { documentBody } from '../document-body.js';
import { idempotencyKeyOf } from '../idempotency.js';
import { addRoute } from '../route.js';
import { callerOf, withScopeOfWrite } from '../scope.js';
import type { Served, ServerApp, ServerContext } from '../served.js';

const tag = 'Memories';

const documentErrors = [
  'document_broken',
  'document_locked',
  'document_reader_missing',
  'document_too_large',
  'document_unsupported',
  'url_failed',
  'url_refused',
] as const;

/** The ways in for more than one turn: batches and documents. */
export function ingestRoutes(app: ServerApp, served: Served): void {
  const { memory } = served;

  addRoute(app, {
    method: 'post',
    path: '/v1/memories/batch',
    operationId: 'addBatch',
    tag,
    summary: 'Keep one add request a line; one line is answered for each',
    query: batchQuerySchema,
    body: addSchema,
    answer: batchOutcomeSchema,
    lines: true,
    once: true,
    handle: async (context) => {
      requireLines(context);
      const { import: imported, batch } = validate(batchQuerySchema, context.req.query());
      // An answer that has begun could not tell that there is none.
      if (batch !== undefined) await memory.batches.find(batch, callerOf(context));
      const outcomes = memory.addBatch(context.req.raw.body ?? [], callerOf(context), {
        idempotencyKey: idempotencyKeyOf(context),
        imported: imported === 'true',
        batch,
        prepare: (value) => withScopeOfWrite(context, value, served),
        authorise: () => authorise(context, served),
        onFault: (error) => {
          const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
          served.log('error', 'unexpected', { request: context.get('requestId'), cause });
        },
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
    summary: 'Keep a document, a text or a file, in pieces that can be found on their own',
    body: documentSchema,
    form: documentFormSchema,
    answer: addResultSchema,
    status: 201,
    once: true,
    errors: [...documentErrors, 'quota_full'],
    handle: async (context) => {
      // Before so much is taken in and unpacked: who may not write learns it at once.
      requireScope(context.get('caller').access, 'write');
      const given = await documentBody(context, memory.mostFileBytes);
      const input = withScopeOfWrite(context, given, served) as DocumentRequest;
      const options = { idempotencyKey: idempotencyKeyOf(context) };
      return answerJson(
        context,
        await memory.addDocument(input, callerOf(context, input), options),
        201,
      );
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

/** Answers that nobody has read yet, in bytes; more are not made before some are read. */
const MOST_UNREAD = 16 * 1024 * 1024;
/** How long to wait for a client to read, in ms. */
const PATIENCE = 60_000;

/**
 * Written as lines are done, whether they are read or not, up to a bound: a client that reads only
 * after it has sent everything must not be kept waiting for ever.
 */
function linesOf(
  outcomes: AsyncGenerator<BatchOutcome>,
  { log }: Served,
  context: ServerContext,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let read: (() => void) | undefined;
  let gone = false;
  const whenRead = () =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the answers are not read')), PATIENCE);
      read = () => {
        clearTimeout(late);
        resolve();
      };
    });
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        try {
          for await (const outcome of outcomes) {
            if (gone) return;
            controller.enqueue(encoder.encode(`${JSON.stringify(outcome)}\n`));
            if ((controller.desiredSize ?? 0) <= 0) await whenRead();
          }
          controller.close();
        } catch (error) {
          const cause = error instanceof Error ? error.message : String(error);
          log('info', 'batch broke off', { request: context.get('requestId'), cause });
          if (!gone) controller.error(error);
        }
      },
      pull() {
        read?.();
      },
      cancel() {
        gone = true;
        read?.();
      },
    },
    { highWaterMark: MOST_UNREAD, size: (chunk) => chunk?.byteLength ?? 0 },
  );
}
