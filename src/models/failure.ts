import { type ErrorCode, TulvingError } from '../errors.js';
import { type Endpoint, shownUrl } from './endpoint.js';
import { parsedJson } from './parsed-json.js';
import { waitIn } from './retry-after.js';

/** What a message needs to know of who was asked. */
export type Asked = Pick<Endpoint, 'shown' | 'apiKey' | 'keyVariable'> & { url?: string };

/** What a provider answered in place of what was asked for. */
export interface Refusal {
  status: number;
  body: string;
  /** What `Retry-After` says, if anything. */
  retryAfter?: string | null | undefined;
}

interface Row {
  code: ErrorCode;
  what: string;
  remedy?: (asked: Asked) => string;
  /** Whether the provider's own words are left out: they may repeat a part of the key. */
  silent?: boolean;
}

const wrongKey: Row = {
  code: 'model_refused',
  what: 'refuses the key',
  remedy: ({ apiKey, keyVariable }) =>
    `${apiKey === undefined ? 'Give one in' : 'Correct it in'} ${keyVariable} or in the provider's usual variable.`,
  silent: true,
};
const absent: Row = { code: 'model_unavailable', what: 'does not answer' };
const crowded: Row = { code: 'model_busy', what: 'takes no more requests for now' };

/** By HTTP status; 529 is Anthropic's for a crowd. */
const rows: Readonly<Record<number, Row>> = {
  401: wrongKey,
  403: wrongKey,
  402: { code: 'model_refused', what: 'wants to be paid first' },
  404: {
    code: 'model_refused',
    what: 'does not know the model or the address',
    remedy: ({ url }) =>
      url === undefined
        ? 'Correct the name of the model.'
        : `Correct the name of the model, or the address ${shownUrl(url)}.`,
  },
  408: absent,
  429: crowded,
  529: crowded,
};

const MOST_WORDS = 200;
/** Where a provider puts its message, inside of others at most. */
const DEEPEST = 8;

/** An answer that is an error, as ours. */
export function refusedBy(asked: Asked, { status, body, retryAfter }: Refusal): TulvingError {
  const other: Row =
    status >= 500 ? absent : { code: 'model_refused', what: 'refuses the request' };
  const { code, what, remedy, silent } = rows[status] ?? other;
  const said = silent ? '' : wordsOf(body, asked);
  const asks = code === 'model_busy' ? waitOf(retryAfter ?? '') : undefined;
  const wait = asks === undefined ? '' : `, and asks to wait ${asks}`;
  const detail = `${asked.shown} ${what} (HTTP ${status})${wait}${said && `: ${said}`}`;
  const waitMs = waitIn(retryAfter ?? null);
  return new TulvingError(code, withStop(detail), {
    ...(remedy && { remedy: remedy(asked) }),
    until: waitMs === undefined ? undefined : Date.now() + waitMs,
  });
}

/** A request that came to nothing on its way. What is ours already, and a breaking off, stay as they are. */
export function unreached(asked: Asked, error: unknown): unknown {
  if (TulvingError.isInstance(error) || isBreakingOff(error)) return error;
  const cause = rootOf(error);
  if (TulvingError.isInstance(cause)) return cause;
  const why = cause instanceof Error ? withoutKey(cause.message, asked) : String(cause);
  const where = asked.url === undefined ? '' : ` at ${shownUrl(asked.url)}`;
  const detail = `${asked.shown} cannot be reached${where}: ${why || 'no answer'}`;
  return new TulvingError('model_unavailable', withStop(detail), { cause });
}

export function unusable(asked: Asked, why: string): TulvingError {
  return new TulvingError('model_unusable', `${asked.shown} answered what cannot be used: ${why}.`);
}

export function declined({ shown }: Asked, why = ''): TulvingError {
  const line = why.replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS).toWellFormed();
  const detail = `${shown} declines to answer${line && `: ${line}`}`;
  return new TulvingError('model_declined', withStop(detail));
}

function isBreakingOff(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

/** The message of an error in any of the usual shapes, in one line. */
function wordsOf(body: string, asked: Asked): string {
  const words = messageIn(parsedJson(body)) ?? body;
  const line = withoutKey(words, asked).replace(/\s+/g, ' ').trim();
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS).toWellFormed()}…` : line;
}

function messageIn(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return undefined;
  const fields = value as Record<string, unknown>;
  const found = fields['error'] ?? fields['message'] ?? fields['detail'];
  return messageIn(found, depth + 1);
}

/** Takes out the key, and what looks like a part of one. */
function withoutKey(text: string, { apiKey }: Asked): string {
  const own = apiKey === undefined ? text : text.replaceAll(apiKey, '[key]');
  return own.replace(/\b[A-Za-z]{1,8}[-_][\w*.-]*\*[\w*.-]*/g, '[key]');
}

function rootOf(error: unknown): unknown {
  if (TulvingError.isInstance(error)) return error;
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}

/** Undefined for what is neither seconds nor a date: whatever it is, it is not repeated. */
function waitOf(retryAfter: string): string | undefined {
  if (/^\d{1,9}(\.\d+)?$/.test(retryAfter)) return `${Number(retryAfter)} s`;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : `until ${new Date(date).toISOString()}`;
}

function withStop(sentence: string): string {
  return /[.!?。…]$/.test(sentence) ? sentence : `${sentence}.`;
}
