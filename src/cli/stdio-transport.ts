import { PassThrough } from 'node:stream';
import { type JSONRPCMessage } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

/**
 * Standard input and output of a client that may close its side as soon as it has asked: the end of
 * the input is held back until all of it is answered. The SDK's own transport drops what runs then.
 */
export class PatientTransport extends StdioServerTransport {
  /** When the client is gone: what ended the conversation, where it was a fault. */
  readonly closed: Promise<Error | undefined>;
  readonly #stdin: NodeJS.ReadableStream;
  readonly #input: PassThrough;
  readonly #unanswered = new Set<unknown>();
  #ended = false;
  #fault: Error | undefined;
  readonly #onRequest: () => void;
  #tellClosed: (fault: Error | undefined) => void = () => undefined;

  constructor(stdin: NodeJS.ReadableStream = process.stdin, onRequest: () => void = () => {}) {
    const input = new PassThrough();
    super(input);
    this.#stdin = stdin;
    this.#onRequest = onRequest;
    this.#input = input;
    this.closed = new Promise((resolve) => (this.#tellClosed = resolve));
    stdin.pipe(input, { end: false });
    for (const event of ['end', 'error', 'close']) stdin.once(event, () => this.#end());
  }

  /** Whoever serves has set its callbacks by now. */
  override async start(): Promise<void> {
    const { onmessage, onerror } = this;
    this.onmessage = (message) => {
      if ('method' in message && 'id' in message) {
        this.#unanswered.add(message.id);
        this.#onRequest();
      }
      if ('method' in message && message.method === 'notifications/cancelled') {
        this.#unanswered.delete(message.params?.['requestId']);
      }
      onmessage?.(message);
    };
    this.onerror = (error) => {
      this.#fault = error;
      onerror?.(error);
    };
    await super.start();
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    await super.send(message);
    if ('method' in message) return;
    this.#unanswered.delete(message.id);
    if (this.#ended) this.#endWhenAnswered();
  }

  override async close(): Promise<void> {
    this.#stdin.unpipe(this.#input);
    // One that is read keeps the process from ending.
    this.#stdin.pause();
    await super.close();
    this.#tellClosed(this.#ended ? undefined : this.#fault);
  }

  #end(): void {
    this.#ended = true;
    // What was just read is handed on first.
    setImmediate(() => this.#endWhenAnswered());
  }

  #endWhenAnswered(): void {
    if (this.#unanswered.size === 0) this.#input.end();
  }
}
