import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
} from '@modelcontextprotocol/server';
import { TulvingError } from '../../errors.js';
import type { Log } from '../log.js';

/** An error of ours, or what a server answered to the client; the latter is told by its shape. */
interface Told extends Error {
  code: string;
  remedy: string;
  title?: string;
}

/** In place of what the error table tells people, who have other means than a model. */
const remedies: Readonly<Record<string, string>> = {
  not_found:
    'Ids come from memory_search and memory_list; what was deleted or erased is in neither.',
  already_superseded: 'Supersede the memory that took its place: search again to find its id.',
  already_merged: 'Use the memory that it was merged into.',
  version_conflict: 'Read it again with memory_get, and repeat the change.',
};

/** For a model to act on: what happened, and what to do. What is not ours is logged and not told. */
export function failureText(error: unknown, log: Log): string {
  const { code, title, message, remedy } = isTold(error) ? error : unexpected(error, log);
  return `${title === undefined ? '' : `${title}: `}${message}\n${remedies[code] ?? remedy}`;
}

export function failure(error: unknown, log: Log): CallToolResult {
  return { content: [{ type: 'text', text: failureText(error, log) }], isError: true };
}

/** For what has no result to carry an error: resources and prompts. */
export async function orProtocolError<Result>(
  log: Log,
  work: () => Promise<Result>,
  uri = '',
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    if (uri !== '' && codeOf(error) === 'not_found') throw new ResourceNotFoundError(uri);
    const code = isTold(error) ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
    throw new ProtocolError(code, failureText(error, log));
  }
}

function codeOf(error: unknown): unknown {
  return isTold(error) ? error.code : undefined;
}

function isTold(error: unknown): error is Told {
  if (TulvingError.isInstance(error)) return error.code !== 'internal';
  return error instanceof Error && error.name === 'TulvingProblem';
}

function unexpected(error: unknown, log: Log): TulvingError {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log('error', 'unexpected', { cause, door: 'mcp' });
  return new TulvingError('internal', 'The log of Tulving tells more.', { cause: error });
}
