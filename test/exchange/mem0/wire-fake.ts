import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** A status with headers, or just the body of a success. */
export type Answer = { status: number; headers?: Record<string, string>; body: unknown };

export interface WireFake {
  url: string;
  asked: Asked[];
}

/** Another system's API on loopback, that ends with the test. */
export async function wireFake(answer: (asked: Asked, count: number) => Answer): Promise<WireFake> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://fake');
      const { method = '', headers } = request;
      const content = await text(request);
      const body = content === '' ? undefined : (JSON.parse(content) as unknown);
      const one = { method, path, query, headers, body };
      asked.push(one);
      const reply = answer(one, asked.length);
      response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers });
      response.end(JSON.stringify(reply.body));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
}
