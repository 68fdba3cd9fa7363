import type { Event, EventsRequest } from '../model/event.js';
import type { LogLine } from '../model/log-lines.js';
import { parse, problemOf, TulvingProblem, unreachable } from './answer.js';

export interface Connection {
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  fetch: typeof globalThis.fetch;
}

/** The server says something every 15 seconds; after so many ms of silence it is gone. */
const SILENCE = 45_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** Follows the events of a server over as many connections as it takes. */
export function followEvents(
  connection: Connection,
  request: EventsRequest,
): AsyncGenerator<Event> {
  return follow(connection, '/v1/events', request);
}

/** The same of the lines of its log. */
export function followLog(connection: Connection, request: EventsRequest): AsyncGenerator<LogLine> {
  return follow(connection, '/v1/logs/stream', request);
}

async function* follow<Item>(
  connection: Connection,
  path: string,
  { after, signal }: EventsRequest,
): AsyncGenerator<Item> {
  let last = after === undefined ? undefined : String(after);
  let connected = false;
  let pause = FIRST_PAUSE;
  while (!signal?.aborted) {
    try {
      for await (const message of messagesOf(connection, { path, last, signal })) {
        connected = true;
        pause = FIRST_PAUSE;
        last = message.id ?? last;
        if (message.data !== '') yield JSON.parse(message.data) as Item;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!connected || !isPassing(error)) throw error;
    }
    await rest(pause * (0.5 + Math.random() / 2), signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** What is worth trying again: no answer, or one that may be another soon. */
function isPassing(error: unknown): boolean {
  return error instanceof TulvingProblem && (error.status === 0 || error.status >= 500);
}

interface StreamInit {
  method?: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal | undefined;
}

interface Message {
  id: string | undefined;
  data: string;
}

/** The messages of one connection, up to its end. */
function messagesOf(
  connection: Connection,
  {
    path,
    last,
    signal,
  }: { path: string; last: string | undefined; signal: AbortSignal | undefined },
): AsyncGenerator<Message> {
  const headers: Record<string, string> = last === undefined ? {} : { 'Last-Event-ID': last };
  return readStream(connection, path, { headers, signal });
}

/** What a request is answered with as server-sent events. */
export async function* readStream(
  { baseUrl, headers, fetch }: Connection,
  path: string,
  { headers: more, signal, ...init }: StreamInit,
): AsyncGenerator<Message> {
  const watchdog = new Watchdog();
  const request = {
    ...init,
    headers: { ...headers, Accept: 'text/event-stream', ...more },
    signal: signal ? AbortSignal.any([signal, watchdog.signal]) : watchdog.signal,
  };
  try {
    const response = await fetch(`${baseUrl}${path}`, request);
    if (response.status !== 200 || !response.body) {
      throw problemOf(response.status, parse(await response.text()), baseUrl);
    }
    yield* readMessages(response.body, () => watchdog.pat());
  } catch (error) {
    throw error instanceof TulvingProblem ? error : unreachable(error, baseUrl);
  } finally {
    watchdog.end();
  }
}

/** Lines of `id:` and `data:`, and an empty one after each message; of those that we send, no more is needed. */
async function* readMessages(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<Message> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      const parts = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) yield messageOf(part);
    }
  } finally {
    await reader.cancel();
  }
}

function messageOf(text: string): Message {
  const lines = text.split('\n');
  const values = (name: string) =>
    lines.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));
  return { id: values('id').at(-1), data: values('data').join('\n') };
}

/** Aborts when nothing comes any more. */
class Watchdog {
  readonly #controller = new AbortController();
  #timer = this.#wait();

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  pat(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#wait();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #wait() {
    return setTimeout(() => this.#controller.abort(), SILENCE);
  }
}

function rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
