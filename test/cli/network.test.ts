import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, request as sendHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../src/client/index.js';
import { createFetch } from '../../src/network/fetch.js';
import { isLoopback, proxyFor } from '../../src/network/proxy.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const caFile = fixture('ca.pem');
const identity = {
  cert: readFileSync(fixture('server.pem')),
  key: readFileSync(fixture('server.key')),
};

function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Answers with its name; over TLS with a certificate that nobody trusts by himself. */
async function target({ tls }: { tls: boolean }): Promise<number> {
  const answer = (_: unknown, response: { end: (text: string) => void }) =>
    response.end('{"name":"target"}');
  return listen(tls ? (createHttps(identity, answer) as unknown as Server) : createHttp(answer));
}

interface ProxyOptions {
  tls?: boolean;
  /** `user:password` that it wants. */
  wants?: string;
  /** Its answer to whoever it lets in. */
  refuses?: number;
}

/** A forward proxy that finds every name on this machine, and what it was asked. */
async function forwardProxy({ tls = false, wants, refuses }: ProxyOptions = {}) {
  const asked: string[] = [];
  const wanted = wants && `Basic ${Buffer.from(wants).toString('base64')}`;
  const refusal = (header: string | undefined) =>
    wanted === undefined || header === wanted ? refuses : 407;
  const server = tls ? (createHttps(identity) as unknown as Server) : createHttp();
  server.on('request', (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const status = refusal(request.headers['proxy-authorization']);
    if (status !== undefined) return response.writeHead(status).end();
    const { port, pathname } = new URL(request.url ?? '');
    const onward = sendHttp({ host: '127.0.0.1', port, path: pathname }, (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    });
    return onward.end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    const status = refusal(request.headers['proxy-authorization']);
    if (status !== undefined) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const onward = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    const ends = () => onward.destroy();
    onward.on('error', () => socket.destroy());
    return socket.on('close', ends).on('error', ends);
  });
  return { port: await listen(server), asked };
}

async function nameAt(url: string, options: Parameters<typeof createFetch>[0]): Promise<unknown> {
  const response = await createFetch(options)(url);
  return ((await response.json()) as { name: unknown }).name;
}

describe('the proxy for an address', () => {
  const environment = {
    HTTP_PROXY: 'http://old:1',
    http_proxy: 'proxy:3128',
    HTTPS_PROXY: 'http://p',
  };

  it.each([
    ['http://tulving.test', 'http://proxy:3128'],
    ['https://tulving.test', 'http://p'],
    ['http://localhost:8858', undefined],
    ['https://memory.localhost', undefined],
    ['http://127.8.8.8', undefined],
    ['http://[::1]:8858', undefined],
    ['http://[::ffff:127.0.0.1]', undefined],
    ['http://128.0.0.1', 'http://proxy:3128'],
  ])('%s goes through %s', (url, expected) => {
    expect(proxyFor(new URL(url), environment)?.shown).toBe(expected);
  });

  it.each([
    ['tulving.test', true],
    ['other.test, .test', true],
    ['*.test', true],
    ['*', true],
    ['10.0.0.0/8', false],
    ['ulving.test', false],
    ['tulving.test:8443', false],
    ['tulving.test:443', true],
    ['', false],
  ])('with NO_PROXY=%s, https://tulving.test is left out: %s', (list, expected) => {
    const found = proxyFor(new URL('https://tulving.test'), { ...environment, NO_PROXY: list });
    expect(found === undefined).toBe(expected);
  });

  it('reads networks in NO_PROXY', () => {
    const lists = { ...environment, no_proxy: '10.0.0.0/8,[fd00::]:80,fd01::/16' };
    const goes = (url: string) => proxyFor(new URL(url), lists) !== undefined;
    expect(['http://10.2.3.4', 'http://11.2.3.4'].map(goes)).toEqual([false, true]);
    expect(['http://[fd00::]', 'http://[fd01::7]', 'http://[fd02::7]'].map(goes)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('refuses what is no address without showing it', () => {
    const broken = { HTTPS_PROXY: 'ftp://ada:sesame@proxy' };
    const find = () => proxyFor(new URL('https://tulving.test'), broken);
    expect(find).toThrow(/^HTTPS_PROXY does not hold/);
    expect(find).not.toThrow(/sesame/);
  });

  it('takes names that only look like loopback for others', () => {
    expect(isLoopback('localhost.example.com')).toBe(false);
    expect(isLoopback('127.0.0.1.example.com')).toBe(false);
    expect(isLoopback('LOCALHOST.')).toBe(true);
  });
});

describe('fetch through a proxy', () => {
  it('asks an HTTP proxy for the whole address, and tunnels TLS', async () => {
    const proxy = await forwardProxy();
    const plain = await target({ tls: false });
    const secure = await target({ tls: true });
    const environment = {
      HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
    };
    const options = { environment, caFile };
    expect(await nameAt(`http://tulving.test:${plain}/a`, options)).toBe('target');
    expect(await nameAt(`https://tulving.test:${secure}/b`, options)).toBe('target');
    expect(proxy.asked).toEqual([
      `GET http://tulving.test:${plain}/a`,
      `CONNECT tulving.test:${secure}`,
    ]);
  });

  it('goes to loopback itself, whatever the variables say', async () => {
    const proxy = await forwardProxy();
    const plain = await target({ tls: false });
    const environment = { http_proxy: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '' };
    expect(await nameAt(`http://127.0.0.1:${plain}`, { environment })).toBe('target');
    expect(proxy.asked).toEqual([]);
  });

  it('trusts a proxy with a certificate of a private authority', async () => {
    const proxy = await forwardProxy({ tls: true, wants: 'ada:se same%' });
    const secure = await target({ tls: true });
    const environment = { HTTPS_PROXY: `https://ada:se%20same%@localhost:${proxy.port}` };
    const url = `https://tulving.test:${secure}`;
    expect(await nameAt(url, { environment, caFile })).toBe('target');
    expect(proxy.asked).toEqual([`CONNECT tulving.test:${secure}`]);
    await expect(nameAt(url, { environment })).rejects.toMatchObject({
      message: expect.stringContaining(`proxy https://***@localhost:${proxy.port} (HTTPS_PROXY)`),
      remedy: expect.stringContaining('TULVING_CA_FILE'),
    });
  });

  it.each(['http', 'https'])(
    'sends user and password, and tells when they are wrong: %s',
    async (scheme) => {
      const proxy = await forwardProxy({ wants: 'ada:sesame' });
      const port = await target({ tls: scheme === 'https' });
      const url = `${scheme}://tulving.test:${port}`;
      const variable = `${scheme.toUpperCase()}_PROXY`;
      const through = (user: string) =>
        nameAt(url, {
          caFile,
          environment: { [variable]: `http://${user}127.0.0.1:${proxy.port}` },
        });
      expect(await through('ada:sesame@')).toBe('target');
      await expect(through('')).rejects.toMatchObject({
        code: 'server_unreachable',
        message: `The proxy http://127.0.0.1:${proxy.port} wants a user and a password.`,
        remedy: expect.stringContaining(`${variable}: http://user:password@`),
      });
      await expect(through('ada:guess@')).rejects.toMatchObject({
        message: `The proxy http://***@127.0.0.1:${proxy.port} refuses the user or password.`,
      });
    },
  );

  it('names a proxy that refuses or is not there', async () => {
    const proxy = await forwardProxy({ refuses: 403 });
    const through = (port: number, scheme: string) => {
      const address = `http://ada:sesame@127.0.0.1:${port}`;
      return nameAt(`${scheme}://tulving.test`, {
        environment: { http_proxy: address, HTTPS_PROXY: address },
      });
    };
    await expect(through(proxy.port, 'https')).rejects.toMatchObject({
      message: expect.stringContaining('does not let us through to tulving.test: 403'),
      remedy: expect.stringContaining('NO_PROXY'),
    });
    for (const [scheme, variable] of [
      ['http', 'http_proxy'],
      ['https', 'HTTPS_PROXY'],
    ] as const) {
      const failure = through(1, scheme);
      await expect(failure).rejects.toMatchObject({
        message: expect.stringContaining(`http://***@127.0.0.1:1 (${variable}) does not answer`),
        remedy: expect.stringContaining(`Correct ${variable}`),
      });
      await expect(failure).rejects.not.toThrow(/sesame/);
    }
  });
});

describe('certificates', () => {
  it('are trusted where the authority is in the file, and told where not', async () => {
    const port = await target({ tls: true });
    const url = `https://localhost:${port}`;
    const client = (file?: string) =>
      createClient({ baseUrl: url, fetch: createFetch({ environment: {}, caFile: file }) });
    expect(await client(caFile).status()).toEqual({ name: 'target' });
    await expect(client().status()).rejects.toMatchObject({
      name: 'TulvingProblem',
      code: 'server_unreachable',
      message: expect.stringContaining(`certificate of localhost:${port} is refused`),
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  it('must be for the name that was asked', async () => {
    const proxy = await forwardProxy();
    const port = await target({ tls: true });
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    await expect(
      nameAt(`https://other.test:${port}`, { environment, caFile }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('it is for other names'),
    });
  });

  it('are looked for in the named file, and nothing else is taken for one', async () => {
    const empty = join(temporaryDirectory(), 'empty.pem');
    writeFileSync(empty, 'no certificate');
    const read = (file: string) => nameAt('https://localhost:1', { environment: {}, caFile: file });
    await expect(read(empty)).rejects.toMatchObject({ code: 'invalid_setting' });
    await expect(read(`${empty}.none`)).rejects.toThrow(/empty\.pem\.none cannot be used/);
  });

  /** Node.js reads the variable once, at its start. */
  it('of NODE_EXTRA_CA_CERTS hold for proxied and direct requests, also beside a file', async () => {
    const proxy = await forwardProxy();
    const port = await target({ tls: true });
    const other = join(temporaryDirectory(), 'other.pem');
    writeFileSync(other, readFileSync(fixture('server.pem')));
    const script = `
      const { createFetch } = await import(${JSON.stringify(builtFetch)});
      const environment = process.env;
      for (const host of ['localhost', 'tulving.test'])
        for (const caFile of [undefined, ${JSON.stringify(other)}])
          console.log((await createFetch({ environment, caFile })('https://' + host + ':${port}')).status);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: {
        PATH: process.env['PATH'],
        NODE_EXTRA_CA_CERTS: caFile,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(out).toBe('200\n200\n200\n200\n');
    expect(proxy.asked).toHaveLength(2);
  });
});

const builtFetch = new URL('../../dist/network/fetch.js', import.meta.url).href;
