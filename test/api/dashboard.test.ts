import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { precompress } from '../../scripts/precompress.mjs';
import { listening } from '../helpers/listening.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const page = `<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script type="module" nonce="__CSP_NONCE__" src="/assets/index-1a2b.js"></script>`;
const script = `console.log(${JSON.stringify('a line of the app; '.repeat(200))});`;

/** A server with an app that was built, small. */
async function withApp(settings: { dashboard?: 'on' | 'off' } = {}) {
  const dashboardFolder = temporaryDirectory();
  mkdirSync(join(dashboardFolder, 'assets'));
  writeFileSync(join(dashboardFolder, 'index.html'), page);
  writeFileSync(join(dashboardFolder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(dashboardFolder, 'secret.txt'), 'not for everybody');
  writeFileSync(join(dashboardFolder, 'assets', 'index-1a2b.js'), script);
  precompress(join(dashboardFolder, 'assets'));
  return listening({ dashboardFolder, settings });
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}

/** Without what `fetch` does to addresses and bodies. */
function raw(url: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; headers: NodeJS.Dict<unknown>; body: Buffer }>(
    (resolve, reject) => {
      const asked = request({ hostname, port, path, headers }, (response) => {
        const { statusCode: status = 0 } = response;
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      asked.on('error', reject).end();
    },
  );
}

describe('the dashboard at / (D7)', () => {
  it('is the same page at each address of the app, with or without a key', async () => {
    const { url, memory } = await withApp();
    await memory.keys.create({ name: 'first' });
    for (const path of ['/', '/memories', '/memories/0199', '/recall', '/sign-in', '/keys?x=1']) {
      const answer = await fetch(url + path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html;/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.text()).toContain('/assets/index-1a2b.js');
    }
  });

  it('stands in for nothing else', async () => {
    const { url } = await withApp();
    const paths = ['/v1/nowhere', '/mcp/x', '/health/x', '/docs/x', '/mem0x', '/memoriesx', '/x'];
    for (const path of paths) {
      expect([path, await codeOf(await fetch(url + path))]).toEqual([path, 'no_route']);
    }
    for (const path of ['/openapi.json', '/mem0/v1', '/openmemory/api/v1']) {
      expect((await fetch(url + path)).headers.get('content-type')).toContain('json');
    }
    const posted = await fetch(`${url}/memories`, { method: 'POST' });
    expect(await codeOf(posted)).toBe('method_not_allowed');
  });

  it('lets scripts and styles of this server run, and inline only what carries the nonce', async () => {
    const { url } = await withApp();
    const [one, two] = [await fetch(url), await fetch(url)];
    const policy = one.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const text = await one.text();
    expect(text.split(`nonce="${nonce}"`)).toHaveLength(3);
    expect(text).not.toContain('CSP_NONCE');
    expect(two.headers.get('content-security-policy')).not.toContain(nonce);
  });

  it('lies in the package once, in its small form', () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'index-1a2b.js'), script);
    writeFileSync(join(folder, 'tiny-1a2b.js'), 'small;');
    precompress(folder);
    expect(readdirSync(folder).sort()).toEqual(['index-1a2b.js.br', 'tiny-1a2b.js']);
  });

  it('sends files with a hash in their name for ever, and as small as the browser takes them', async () => {
    const { url } = await withApp();
    const ask = (accept: string) =>
      raw(url, '/assets/index-1a2b.js', { 'accept-encoding': accept });
    const [plain, gzip, brotli] = [await ask(''), await ask('gzip'), await ask('gzip, br;q=1')];
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    });
    expect(plain.body.toString()).toBe(script);
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(script);
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotli.body.length).toBeLessThan(plain.body.length / 10);
    const icon = await fetch(`${url}/favicon.svg`);
    expect(icon.headers.get('cache-control')).toBe('public, max-age=3600');
  });

  it.each([
    '/secret.txt',
    '/index.html',
    '/assets/missing-1a2b.js',
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/.hidden.js',
    '/assets/..%5csecret.txt',
    '/assets/index-1a2b.js/x',
    '/assets/index-1a2b.js.br',
    '/assets/',
  ])('does not hand out %s', async (path) => {
    const { url } = await withApp();
    const answer = await raw(url, path);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toContain('not for everybody');
  });

  it('is off where it is switched off, and the rest goes on', async () => {
    const { url } = await withApp({ dashboard: 'off' });
    expect(await (await fetch(url)).text()).toContain('This server is running');
    for (const path of ['/memories', '/assets/index-1a2b.js', '/favicon.svg']) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
    }
    expect((await fetch(`${url}/v1/memories`)).status).toBe(200);
  });

  it('says what to do where it was not built', async () => {
    const { url } = await listening({ dashboardFolder: temporaryDirectory() });
    const [front, page] = [await fetch(url), await fetch(`${url}/memories`)];
    expect([front.status, page.status]).toEqual([200, 404]);
    expect(await front.text()).toContain('npm run build');
    expect(await page.text()).toContain('npm run build');
    expect(front.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('is read and erased through nothing but its own address', async () => {
    const { url } = await withApp();
    const evil = await raw(url, '/', { host: 'evil.example' });
    expect(evil.status).toBe(403);
    const framed = await fetch(`${url}/v1/memories`, {
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(framed.status).toBe(403);
  });
});
