import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldIssue } from '../../../errors.js';
import { answerJson } from '../../answer.js';
import { knownError, problemHeaders } from '../../problem.js';
import type { Served, ServerContext } from '../../served.js';

/** Errors as FastAPI tells them; `code` and `remedy` are ours, beside. */
export function failure(context: ServerContext, error: unknown, { log }: Served): Response {
  const known = knownError(context, error, log);
  const { code, remedy, status } = known;
  const place = context.req.method === 'GET' ? 'query' : 'body';
  const issues = known.issues.map((issue) => faultOf(issue, place));
  const detail = issues.length > 0 ? issues : known.message;
  return answerJson(
    context,
    { detail, code, remedy },
    status as ContentfulStatusCode,
    problemHeaders(known),
  );
}

function faultOf({ pointer, detail }: FieldIssue, place: string) {
  const loc = [place, ...pointer.split('/').slice(1)];
  return { loc, msg: detail, type: 'value_error' };
}
