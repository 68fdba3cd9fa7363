import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode } from '../../../errors.js';
import { answerJson } from '../../answer.js';
import { knownError, problemHeaders } from '../../problem.js';
import type { Served, ServerContext } from '../../served.js';

/** An answer other than success, with the body that mem0's clients show to their users. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(JSON.stringify(body));
    this.name = 'Refusal';
    this.status = status;
    this.body = body;
  }
}

export function badRequest(error: string): Refusal {
  return new Refusal(400, { error });
}

/** mem0's clients make their own classes of errors of these. */
const statuses: Partial<Record<ErrorCode, number>> = { invalid_input: 400, quota_full: 413 };

/** Errors as mem0 tells them: `error` for memories, `detail` for keys and pages; both for our own. */
export function failure(context: ServerContext, error: unknown, { log }: Served): Response {
  if (error instanceof Refusal) {
    return answerJson(context, error.body, error.status as ContentfulStatusCode);
  }
  const known = knownError(context, error, log);
  const { code, message, remedy } = known;
  const status = (statuses[code] ?? known.status) as ContentfulStatusCode;
  return answerJson(
    context,
    { error: message, detail: message, code, remedy },
    status,
    problemHeaders(known),
  );
}
