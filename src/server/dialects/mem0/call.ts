import type { Memory } from '../../../memory.js';
import type { Caller } from '../../../model/caller.js';
import { answerJson } from '../../answer.js';
import { bodyText } from '../../body.js';
import { callerOf } from '../../scope.js';
import type { ServerContext, Served } from '../../served.js';
import { badRequest } from './refusal.js';

export type Json = Record<string, unknown>;

/** What a route of the dialect is called with. */
export interface Call {
  memory: Memory;
  /** The app is what the key fixes, else what the request names. */
  caller: Caller;
  parameter(name: string): string;
  /** The first value of each name. */
  query: Readonly<Record<string, string>>;
  /** Every value of a name in the query. */
  all(name: string): string[];
  /** Empty where there is none. */
  body: Json;
  /** By which a client asks for the same thing again. */
  idempotencyKey: string | undefined;
  /** What the client takes for the server's address, the dialect included. */
  base: string;
}

/** Answers 200 with the value as JSON: mem0's clients read a body always. */
export type Handle = (call: Call) => Promise<unknown>;

/** An answer with another status than 200. */
export class Answer {
  readonly status: 200 | 201;
  readonly body: unknown;

  constructor(status: 200 | 201, body: unknown) {
    this.status = status;
    this.body = body;
  }
}

/** Makes a handler of the server from a route of a dialect: reads the body and answers. */
export function handlerOf(
  prefix: string,
  handle: Handle,
  served: Served,
): (context: ServerContext) => Promise<Response> {
  return async (context) => {
    const body = await objectIn(context);
    const answer = await handle({
      memory: served.memory,
      caller: callerOf(context, { app_id: programIn(context, body) }),
      parameter: (name) => context.req.param(name) ?? '',
      query: context.req.query(),
      all: (name) => context.req.queries(name) ?? [],
      body,
      idempotencyKey: context.req.header('idempotency-key'),
      base: new URL(context.req.url).origin + prefix,
    });
    return answer instanceof Answer
      ? answerJson(context, answer.body as Json, answer.status)
      : answerJson(context, answer as Json);
  };
}

/** What the client says that it is, for the history: mem0's clients have several places for it. */
function programIn({ req }: ServerContext, body: Readonly<Json>): unknown {
  const [client] = (req.header('x-mem0-client') ?? '').split(/[/,;\s]/);
  const named = [
    body['app_id'],
    req.header('x-application'),
    body['source'],
    req.header('x-mem0-source'),
    client,
  ];
  return named.find((name) => typeof name === 'string' && name.trim() !== '');
}

/** Also of DELETE, which some of mem0's clients send with a body and some without. */
async function objectIn(context: ServerContext): Promise<Json> {
  if (context.req.method === 'GET') return {};
  const text = await bodyText(context);
  if (text.trim() === '') return {};
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw badRequest('The body must be a JSON object.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest('The body is not valid JSON.');
    throw error;
  }
}
