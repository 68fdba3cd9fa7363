import { randomBytes } from 'node:crypto';
import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type MessageExtraInfo,
  type Transport,
} from '@modelcontextprotocol/server';
import { TulvingError } from '../../../errors.js';

/** What may lie ready for a client that does not read, in UTF-16 units. */
const MOST_QUEUED = 16 * 1024 * 1024;
/** Requests that a client may have running at once. */
const MOST_RUNNING = 64;

/**
 * The transport of the revision of 2024-11-05, which the SDK has no server side of any more: the client
 * holds a stream of events open, and posts what it says to an address that the first event names.
 */
export class SseTransport implements Transport {
  readonly sessionId = randomBytes(16).toString('hex');
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;
  readonly #queue: string[] = [];
  readonly #running = new Set<string | number>();
  #queued = 0;
  #isClosed = false;
  #wake: () => void = () => undefined;

  async start(): Promise<void> {
    // The stream is the connection: it is open before there is a transport.
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if ('id' in message && !('method' in message) && message.id !== undefined) {
      this.#running.delete(message.id);
    }
    if (this.#isClosed) return;
    const text = JSON.stringify(message);
    this.#queued += text.length;
    if (this.#queued > MOST_QUEUED) {
      this.onerror?.(new Error('The client does not read what it is answered.'));
      return this.close();
    }
    this.#queue.push(text);
    this.#wake();
  }

  /** What the client posted. */
  receive(message: JSONRPCMessage): void {
    if (isJSONRPCRequest(message)) {
      if (this.#running.size >= MOST_RUNNING) {
        const detail = `${MOST_RUNNING} requests of this connection are running.`;
        throw new TulvingError('too_much_at_once', detail);
      }
      this.#running.add(message.id);
    }
    if ('method' in message && message.method === 'notifications/cancelled') {
      this.#running.delete(message.params?.['requestId'] as string | number);
    }
    this.onmessage?.(message);
  }

  /** What the client is told, as JSON, until the connection is closed. */
  async *messages(): AsyncGenerator<string, void> {
    while (!this.#isClosed) {
      const next = this.#queue.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      } else {
        this.#queued -= next.length;
        yield next;
      }
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#wake();
    this.onclose?.();
  }
}
