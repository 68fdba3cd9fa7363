import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { TulvingError } from '../errors.js';
import type { Settings } from '../settings.js';
import { createApp } from './app.js';
import { isLoopback } from './guard.js';
import type { Served } from './served.js';
import { Sessions } from './sessions.js';

/** How long running requests may take to end when the server closes, in ms. */
const GRACE = 5_000;
const SOON = 50;

export interface Running {
  url: string;
  /**
   * Signs a browser in once, as the one who started the server. Undefined where there is no
   * dashboard, where others reach the server, and once there is a key to sign in with.
   */
  signIn: string | undefined;
  /** Takes no more requests, lets the running ones end, then resolves. The memory stays open. */
  close(): Promise<void>;
}

export interface ServeOptions extends Served {
  settings: Served['settings'] & Pick<Settings, 'port'>;
}

/** Serves on the address of the settings. */
export async function serve(options: ServeOptions): Promise<Running> {
  const { host, port } = options.settings;
  if (!isLoopback(host) && !(await options.memory.keys.any())) {
    throw new TulvingError(
      'address_not_private',
      `${host} is not an address of this machine alone.`,
    );
  }
  const closing = new AbortController();
  const sessions = options.sessions ?? new Sessions();
  const app = createApp({ ...options, sessions, closing: closing.signal });
  const answer = getRequestListener(app.fetch, {
    overrideGlobalObjects: false,
  });
  const unused = new Set<Socket>();
  const server = createServer((request, response) => {
    unused.delete(request.socket);
    void answer(request, response);
  });
  // Browsers open connections before they need them, and Node does not count those as idle.
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  let closed: Promise<void> | undefined;
  const end = () => {
    closing.abort();
    for (const socket of unused) socket.destroy();
    return close(server);
  };
  const url = `http://${name}:${bound}`;
  return {
    url,
    signIn: (await takesLinks(options)) ? `${url}/sign-in#${sessions.newLink()}` : undefined,
    close: () => (closed ??= end()),
  };
}

async function takesLinks({ memory, settings }: ServeOptions): Promise<boolean> {
  const { host, dashboard = 'on' } = settings;
  return dashboard === 'on' && isLoopback(host) && !(await memory.keys.any());
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new TulvingError(
              'address_in_use',
              `Port ${port} of ${host} cannot be bound: ${error.message}`,
              { cause: error },
            )
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => server.closeAllConnections(), GRACE);
    // A connection that is idle only now would otherwise be kept for another request.
    const idle = setInterval(() => server.closeIdleConnections(), SOON);
    server.close((error) => {
      clearTimeout(late);
      clearInterval(idle);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
