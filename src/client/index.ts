import { answerOf, fileOf, parse, problemOf } from './answer.js';
import type {
  ConversationRequest,
  ConversationResult,
  RelatedRequest,
  RelatedResult,
  RevertRequest,
} from '../model/browsing.js';
import { chatEvents, chatResult } from './chat.js';
import type { ChatEvent, ChatRequest, ChatResult } from '../model/chat.js';
import type { Connection } from '../model/connections.js';
import type { ConnectRequest, ConnectResult } from '../model/connect.js';
import {
  memoryPath,
  type Method,
  type Query,
  type Sent,
  type VerbGroups,
  verbGroups,
} from './groups.js';
import { followEvents, followLog } from './events.js';
import { type ExchangeVerbs, exchangeVerbs } from './exchange.js';
import { setStates } from './states.js';
import { asLatin1, formOf, groupsOf, scopeHeaders, writtenForm, writtenJson } from './written.js';
import type { Event, EventsRequest } from '../model/event.js';
import type { DetailedHealth } from '../model/health.js';
import type { LogLine } from '../model/log-lines.js';
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
  GetRequest,
  ListRequest,
  ListResult,
  MergeRequest,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from '../model/requests.js';
import type { Profile, ProfileRequest } from '../model/profile.js';
import type { Scope } from '../model/scope.js';
import type { UndoRequest, UndoResult } from '../model/undo.js';
import type { SetStateRequest, SetStateResult } from '../model/states.js';
import type { Stats } from '../model/stats.js';
import type { Status } from '../model/status.js';
import type { TreeRequest, TreeResult } from '../model/tree.js';
import type { Usage, UsageRequest } from '../model/usage.js';

export type * from './types.js';
export { TulvingProblem } from './answer.js';

export interface ClientOptions {
  /** Where the server is: `http://127.0.0.1:8858`. */
  baseUrl: string;
  /** Sent as `Authorization: Bearer`; needed once the server has keys. */
  apiKey?: string;
  /** The program that asks: labels what it writes where nothing else does. Sent as `X-Tulving-Client`. */
  app?: string | undefined;
  /** What somebody else sees, such as `app:cursor`, is answered; takes an admin key. */
  viewAs?: string | undefined;
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

// Each group is told of once, where it is made.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- `verbGroups` makes all of them
export interface TulvingClient extends Readonly<VerbGroups> {}

/** The verbs of the library, over HTTP. Runs wherever there is `fetch`, browsers too. */
export class TulvingClient {
  /** Exports and imports. */
  readonly exchange: ExchangeVerbs;

  readonly #options: Required<Omit<ClientOptions, 'apiKey' | 'app' | 'viewAs'>>;

  constructor(options: ClientOptions) {
    const { apiKey, app, viewAs, headers, ...rest } = options;
    this.#options = {
      timeout: 60_000,
      // Called as a bare function: browsers refuse `fetch` as a method of another object.
      fetch: (input, init) => globalThis.fetch(input, init),
      ...rest,
      headers: {
        ...(app !== undefined && { 'X-Tulving-Client': asLatin1(app) }),
        ...(viewAs !== undefined && { 'X-Tulving-View-As': asLatin1(viewAs) }),
        ...headers,
        ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }),
      },
      baseUrl: options.baseUrl.replace(/\/+$/, ''),
    };
    this.exchange = exchangeVerbs(this.#options);
    Object.assign(
      this,
      verbGroups((...asked) => this.#send(...asked)),
    );
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
    let batch: string | undefined;
    for await (const lines of groupsOf(stream)) {
      const key = idempotencyKey && { idempotencyKey: `${idempotencyKey}/${before}` };
      const text = await this.#sendLines(
        lines,
        { imported, batch },
        {
          ...onceHeaders({ ...key }),
          ...scopeHeaders(scope),
        },
      );
      for (const line of text.split('\n')) {
        if (line === '') continue;
        const outcome = JSON.parse(line) as BatchOutcome;
        batch ??= outcome.batch;
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

  /** Answers a message from memory, with citations, and remembers both. Takes as long as the model does. */
  chat(request: ChatRequest): Promise<ChatResult> {
    return chatResult(this.chatStream(request));
  }

  /**
   * The same, told while it is made.
   *
   * @example
   * for await (const event of client.chatStream({ message: 'Where does Mia live?' })) {
   *   if (event.type === 'delta') process.stdout.write(event.text);
   * }
   */
  chatStream(request: ChatRequest): AsyncGenerator<ChatEvent> {
    return chatEvents(this.#options, request);
  }

  /** What a scope holds as a tree: what goes on, what is known for long, what is about the user. */
  tree(request: TreeRequest = {}): Promise<TreeResult> {
    return this.#send('GET', '/v1/tree', { query: request as Query });
  }

  /** What memories tell of a user, with those that say so. */
  profile({ user_id: user, ...query }: ProfileRequest): Promise<Profile> {
    const path = `/v1/users/${encodeURIComponent(user)}/profile`;
    return this.#send('GET', path, { query: query as Query });
  }

  /** Counts of what a scope holds. */
  stats(request: Scope = {}): Promise<Stats> {
    return this.#send('GET', '/v1/stats', { query: request as Query });
  }

  get(id: string, request: GetRequest = {}): Promise<Memory> {
    return this.#send('GET', memoryPath(id), { query: request as Query });
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
  delete(id: string, query: { reason?: string } = {}): Promise<void> {
    return this.#send('DELETE', memoryPath(id), { query });
  }

  /**
   * Changes the state of several memories; all of it can be undone together. Asked for in steps of 5,000, so
   * that none takes longer than a request may.
   */
  setState(
    request: SetStateRequest,
    options: { progress?: (done: number) => void } = {},
  ): Promise<SetStateResult> {
    return setStates(
      (body) => this.#send('POST', '/v1/memories/state', { body }),
      request,
      options,
    );
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

  /** Takes back what was done together; with `preview` it tells what it would do. */
  undo(request: UndoRequest): Promise<UndoResult> {
    return this.#send('POST', '/v1/undo', { body: request });
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

  /** The file that an episode was made of, by the `id` of its `attachments`. */
  async attachment(id: string): Promise<{ media_type: string; content: Uint8Array }> {
    const { baseUrl, headers, fetch, timeout } = this.#options;
    const url = `${baseUrl}/v1/attachments/${encodeURIComponent(id)}`;
    const signal = AbortSignal.timeout(timeout);
    return fileOf(() => fetch(url, { headers, signal }), baseUrl);
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

  /** Who has talked to the server in the last five minutes. */
  async connections(): Promise<Connection[]> {
    return (await this.#send<{ data: Connection[] }>('GET', '/v1/connections')).data;
  }

  usage(request: UsageRequest = {}): Promise<Usage> {
    return this.#send('GET', '/v1/usage', { query: request as Query });
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

  /** The lines of the server's log, as they come; takes an admin key. */
  eventsOfLog(request: EventsRequest = {}): AsyncGenerator<LogLine> {
    return followLog(this.#options, request);
  }

  async #sendLines(
    lines: readonly string[],
    { imported, batch }: { imported: boolean; batch: string | undefined },
    more: Record<string, string>,
  ): Promise<string> {
    const { baseUrl, headers, fetch, timeout } = this.#options;
    const query = { ...(imported && { import: 'true' }), batch };
    const url = `${baseUrl}/v1/memories/batch${searchOf(query)}`;
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

function onceHeaders({ idempotencyKey }: AddOptions): Record<string, string> {
  return idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey };
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

function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    search.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return search.size > 0 ? `?${search.toString()}` : '';
}
