import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TulvingError } from '../../errors.js';
import type { ImportFile } from '../../exchange/source.js';
import { requireScope } from '../../model/access.js';
import type { Caller } from '../../model/caller.js';
import {
  type ExportRequest,
  exportSchema,
  type ImportLine,
  importLineSchema,
  importQuerySchema,
  type ImportRequest,
} from '../../model/exchange.js';
import { validate } from '../../model/validate.js';
import { authorise } from '../authenticate.js';
import { bytesOf, jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf, scopeOfHeaders } from '../scope.js';
import type { Served, ServerApp, ServerContext } from '../served.js';

const tag = 'Export and import';
/** Of a file that is brought in: it waits on the disk while it is read. */
const MOST_BYTES = 1024 * 1024 * 1024;

export function exchangeRoutes(app: ServerApp, served: Served): void {
  const { exchange } = served.memory;

  addRoute(app, {
    method: 'post',
    path: '/v1/export',
    operationId: 'export',
    tag,
    summary: 'Write a file of what the key may read: memories with all that belongs to them',
    body: exportSchema,
    file: true,
    handle: async (context) => {
      const request = (await jsonBody(context)) as ExportRequest;
      const asked = { ...scopeOfHeaders(context), ...request };
      const { stream, mediaType, extension } = exchange.export(asked, callerOf(context));
      return context.body(bodyOf(stream, served, context), 200, {
        'Content-Type': mediaType,
        'Content-Disposition': `attachment; filename="tulving-export.${extension}"`,
      });
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/import',
    operationId: 'import',
    tag,
    summary: 'Bring in a file; a line for each step, the last one is the report',
    query: importQuerySchema,
    upload: true,
    answer: importLineSchema,
    lines: true,
    errors: ['document_unsupported', 'document_broken', 'document_too_large', 'quota_full'],
    handle: async (context) => {
      // Before so much is taken in: who may not write learns it at once.
      requireScope(context.get('caller').access, 'write');
      const query = validate(importQuerySchema, context.req.query());
      const request = {
        default_user_id: served.settings.user,
        ...scopeOfHeaders(context),
        ...query,
      };
      const lines = importLines(context, served, request, callerOf(context));
      // What refuses the file as a whole is a status, not a line.
      const first = await lines.next();
      return context.body(bodyOf(withFirst(first, lines), served, context), 200, {
        'Content-Type': 'application/x-ndjson; charset=utf-8',
      });
    },
  });
}

async function* importLines(
  context: ServerContext,
  served: Served,
  request: ImportRequest,
  caller: Caller,
): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'tulving-import-'));
  try {
    const file = await received(context, join(folder, 'file'));
    const waiting: ImportLine[] = [];
    let wake = () => {};
    let isDone = false;
    const options = {
      progress: (progress: { done: number; total?: number | undefined }) => {
        waiting.push({ progress });
        wake();
      },
      authorise: () => authorise(context, served),
    };
    const work = served.memory.exchange.import([file], request, caller, options);
    const ended = work.then(
      (report) => void waiting.push({ report }),
      (error: unknown) => error,
    );
    const failure = ended.then((error) => {
      isDone = true;
      wake();
      return error;
    });
    let hasAnswered = false;
    while (!isDone || waiting.length > 0) {
      const next = waiting.shift();
      if (next) {
        hasAnswered = true;
        yield lineOf(next);
      } else await new Promise<void>((resolve) => (wake = resolve));
    }
    const error = await failure;
    if (error === undefined) return;
    if (!hasAnswered || !TulvingError.isInstance(error)) throw error as Error;
    const { code, message: detail, remedy } = error;
    yield lineOf({ error: { code, detail, remedy } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** It is read more than once, and a zip from its end. */
async function received(context: ServerContext, path: string): Promise<ImportFile> {
  let size = 0;
  const counted = async function* () {
    for await (const piece of bytesOf(context)) {
      size += piece.length;
      if (size > MOST_BYTES) {
        const remedy = 'Import it with the command line on the data directory, or split it.';
        throw new TulvingError('body_too_large', 'The file is larger than 1 GiB.', { remedy });
      }
      yield piece;
    }
  };
  await pipeline(
    Readable.from(counted(), { objectMode: false }),
    createWriteStream(path, { mode: 0o600 }),
  );
  const { size: bytes } = await stat(path);
  return { name: 'The file', size: bytes, open: () => createReadStream(path) };
}

async function* withFirst(
  first: IteratorResult<Uint8Array>,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

const encoder = new TextEncoder();

function lineOf(line: ImportLine): Uint8Array {
  return encoder.encode(`${JSON.stringify(line)}\n`);
}

/** Made as it is read. What fails on the way breaks the answer off, so that it cannot pass for a whole one. */
function bodyOf(
  stream: AsyncGenerator<Uint8Array>,
  { log }: Served,
  context: ServerContext,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await stream.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
        log('error', 'broke off', { request: context.get('requestId'), cause });
        controller.error(error);
      }
    },
    async cancel() {
      await stream.return(undefined);
    },
  });
}
