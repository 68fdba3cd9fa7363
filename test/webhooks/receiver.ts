import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { MemoryOptions } from '../../src/compose.js';
import type { Memory } from '../../src/memory.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

export interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- what arrives is looked into freely
  body: any;
}

export interface Receiver {
  url: string;
  got: Received[];
  /** What is answered from now on; `drop`: the connection is cut. */
  answer: { status: number; body?: string; headers?: Record<string, string> } | 'drop';
  /** It answers no sooner. */
  until?: Promise<void>;
}

/** A real receiver of webhooks on this machine. */
export async function receiver(): Promise<Receiver> {
  const self: Receiver = { url: '', got: [], answer: { status: 200 } };
  const receive = async (...[request, response]: Parameters<RequestListener>) => {
    const sent = await text(request);
    self.got.push({ headers: request.headers, text: sent, body: JSON.parse(sent) });
    await self.until;
    if (self.answer === 'drop') {
      request.socket.destroy();
      return;
    }
    response.writeHead(self.answer.status, self.answer.headers).end(self.answer.body ?? '');
  };
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  self.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return self;
}

/** As the libraries of Standard Webhooks verify: key from Base64, each signature, five minutes of tolerance. */
export function verify(secret: string, received: Received | undefined, now: number): boolean {
  if (!received) return false;
  const { headers, text: sent } = received;
  const id = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  if (Math.abs(now / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${sent}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((versioned) => {
      const [version, signature = ''] = versioned.split(',');
      const given = Buffer.from(signature, 'base64');
      return version === 'v1' && given.length === wanted.length && timingSafeEqual(given, wanted);
    });
}

/** A memory that may tell receivers on this machine, and whose clock is turned by hand. */
export async function telling(options: MemoryOptions = {}) {
  let now = Date.now();
  const errors: unknown[] = [];
  const clock = () => now;
  const memory = await temporaryMemory({ allowWebhooks: ['127.0.0.1'], clock, ...options });
  return {
    memory,
    errors,
    now: clock,
    wait: (ms: number) => void (now += ms),
    work: () => memory.runJobs((_, error) => errors.push(error)),
  };
}

export async function note(memory: Memory, said: string, more: object = {}): Promise<string> {
  const { memories } = await memory.add({ user_id: 'ada', text: said, ...more });
  return memories[0]?.id ?? '';
}
