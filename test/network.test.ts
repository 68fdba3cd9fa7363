import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isPublicAddress } from '../src/network/addresses.js';
import { createGuardedFetch } from '../src/network/fetch-guarded.js';

async function server(listener: RequestListener): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const listening = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  return { port: (listening.address() as AddressInfo).port, asked };
}

const request = { mostBytes: 1_048_576 };
const loopback = { allowPublic: false, networks: ['127.0.0.1'] };

describe('which addresses are public (SSRF)', () => {
  it.each([
    ['8.8.8.8', true],
    ['172.32.0.1', true],
    ['100.128.0.1', true],
    ['2606:4700:4700::1111', true],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['100.100.100.200', false],
    ['127.0.0.1', false],
    ['127.255.0.9', false],
    ['168.63.129.16', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.0.0.192', false],
    ['192.168.1.1', false],
    ['198.18.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::127.0.0.1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', false],
    ['::ffff:a9fe:a9fe', false],
    ['64:ff9b::7f00:1', false],
    ['2001:0:1::1', false],
    ['2001:db8::1', false],
    ['2002:7f00:1::', false],
    ['fc00::1', false],
    ['fd00:ec2::254', false],
    ['fe80::1', false],
    ['fec0::1', false],
    ['ff02::1', false],
    ['no address', false],
  ])('%s: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe('a guarded fetch (SSRF)', () => {
  const open = createGuardedFetch({ allowPublic: true });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost/',
    'http://user:secret@example.com/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'no address',
  ])('refuses %s, and asks nobody', async (url) => {
    await expect(open(url, request)).rejects.toMatchObject({ code: 'url_refused' });
  });

  it('refuses a name of which one address is private', async () => {
    const resolve = async () => ['93.184.215.14', '10.0.0.1'];
    const guarded = createGuardedFetch({ allowPublic: true, resolve });
    await expect(guarded('http://two.example/', request)).rejects.toMatchObject({
      code: 'url_refused',
      message: expect.not.stringContaining('10.0.0.1'),
    });
  });

  it('resolves a name once, and connects to the address that was checked', async () => {
    const { port, asked } = await server((_, response) => response.end('hello'));
    const names: string[] = [];
    const resolve = async (name: string) => {
      names.push(name);
      // The second time it would lead elsewhere.
      return names.length === 1 ? ['127.0.0.1'] : ['127.0.0.2'];
    };
    const guarded = createGuardedFetch({ ...loopback, resolve });
    const answer = await guarded(`http://rebinding.example:${port}/a`, request);
    expect(Buffer.from(answer.bytes).toString()).toBe('hello');
    expect(names).toEqual(['rebinding.example']);
    expect(asked).toEqual([`GET rebinding.example:${port} /a`]);
  });

  it('checks where it is led to', async () => {
    const inner = await server((_, response) => response.end('secret'));
    const outer = await server((_, response) => {
      response.writeHead(302, { location: `http://inside.example:${inner.port}/` }).end();
    });
    const resolve = async (name: string) => [name === 'inside.example' ? '127.0.0.9' : '127.0.0.1'];
    const guarded = createGuardedFetch({ ...loopback, resolve });
    const fetched = guarded(`http://outside.example:${outer.port}/`, request);
    await expect(fetched).rejects.toMatchObject({ code: 'url_refused' });
    expect(inner.asked).toEqual([]);
  });

  it('follows three redirects and no more', async () => {
    const { port, asked } = await server(({ url }, response) => {
      response.writeHead(302, { location: `/${Number(url?.slice(1)) + 1}` }).end();
    });
    const guarded = createGuardedFetch(loopback);
    await expect(guarded(`http://127.0.0.1:${port}/0`, request)).rejects.toMatchObject({
      code: 'url_failed',
    });
    expect(asked).toHaveLength(4);
  });

  it('counts what unfolds, looks at types, and does not wait for ever', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * 1_048_576));
    const { port } = await server(({ url }, response) => {
      if (url === '/bomb') response.setHeader('content-encoding', 'gzip').end(bomb);
      else if (url === '/film') response.setHeader('content-type', 'video/mp4').end('x');
      else response.write('begun, and never ended');
    });
    const guarded = createGuardedFetch(loopback);
    const at = (path: string) => `http://127.0.0.1:${port}${path}`;
    await expect(guarded(at('/bomb'), request)).rejects.toThrow(/more than 1 MiB/);
    const acceptsType = (type: string) => type === 'text/html';
    await expect(guarded(at('/film'), { ...request, acceptsType })).rejects.toThrow(/video\/mp4/);
    await expect(guarded(at('/slow'), { ...request, deadline: 200 })).rejects.toThrow(/too long/);
  });

  it('passes by the proxies of the environment, where names would be resolved anew', async () => {
    const { port } = await server((_, response) => response.end('direct'));
    const environment = { HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' };
    const guarded = createGuardedFetch({ ...loopback, environment });
    const { status } = await guarded(`http://127.0.0.1:${port}/`, request);
    expect(status).toBe(200);
  });
});
