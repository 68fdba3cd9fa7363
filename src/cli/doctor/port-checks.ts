import { existsSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { isAbsolute } from 'node:path';
import { isLoopback } from '../../server/guard.js';
import {
  type CheckGroup,
  type DoctorContext,
  fault,
  ok,
  type Outcome,
  warning,
  withStore,
} from './check.js';
import { ask, greet } from './server.js';

/** Where `tulving serve` would listen. */
export const portChecks: CheckGroup = {
  name: 'address',
  title: { en: 'Address of the server', zh: '服务器地址' },
  checks: [
    { name: 'port', title: { en: 'port', zh: '端口' }, run: judgePort },
    {
      name: 'host',
      title: { en: 'host', zh: '主机' },
      run: (context) => {
        const { host } = context.settings;
        if (isLoopback(host)) return ok(`${host}, which only this machine reaches`);
        return existsSync(context.store.path) ? judgePublicHost(context) : withoutKey(host);
      },
    },
  ],
};

/** Other machines are served with keys only. */
const judgePublicHost = withStore(async (memory, { settings: { host } }) => {
  if (await memory.keys.any()) return ok(`${host}, which other machines reach with a key`);
  return withoutKey(host);
});

function withoutKey(host: string): Outcome {
  return fault('address_not_private', `${host} is reached by other machines, and there is no key`);
}

async function judgePort(context: DoctorContext): Promise<Outcome> {
  const { host, port } = context.settings;
  if (port === 0) return ok('a free one is taken');
  const taken = await whyTaken(host, port);
  if (taken === undefined) return ok(`${port} is free`);
  if (taken === 'EADDRINUSE') return judgeListener(context);
  if (taken === 'EADDRNOTAVAIL' || taken === 'ENOTFOUND') {
    return fault('invalid_setting', `${host} is not an address of this machine`);
  }
  const remedy = 'Choose a port from 1024 on with --port.';
  return fault('address_in_use', `${port} of ${host} cannot be bound: ${taken}`, remedy);
}

/** Somebody listens already. */
async function judgeListener(context: DoctorContext): Promise<Outcome> {
  const { host, port } = context.settings;
  const url = `http://${reachable(host)}:${port}`;
  const [asked] = await Promise.allSettled([greet(context, url)]);
  if (asked.status === 'rejected') {
    const remedy = 'Choose another with --port, or stop that program.';
    return warning(`${port} is taken by a program that is not Tulving`, remedy);
  }
  const served = await dataOf(context, url);
  const what = `${port} is served by Tulving ${asked.value.version}`;
  if (served === undefined) return ok(`${what}; which data it has is told only to its keys`);
  if (same(served, context.store.path)) return ok(`${what}, with this data directory`);
  if (!isAbsolute(served)) return ok(`${what}; its data is ${served}, from where it was started`);
  const remedy = 'To serve this directory beside it, choose another port with --port.';
  return warning(`${what}, with other data: ${served}`, remedy);
}

async function dataOf(context: DoctorContext, url: string): Promise<string | undefined> {
  const reply = await ask(context, `${url}/v1/status`);
  if (!reply.ok) return undefined;
  const { location } = (await reply.json()) as { location?: string };
  return location;
}

/** Binds the port for a moment. @returns the code of what was refused */
function whyTaken(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** Who listens on all addresses is asked on this machine's own. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function same(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && realpathSync(one) === realpathSync(other);
}
