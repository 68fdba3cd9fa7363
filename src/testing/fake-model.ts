import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeFault, type FakeFaults, FaultDraw, faulty, REFUSAL } from './fake-faults.js';
import {
  type Answers,
  answerFor,
  completion,
  completionChunks,
  embeddings,
  message,
  promptOf,
  type FakeEmbedding,
  type FakeEnd,
  type FakeFlaw,
  type FakeReply,
  type FakeRequest,
  reranking,
} from './fake-replies.js';

export interface FakeModelOptions {
  /** Default: one that is free. */
  port?: number;
  /** What chats are answered. Default: that it does not know. */
  answers?: Answers;
  /** The key that it wants, as a bearer or as `x-api-key`. Default: none. */
  apiKey?: string;
  /** The models that it lists and knows. Default: any name. */
  models?: readonly string[];
  /** Refuses a body with HTTP 400 and these words, where it answers any. */
  refuses?: (body: FakeRequest['body']) => string | undefined;
  /** Whether reranking takes `documents`, as Cohere and vLLM do, or `texts`, as TEI does. Default: both. */
  rerank?: 'documents' | 'texts';
  /** What its vectors are like. Default: hashed n-grams of unit length. */
  embedding?: FakeEmbedding;
}

/** How it misbehaves, until it is told otherwise. */
export interface Misbehaviour {
  /** Answers so many milliseconds late. */
  delayMs?: number;
  /** Never answers. */
  hangs?: boolean;
  /** Refuses so many requests, or all, before it answers again. */
  fails?: { status: number; times?: number; body?: unknown; headers?: Record<string, string> };
  /** Answers 200 with this text in place of JSON. */
  malformed?: string;
  /** Answers vectors that are none. */
  vectors?: FakeFlaw;
  /** Faults of single chats, by chance or one after the other. */
  faults?: FakeFaults;
}

/**
 * A model for tests: an HTTP server on a free port of this machine that speaks OpenAI's API (chats,
 * streamed ones too, embeddings, the list of models), Anthropic's messages and reranking. What it answers follows from what
 * it is asked and from nothing else. It keeps what it was asked, without headers.
 *
 * @example
 * const model = await FakeModel.start({ answers: [[/where does mia live/i, 'In Lisbon.']] });
 * createLanguageModel({ llm: 'compatible:any', llmUrl: model.url });
 * await model.close();
 */
export class FakeModel {
  /** What it was asked, in order. */
  readonly requests: FakeRequest[] = [];
  readonly #server: Server;
  readonly #options: FakeModelOptions;
  readonly #closing = new AbortController();
  #misbehaviour: Misbehaviour = {};
  #draw: FaultDraw | undefined;
  #port = 0;

  private constructor(options: FakeModelOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        // What was hung up on, or is closed, has nobody to be told.
        if (response.headersSent) response.destroy();
        else if (!response.destroyed) response.writeHead(500).end(String(error));
      });
    });
  }

  static async start(options: FakeModelOptions = {}): Promise<FakeModel> {
    const fake = new FakeModel(options);
    fake.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(fake.#server, 'listening');
    fake.#port = (fake.#server.address() as AddressInfo).port;
    return fake;
  }

  /** Base of its API, as settings take it. */
  get url(): string {
    return `${this.origin}/v1`;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Replaces what was said before; `{}` behaves. */
  misbehave(misbehaviour: Misbehaviour): void {
    this.#misbehaviour = structuredClone(misbehaviour);
    this.#draw = misbehaviour.faults && new FaultDraw(misbehaviour.faults);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await requestOf(incoming);
    this.requests.push(request);
    const { signal } = this.#closing;
    const { delayMs = 0, hangs = false, malformed } = this.#misbehaviour;
    if (hangs) return;
    if (delayMs > 0) await sleep(delayMs, undefined, { signal });
    const failure = this.#failure();
    if (failure) return send(response, failure, failure.headers);
    if (malformed !== undefined) return void response.writeHead(200).end(malformed);
    const refusal = this.#refusal(request, sentKey(incoming));
    if (refusal) return send(response, refusal);
    const answer = chats.find(({ path }) => path.test(request.path));
    if (answer) return this.#chat(request, response, answer);
    send(response, this.#reply(request));
  }

  async #chat(request: FakeRequest, response: ServerResponse, chat: Chat): Promise<void> {
    const prompt = promptOf(request);
    const fault = this.#draw?.next(prompt);
    const refused = fault && statuses[fault];
    if (refused) return send(response, refused, refused.headers);
    const right = answerFor(request, this.#options.answers ?? []);
    const text = fault === 'refusal' ? REFUSAL : faulty(right, fault, prompt);
    const end = (fault && ends[fault]) ?? 'stop';
    const isStream = request.body['stream'] === true && chat.isStreamed;
    const pieces = isStream
      ? [...completionChunks(request, text, end).map(event), 'data: [DONE]\n\n']
      : inPieces(JSON.stringify(chat.reply(request, text, end)), fault === 'slow' ? 10 : 1);
    const type = isStream ? 'text/event-stream' : 'application/json';
    response.writeHead(200, { 'content-type': type });
    const isHung = fault === 'hang';
    const pause = fault === 'slow' ? (this.#draw?.slowMs ?? 0) / pieces.length : 0;
    for (const piece of isHung ? pieces.slice(0, pieces.length / 2) : pieces) {
      if (pause > 0) await sleep(pause, undefined, { signal: this.#closing.signal });
      response.write(piece);
    }
    if (!isHung) response.end();
  }

  #failure() {
    const { fails } = this.#misbehaviour;
    if (!fails || fails.times === 0) return undefined;
    if (fails.times !== undefined) fails.times -= 1;
    const { status, headers = {}, body = errorOf(`fake failure ${status}`) } = fails;
    return { status, headers, body };
  }

  #refusal({ body, method }: FakeRequest, key: string | undefined): FakeReply | undefined {
    const { apiKey, models, refuses } = this.#options;
    if (apiKey !== undefined && key !== apiKey) {
      return {
        status: 401,
        body: errorOf(`Incorrect API key provided: ${key ?? 'none'}`),
      };
    }
    const model = body['model'];
    if (method === 'POST' && models && !models.includes(String(model))) {
      return { status: 404, body: errorOf(`The model ${String(model)} does not exist`) };
    }
    const words = refuses?.(body);
    if (words !== undefined) return { status: 400, body: errorOf(words) };
    return undefined;
  }

  #reply(request: FakeRequest): FakeReply {
    const route = routes.find(({ path }) => path.test(request.path));
    if (!route) return { status: 404, body: errorOf(`no route ${request.path}`) };
    return route.reply(request, this.#options, this.#misbehaviour.vectors);
  }
}

/** A route that answers in words. */
interface Chat {
  path: RegExp;
  isStreamed: boolean;
  reply(request: FakeRequest, text: string, end: FakeEnd): object;
}

const chats: readonly Chat[] = [
  { path: /\/chat\/completions$/, isStreamed: true, reply: completion },
  { path: /\/messages$/, isStreamed: false, reply: message },
];

const ends: Partial<Record<FakeFault, FakeEnd>> = { truncated: 'length', refusal: 'refusal' };

const statuses: Partial<Record<FakeFault, FakeReply & { headers: Record<string, string> }>> = {
  429: { status: 429, body: errorOf('fake crowd'), headers: { 'retry-after-ms': '20' } },
  500: { status: 500, body: errorOf('fake failure'), headers: {} },
};

interface Route {
  path: RegExp;
  reply(request: FakeRequest, options: FakeModelOptions, flaw?: FakeFlaw): FakeReply;
}

const routes: readonly Route[] = [
  {
    path: /\/embed(?:dings)?$/,
    reply: (request, { embedding }, flaw) => embeddings(request, embedding, flaw),
  },
  {
    path: /\/models$/,
    reply: (_, { models = ['fake'] }) => ({
      status: 200,
      body: { object: 'list', data: models.map((id) => ({ id, object: 'model' })) },
    }),
  },
  {
    path: /\/reranks?$/,
    reply: (request, { rerank }) =>
      rerank !== undefined && request.body[rerank] === undefined
        ? { status: 422, body: { error: `missing field \`${rerank}\`` } }
        : reranking(request),
  },
];

function sentKey({ headers }: IncomingMessage): string | undefined {
  const { authorization, 'x-api-key': key } = headers;
  return authorization?.replace(/^Bearer /, '') ?? (typeof key === 'string' ? key : undefined);
}

async function requestOf(incoming: IncomingMessage): Promise<FakeRequest> {
  const { method = 'GET', url = '/' } = incoming;
  const body = method === 'POST' ? ((await json(incoming)) as FakeRequest['body']) : {};
  return { method, path: new URL(url, 'http://fake').pathname, body };
}

function send(
  response: ServerResponse,
  { status, body }: FakeReply,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function event(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

function inPieces(text: string, count: number): string[] {
  const size = Math.ceil(text.length / count);
  return Array.from({ length: count }, (_, at) => text.slice(at * size, (at + 1) * size));
}

function errorOf(message: string) {
  return { error: { message, type: 'fake_error' } };
}
