import type { JobVerbs } from '../model/job.js';
import type { Key, KeyVerbs } from '../model/key.js';
import type { Episode, HistoryEntry, Memory } from '../model/memory.js';
import type {
  AddRequest,
  AddResult,
  EraseReport,
  ListRequest,
  ListResult,
  MergeRequest,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from '../model/requests.js';
import type { Scope } from '../model/scope.js';
import type { Status } from '../model/status.js';

export type { Job, JobVerbs, ListJobsRequest, ListJobsResult } from '../model/job.js';
export type { Key, KeyVerbs, NewKeyRequest, NewKeyResult, RotateKeyRequest } from '../model/key.js';
export type { Episode, HistoryEntry, Hit, Memory, Source } from '../model/memory.js';
export type {
  AddRequest,
  AddResult,
  EraseReport,
  ListRequest,
  ListResult,
  MergeRequest,
  Message,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from '../model/requests.js';
export type { Scope } from '../model/scope.js';
export type { Status } from '../model/status.js';
export type { Trace } from '../model/trace.js';

export interface ClientOptions {
  /** Where the server is: `http://127.0.0.1:8858`. */
  baseUrl: string;
  /** Sent as `Authorization: Bearer`; needed once the server has keys. */
  apiKey?: string;
  /** Sent with every request: `X-Tulving-User` and its like. */
  headers?: Readonly<Record<string, string>>;
  /** In place of the platform's own. */
  fetch?: typeof globalThis.fetch;
  /** For one request, in milliseconds. Default: 60,000. */
  timeout?: number;
}

interface ProblemDetails {
  status: number;
  detail: string;
  remedy: string;
  errors?: readonly { pointer: string; detail: string }[];
  requestId?: string | undefined;
  cause?: unknown;
}

/** What went wrong: `code` is one of the error reference, `remedy` says what to do. */
export class TulvingProblem extends Error {
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly remedy: string;
  readonly errors: readonly { pointer: string; detail: string }[];
  readonly requestId: string | undefined;

  constructor(code: string, details: ProblemDetails) {
    super(details.detail, { cause: details.cause });
    this.name = 'TulvingProblem';
    this.code = code;
    this.status = details.status;
    this.remedy = details.remedy;
    this.errors = details.errors ?? [];
    this.requestId = details.requestId;
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type Query = Readonly<Record<string, string | number | object | undefined>>;

/** The verbs of the library, over HTTP. Runs wherever there is `fetch`, browsers too. */
export class TulvingClient {
  /** Keys of the server; takes an admin key. */
  readonly keys: KeyVerbs;
  /** What the server does in the background. */
  readonly jobs: JobVerbs;
  readonly #options: Required<Omit<ClientOptions, 'apiKey'>>;

  constructor(options: ClientOptions) {
    const { apiKey, headers, ...rest } = options;
    this.#options = {
      timeout: 60_000,
      // Called as a bare function: browsers refuse `fetch` as a method of another object.
      fetch: (input, init) => globalThis.fetch(input, init),
      ...rest,
      headers: { ...headers, ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }) },
      baseUrl: options.baseUrl.replace(/\/+$/, ''),
    };
    this.keys = {
      create: (request) => this.#send('POST', '/v1/keys', { body: request }),
      list: async () => (await this.#send<{ data: Key[] }>('GET', '/v1/keys')).data,
      revoke: (id) => this.#send('DELETE', `/v1/keys/${encodeURIComponent(id)}`),
      rotate: (id, request = {}) =>
        this.#send('POST', `/v1/keys/${encodeURIComponent(id)}/rotate`, { body: request }),
    };
    this.jobs = {
      list: (request = {}) => this.#send('GET', '/v1/jobs', { query: request as Query }),
      get: (id) => this.#send('GET', jobPath(id)),
      cancel: (id) => this.#send('POST', `${jobPath(id)}/cancel`),
      rerun: (id) => this.#send('POST', `${jobPath(id)}/rerun`),
    };
  }

  /** Keeps a note or a conversation. */
  add(request: AddRequest): Promise<AddResult> {
    return this.#send('POST', '/v1/memories', { body: request });
  }

  /** The memories that answer a query best, best first. */
  search(request: SearchRequest): Promise<SearchResult> {
    return this.#send('POST', '/v1/search', { body: request });
  }

  get(id: string): Promise<Memory> {
    return this.#send('GET', memoryPath(id));
  }

  /** Newest first, in pages. */
  list(request: ListRequest = {}): Promise<ListResult> {
    return this.#send('GET', '/v1/memories', { query: request as Query });
  }

  /** Corrects a memory: same id, new version. */
  update(id: string, request: UpdateRequest): Promise<Memory> {
    return this.#send('PATCH', memoryPath(id), { body: request });
  }

  /** Takes a memory out of search and list. */
  delete(id: string): Promise<void> {
    return this.#send('DELETE', memoryPath(id));
  }

  /** Undoes a deletion or an expiry, else a merge, else that it was superseded. */
  restore(id: string): Promise<Memory> {
    return this.#send('POST', `${memoryPath(id)}/restore`);
  }

  /** Makes a duplicate a part of another memory, which is answered. */
  merge(id: string, request: MergeRequest): Promise<Memory> {
    return this.#send('POST', `${memoryPath(id)}/merge`, { body: request });
  }

  /** Takes a memory out for good, with the words it quotes and every copy of them. */
  erase(id: string): Promise<EraseReport> {
    return this.#send('POST', `${memoryPath(id)}/erase`);
  }

  /** Blanks a verbatim source, and takes out what rests on it alone. */
  eraseEpisode(id: string): Promise<EraseReport> {
    return this.#send('POST', `/v1/episodes/${encodeURIComponent(id)}/erase`);
  }

  /** Takes out everything of a scope for good. */
  eraseScope(request: Scope): Promise<EraseReport> {
    return this.#send('POST', '/v1/erase', { body: request });
  }

  /** What happened to a memory, oldest first. */
  async history(id: string): Promise<HistoryEntry[]> {
    const { data } = await this.#send<{ data: HistoryEntry[] }>('GET', `${memoryPath(id)}/history`);
    return data;
  }

  /** The verbatim source of a memory. */
  episode(id: string): Promise<Episode> {
    return this.#send('GET', `/v1/episodes/${encodeURIComponent(id)}`);
  }

  status(): Promise<Status> {
    return this.#send('GET', '/v1/status');
  }

  async #send<Answer>(
    method: Method,
    path: string,
    { body, query = {} }: { body?: unknown; query?: Query } = {},
  ): Promise<Answer> {
    const { baseUrl, headers, fetch, timeout } = this.#options;
    const url = `${baseUrl}${path}${searchOf(query)}`;
    const request = {
      method,
      headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      signal: AbortSignal.timeout(timeout),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const { status, text } = await answerOf(() => fetch(url, request), baseUrl);
    if (status === 204) return undefined as Answer;
    const answer = parse(text);
    if (status >= 200 && status < 300 && answer !== undefined) return answer as Answer;
    throw problemOf(status, answer, baseUrl);
  }
}

/**
 * A client of a running server.
 *
 * @example
 * const client = createClient({ baseUrl: 'http://127.0.0.1:8858' });
 * await client.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
 */
export function createClient(options: ClientOptions): TulvingClient {
  return new TulvingClient(options);
}

function jobPath(id: string): string {
  return `/v1/jobs/${encodeURIComponent(id)}`;
}

function memoryPath(id: string): string {
  return `/v1/memories/${encodeURIComponent(id)}`;
}

function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    search.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return search.size > 0 ? `?${search.toString()}` : '';
}

async function answerOf(
  send: () => Promise<Response>,
  baseUrl: string,
): Promise<{ status: number; text: string }> {
  try {
    const response = await send();
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TulvingProblem('server_unreachable', {
      status: 0,
      detail: `${baseUrl} gave no answer: ${why}`,
      remedy: 'Start the server with `tulving serve`, or correct its address.',
      cause: error,
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function problemOf(status: number, answer: unknown, baseUrl: string): TulvingProblem {
  const problem = (answer ?? {}) as Partial<Record<string, string>> & {
    errors?: ProblemDetails['errors'];
  };
  if (typeof problem['code'] !== 'string') {
    return new TulvingProblem('server_unreachable', {
      status,
      detail: `${baseUrl} answered ${status}, but not as Tulving does.`,
      remedy: 'Correct the address; a proxy may stand between.',
    });
  }
  return new TulvingProblem(problem['code'], {
    status,
    detail: problem['detail'] ?? '',
    remedy: problem['remedy'] ?? '',
    errors: problem.errors ?? [],
    requestId: problem['request_id'],
  });
}
