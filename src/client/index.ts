import { answerOf, parse, problemOf } from './answer.js';
import type {
  ConversationRequest,
  ConversationResult,
  RelatedRequest,
  RelatedResult,
  RevertRequest,
} from '../model/browsing.js';
import type { ConnectRequest, ConnectResult } from '../model/connect.js';
import { followEvents } from './events.js';
import type { Event, EventsRequest } from '../model/event.js';
import type { DetailedHealth } from '../model/health.js';
import type { JobVerbs } from '../model/job.js';
import type { TraceVerbs } from '../model/kept-trace.js';
import type { Key, KeyVerbs } from '../model/key.js';
import type { Episode, HistoryEntry, Memory } from '../model/memory.js';
import type {
  AddRequest,
  AddResult,
  BatchOutcome,
  ContextRequest,
  ContextResult,
  DeleteReport,
  DeleteScopeRequest,
  DocumentInput,
  EraseReport,
  FileRequest,
  ListRequest,
  ListResult,
  MergeRequest,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from '../model/requests.js';
import type { Scope } from '../model/scope.js';
import type { SampleVerbs } from '../model/samples.js';
import type { SessionVerbs } from '../model/session.js';
import type { Stats } from '../model/stats.js';
import type { Status } from '../model/status.js';

export type {
  ConversationRequest,
  ConversationResult,
  RelatedRequest,
  RelatedResult,
  RevertRequest,
} from '../model/browsing.js';
export type { ConnectClient, ConnectRequest, ConnectResult } from '../model/connect.js';
export type { Event, EventsRequest } from '../model/event.js';
export type { DetailedHealth } from '../model/health.js';
export type { Job, JobVerbs, ListJobsRequest, ListJobsResult } from '../model/job.js';
export type { Key, KeyVerbs, NewKeyRequest, NewKeyResult, RotateKeyRequest } from '../model/key.js';
export type {
  KeptTrace,
  ListTracesRequest,
  ListTracesResult,
  ReplayOutcome,
  ReplayReport,
  ReplayRequest,
  TracedAnswer,
  TraceVerbs,
} from '../model/kept-trace.js';
export type { Episode, HistoryEntry, Hit, Memory, Source } from '../model/memory.js';
export type {
  AddRequest,
  AddResult,
  BatchOutcome,
  ContextRequest,
  ContextResult,
  DeleteReport,
  DeleteScopeRequest,
  DocumentInput,
  DocumentRequest,
  EraseReport,
  FileRequest,
  ListRequest,
  ListResult,
  MergeRequest,
  Message,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from '../model/requests.js';
export type { Scope } from '../model/scope.js';
export type {
  AddSamplesRequest,
  RemoveSamplesRequest,
  SamplesResult,
  SampleVerbs,
} from '../model/samples.js';
export type { Session, SessionVerbs, SignInRequest } from '../model/session.js';
export type { Stats } from '../model/stats.js';
export type { Status } from '../model/status.js';
export type { Trace } from '../model/trace.js';

export { TulvingProblem } from './answer.js';

export interface ClientOptions {
  /** Where the server is: `http://127.0.0.1:8858`. */
  baseUrl: string;
  /** Sent as `Authorization: Bearer`; needed once the server has keys. */
  apiKey?: string;
  /** The program that asks: labels what it writes where nothing else does. Sent as `X-Tulving-Client`. */
  app?: string | undefined;
  /** Sent with every request: `X-Tulving-User` and its like. */
  headers?: Readonly<Record<string, string>>;
  /** In place of the platform's own. What it throws with a `code` and a `remedy` is told as it is. */
  fetch?: typeof globalThis.fetch;
  /** For one request, in milliseconds. Default: 60,000. */
  timeout?: number;
}

export interface AddOptions {
  /** The same request with the same key, within a day, is answered and not done again. */
  idempotencyKey?: string | undefined;
}

export interface BatchOptions extends AddOptions {
  /** Whether it comes from elsewhere: then what was erased here is refused. */
  imported?: boolean;
  /** Fills in what a line leaves open of its scope. */
  scope?: Scope;
}

const LINES_PER_REQUEST = 500;

interface Sent {
  body?: unknown;
  form?: FormData;
  query?: Query;
  headers?: Record<string, string>;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type Query = Readonly<Record<string, string | number | object | undefined>>;

/** The verbs of the library, over HTTP. Runs wherever there is `fetch`, browsers too. */
export class TulvingClient {
  /** Keys of the server; takes an admin key. */
  readonly keys: KeyVerbs;
  /** What the server does in the background. */
  readonly jobs: JobVerbs;
  /** Recent searches. */
  readonly traces: TraceVerbs;
  /** The session of a browser, in place of a key. */
  readonly session: SessionVerbs;
  /** Something to look at, for who has just begun. */
  readonly samples: SampleVerbs;
  readonly #options: Required<Omit<ClientOptions, 'apiKey' | 'app'>>;

  constructor(options: ClientOptions) {
    const { apiKey, app, headers, ...rest } = options;
    this.#options = {
      timeout: 60_000,
      // Called as a bare function: browsers refuse `fetch` as a method of another object.
      fetch: (input, init) => globalThis.fetch(input, init),
      ...rest,
      headers: {
        ...(app !== undefined && { 'X-Tulving-Client': asLatin1(app) }),
        ...headers,
        ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }),
      },
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
    this.traces = {
      list: (request = {}) => this.#send('GET', '/v1/traces', { query: request as Query }),
      get: (id) => this.#send('GET', `/v1/traces/${encodeURIComponent(id)}`),
      replay: (request = {}) => this.#send('POST', '/v1/traces/replay', { body: request }),
    };
    this.samples = {
      add: (request = {}) => this.#send('POST', '/v1/samples', { body: request }),
      remove: (request = {}) => this.#send('DELETE', '/v1/samples', { query: request }),
    };
    this.session = {
      get: () => this.#send('GET', '/v1/session'),
      begin: (request) => this.#send('POST', '/v1/session', { body: request }),
      end: () => this.#send('DELETE', '/v1/session'),
    };
  }

  /** Keeps a note or a conversation. */
  add(request: AddRequest, options: AddOptions = {}): Promise<AddResult> {
    return this.#send('POST', '/v1/memories', { body: request, headers: onceHeaders(options) });
  }

  /** Keeps a document, a text or a file, in pieces that can be found on their own. */
  addDocument(request: DocumentInput, options: AddOptions = {}): Promise<AddResult> {
    const headers = onceHeaders(options);
    if ('bytes' in request)
      return this.#send('POST', '/v1/documents', { form: formOf(request), headers });
    return this.#send('POST', '/v1/documents', { body: request, headers });
  }

  /**
   * Keeps one `add` request a line of newline-delimited JSON, and tells what each line came to. Sent
   * in requests of 500 lines, so that it works where a body cannot be streamed.
   */
  async *addBatch(
    stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { idempotencyKey, imported = false, scope = {} }: BatchOptions = {},
  ): AsyncGenerator<BatchOutcome> {
    let before = 0;
    for await (const lines of groupsOf(stream)) {
      const key = idempotencyKey && { idempotencyKey: `${idempotencyKey}/${before}` };
      const text = await this.#sendLines(lines, imported, {
        ...onceHeaders({ ...key }),
        ...scopeHeaders(scope),
      });
      for (const line of text.split('\n')) {
        if (line === '') continue;
        const outcome = JSON.parse(line) as BatchOutcome;
        yield { ...outcome, line: outcome.line + before };
      }
      before += lines.length;
    }
  }

  /** The memories that answer a query best, best first. */
  search(request: SearchRequest): Promise<SearchResult> {
    return this.#send('POST', '/v1/search', { body: request });
  }

  /** The memories that answer a query, as a block for a prompt within a budget of tokens. */
  context(request: ContextRequest): Promise<ContextResult> {
    return this.#send('POST', '/v1/context', { body: request });
  }

  /** Counts of what a scope holds. */
  stats(request: Scope = {}): Promise<Stats> {
    return this.#send('GET', '/v1/stats', { query: request as Query });
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

  /** Takes all memories of a scope out of search; at least one field must be named. */
  deleteScope(request: DeleteScopeRequest): Promise<DeleteReport> {
    return this.#send('DELETE', '/v1/memories', { query: request as Query });
  }

  /** Undoes a deletion or an expiry, else a merge, else that it was superseded. */
  restore(id: string): Promise<Memory> {
    return this.#send('POST', `${memoryPath(id)}/restore`);
  }

  /** Says again what a version of the memory said, as a new version. */
  revert(id: string, request: RevertRequest): Promise<Memory> {
    return this.#send('POST', `${memoryPath(id)}/revert`, { body: request });
  }

  /** What says most of the same as a memory, in its own cube. */
  related(id: string, request: RelatedRequest = {}): Promise<RelatedResult> {
    return this.#send('GET', `${memoryPath(id)}/related`, { query: request as Query });
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

  /** An episode with those around it in its session. */
  conversation(id: string, request: ConversationRequest = {}): Promise<ConversationResult> {
    const path = `/v1/episodes/${encodeURIComponent(id)}/conversation`;
    return this.#send('GET', path, { query: request as Query });
  }

  /** What connects each client to the server. */
  connect(request: ConnectRequest = {}): Promise<ConnectResult> {
    return this.#send('GET', '/v1/clients', { query: request });
  }

  /** How each component is. */
  health(): Promise<DetailedHealth> {
    return this.#send('GET', '/v1/health');
  }

  status(): Promise<Status> {
    return this.#send('GET', '/v1/status');
  }

  /**
   * What happens, while it happens. Connects again by itself and goes on where it stopped; ends with
   * the signal.
   *
   * @example
   * for await (const { kind, subject } of client.events()) console.log(kind, subject);
   */
  events(request: EventsRequest = {}): AsyncGenerator<Event> {
    return followEvents(this.#options, request);
  }

  async #sendLines(
    lines: readonly string[],
    imported: boolean,
    more: Record<string, string>,
  ): Promise<string> {
    const { baseUrl, headers, fetch, timeout } = this.#options;
    const url = `${baseUrl}/v1/memories/batch${imported ? '?import=true' : ''}`;
    const request = {
      method: 'POST',
      headers: { ...headers, ...more, 'Content-Type': 'application/x-ndjson' },
      signal: AbortSignal.timeout(timeout),
      body: lines.map((line) => `${line}\n`).join(''),
    };
    const { status, text } = await answerOf(() => fetch(url, request), baseUrl);
    if (status === 200) return text;
    throw problemOf(status, parse(text), baseUrl);
  }

  async #send<Answer>(
    method: Method,
    path: string,
    { body, form, query = {}, headers: more = {} }: Sent = {},
  ): Promise<Answer> {
    const { baseUrl, headers, fetch, timeout } = this.#options;
    const url = `${baseUrl}${path}${searchOf(query)}`;
    // Without a form `fetch` is called before anything is waited for: whoever passes one in can tell
    // by whom it is called.
    const payload = form ? await writtenForm(form) : writtenJson(body);
    const request = {
      method,
      headers: {
        ...headers,
        ...more,
        ...(payload && { 'Content-Type': payload.type }),
      },
      signal: AbortSignal.timeout(timeout),
      ...(payload && { body: payload.content }),
    };
    const { status, text } = await answerOf(() => fetch(url, request), baseUrl);
    if (status === 204) return undefined as Answer;
    const answer = parse(text);
    if (status >= 200 && status < 300 && answer !== undefined) return answer as Answer;
    throw problemOf(status, answer, baseUrl);
  }
}

/** Lines of a stream, 500 at a time. */
async function* groupsOf(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let lines: string[] = [];
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      lines.push(part);
      if (lines.length < LINES_PER_REQUEST) continue;
      yield lines;
      lines = [];
    }
  }
  rest += decoder.decode();
  if (rest !== '') lines.push(rest);
  if (lines.length > 0) yield lines;
}

interface Payload {
  type: string;
  content: string | ArrayBuffer;
}

function writtenJson(body: unknown): Payload | undefined {
  if (body === undefined) return undefined;
  return { type: 'application/json', content: JSON.stringify(body) };
}

/** A form is written here: a fetch that was passed in may know only the forms of its own library. */
async function writtenForm(form: FormData): Promise<Payload> {
  const written = new Response(form);
  const type = written.headers.get('content-type') ?? 'multipart/form-data';
  return { type, content: await written.arrayBuffer() };
}

function formOf({ bytes, ...about }: FileRequest): FormData {
  const form = new FormData();
  // Its name is a field beside it, if it has one: here some runtimes cut off folders.
  form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]));
  for (const [field, value] of Object.entries(about)) {
    if (Array.isArray(value)) for (const item of value) form.append(field, item);
    else if (value !== undefined)
      form.set(field, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return form;
}

function onceHeaders({ idempotencyKey }: AddOptions): Record<string, string> {
  return idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey };
}

const scopeNames = {
  cube: 'X-Tulving-Cube',
  user_id: 'X-Tulving-User',
  agent_id: 'X-Tulving-Agent',
  app_id: 'X-Tulving-App',
  run_id: 'X-Tulving-Run',
} as const;

/** Headers carry bytes: a name outside of ASCII goes as UTF-8, which looks like Latin-1. */
function scopeHeaders(scope: Scope): Record<string, string> {
  const named = Object.entries(scopeNames).flatMap(([field, header]) => {
    const value = scope[field as keyof Scope];
    return value === undefined ? [] : [[header, asLatin1(value)] as const];
  });
  return Object.fromEntries(named);
}

function asLatin1(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
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
