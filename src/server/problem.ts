import { z } from '@hono/zod-openapi';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, errorTable, TulvingError } from '../errors.js';
import { answerJson } from './answer.js';
import type { Log } from './log.js';
import type { ServerContext } from './served.js';

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]),
    remedy: z.string().meta({ description: 'What to do about it.' }),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .meta({ description: 'Each fault at its JSON pointer.' }),
    request_id: z.string(),
  })
  .meta({ id: 'Problem' });

/** Answers an error as problem+json. What is not one of ours is logged and not told. */
export function problem(context: ServerContext, error: unknown, log: Log): Response {
  const known = knownError(context, error, log);
  const body = {
    type: `urn:tulving:error:${known.code}`,
    title: known.title,
    status: known.status,
    detail: known.message,
    instance: context.req.path,
    code: known.code,
    remedy: known.remedy,
    errors: known.issues,
    request_id: context.get('requestId'),
  };
  return answerJson(context, body, known.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
    ...problemHeaders(known),
  });
}

/** One of ours, in the log where it is our fault. */
export function knownError(context: ServerContext, error: unknown, log: Log): TulvingError {
  const requestId = context.get('requestId');
  const known = TulvingError.isInstance(error) ? error : unexpected(error, requestId, log);
  if (known.status >= 500)
    log('error', 'failed', { code: known.code, detail: known.message, request: requestId });
  return known;
}

export function problemHeaders({ status, until }: TulvingError): Record<string, string> {
  return {
    // RFC 9110, 11.6.1: clients ask for a key where they see it.
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer realm="tulving"' }),
    // The same, 10.2.3; in seconds.
    ...(until !== undefined && { 'Retry-After': secondsUntil(until) }),
  };
}

function secondsUntil(at: number): string {
  return String(Math.max(0, Math.ceil((at - Date.now()) / 1000)));
}

function unexpected(error: unknown, requestId: string, log: Log): TulvingError {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log('error', 'unexpected', { cause, request: requestId });
  return new TulvingError('internal', `The log tells more under request ${requestId}.`, {
    cause: error,
  });
}
