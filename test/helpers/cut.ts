import { connect as connectTo, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Stands between a client and the server of a URL, and cuts their connections when it is told to. It
 * goes with the test.
 */
export class Cut {
  readonly url: string;
  readonly #pairs = new Set<Socket>();
  #when: ((sent: string) => 'before' | 'after' | undefined) | undefined;

  private constructor(url: string) {
    this.url = url;
  }

  static async before(url: string): Promise<Cut> {
    const target = new URL(url);
    const server = createServer();
    const through = new URL(url);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const cut = new Cut(through.href);
    server.on('connection', (client) => cut.#join(client, target));
    onTestFinished(() => {
      server.close();
      cut.now();
    });
    return cut;
  }

  /** Cuts once, when the client sends what holds this: before the server gets it, or before it can answer. */
  once(sent: string, place: 'before' | 'after'): void {
    this.#when = (text) => (text.includes(sent) ? place : undefined);
  }

  now(): void {
    for (const socket of this.#pairs) socket.destroy();
  }

  #join(client: Socket, { hostname, port }: URL): void {
    const server = connectTo(Number(port), hostname);
    for (const socket of [client, server]) {
      this.#pairs.add(socket);
      // A cut connection is what the test is about.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#pairs.delete(socket));
    }
    client.on('close', () => server.end());
    server.on('close', () => client.destroy());
    server.on('data', (data) => client.write(data));
    client.on('data', (data) => this.#pass(data, client, server));
  }

  #pass(data: Buffer, client: Socket, server: Socket): void {
    const place = this.#when?.(data.toString('latin1'));
    if (place) this.#when = undefined;
    if (place === 'before') {
      client.destroy();
      server.destroy();
      return;
    }
    if (place === 'after') {
      server.removeAllListeners('data');
      server.on('data', () => client.destroy());
    }
    server.write(data);
  }
}
