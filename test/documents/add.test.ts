import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../src/client/index.js';
import { createApp } from '../../src/server/app.js';
import { expectProblem, temporaryApi } from '../helpers/api.js';
import { runCli } from '../helpers/cli.js';
import { docx, paragraph, pdf, xlsx } from '../helpers/files.js';
import { temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const report = pdf(
  [
    [['The harbour opens at nine.', 12]],
    [['A berth for the Zephyr costs twelve euros a night.', 12]],
  ],
  { changed: 'D:20240102030405Z' },
);

describe('a file that is added (B7)', () => {
  it('is found, and says on which page and of which day', async () => {
    const memory = await temporaryMemory();
    await memory.addDocument({ ...ada, bytes: report, name: 'report.pdf' });
    const { results } = await memory.search({ ...ada, query: 'What does a berth cost?' });
    expect(results[0]).toMatchObject({
      text: expect.stringContaining('twelve euros'),
      occurred_at: '2024-01-02T03:04:05.000Z',
      metadata: { file: 'report.pdf', title: 'report.pdf', page: expect.any(Number) },
    });
    const { metadata } = results[0] ?? {};
    expect([metadata?.['page'], metadata?.['last_page']]).toContain(2);
  });

  it('added again is evidence; a changed piece of it is a memory of its own (T3)', async () => {
    const memory = await temporaryMemory();
    const words = (topic: string) =>
      paragraph(Array.from({ length: 90 }, (_, at) => `${topic} number ${at} is told.`).join(' '));
    const heading = (text: string) => paragraph(text, '<w:pStyle w:val="Heading1"/>');
    const first = docx(heading('Tea') + words('The kettle') + heading('Bread') + words('The oven'));
    const changed = docx(
      heading('Tea') + words('The kettle') + heading('Bread') + words('A stove'),
    );
    const add = (bytes: Uint8Array, name: string) => memory.addDocument({ ...ada, bytes, name });
    const before = await add(first, 'book.docx');
    const again = await add(first, 'book.docx');
    const ids = before.memories.map(({ id }) => id);
    expect(again.memories.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    const [piece] = again.memories;
    expect(new Set(piece?.sources.map(({ episode_id: id }) => id)).size).toBeGreaterThan(1);
    const after = await add(changed, 'book.docx');
    const kept = after.memories.filter(({ id }) => ids.includes(id));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(after.memories.length);
    const elsewhere = await add(first, 'copy.docx');
    expect(elsewhere.memories.filter(({ id }) => ids.includes(id))).toEqual([]);
  });

  it('has a row found by the names of its columns, however long the table', async () => {
    const memory = await temporaryMemory();
    const cell = (column: string, text: string | number) =>
      `<c r="${column}1" t="inlineStr"><is><t>${text}</t></is></c>`;
    const row = (...[ship, fee]: [string, string | number]) =>
      `<row>${cell('A', ship)}${cell('B', fee)}</row>`;
    const rows = Array.from({ length: 400 }, (_, at) => row(`Ship${at}`, 1000 + at));
    const bytes = xlsx([['Berths', row('Vessel', 'Mooring fee') + rows.join('')]]);
    await memory.addDocument({ ...ada, bytes, name: 'fees.xlsx' });
    const query = 'mooring fee of the vessel Ship377';
    const { results } = await memory.search({ ...ada, query });
    expect(results[0]?.text).toContain('Vessel: Ship377; Mooring fee: 1377');
    expect(results[0]?.metadata).toMatchObject({ sheet: 'Berths', file: 'fees.xlsx' });
  });

  it('has its secrets redacted, and keeps the places of what follows (B8)', async () => {
    const memory = await temporaryMemory();
    const bytes = pdf([
      [['The key is ghp_0123456789abcdefghijABCDEFGHIJ012345 as told.', 12]],
      [['# The second page tells of the harbour and of nothing else.', 12]],
    ]);
    const added = await memory.addDocument({ ...ada, bytes, name: 'a.pdf' });
    expect(added.redacted).toEqual(['github_token']);
    const texts = added.memories.map(({ text }) => text).join('\n');
    expect(texts).not.toContain('ghp_');
    expect(texts).toContain('The second page');
  });

  it('of 5 MB is kept within bounded memory, while others are served', async () => {
    const memory = await temporaryMemory();
    const line = (at: number) => `Line ${at} tells of pier ${at % 97} and its ships. 港口 ${at}.\n`;
    const text = Array.from({ length: 100_000 }, (_, at) => line(at)).join('');
    const bytes = Buffer.from(text);
    expect(bytes.length).toBeGreaterThan(5_000_000);
    const before = process.memoryUsage.rss();
    let turns = 0;
    const counter = setInterval(() => (turns += 1), 1);
    await memory.addDocument({ ...ada, bytes, name: 'long.txt' });
    clearInterval(counter);
    expect(turns).toBeGreaterThan(50);
    expect(process.memoryUsage.rss() - before).toBeLessThan(1_200 * 1_048_576);
    const { results } = await memory.search({ ...ada, query: 'Line 98765 tells of which pier?' });
    expect(results[0]?.text).toContain('Line 98765 tells of pier 19');
  }, 240_000);

  it('is refused where nothing may be written, before it is read', async () => {
    const memory = await temporaryMemory();
    const none = { about: 'nothing', bytes: report } as unknown as { bytes: Uint8Array };
    await expect(memory.addDocument(none)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(memory.addDocument({ text: 'a', base64: 'YQ==' })).rejects.toMatchObject({
      message: expect.stringContaining('give one of'),
    });
    await expect(memory.addDocument({ base64: 'no base64!' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('POST /v1/documents (B7)', () => {
  const form = (fields: Record<string, string | string[]>, bytes = report, name = 'report.pdf') => {
    const data = new FormData();
    data.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
    for (const [field, value] of Object.entries(fields))
      for (const item of [value].flat()) data.append(field, item);
    return data;
  };
  const send = async (api: Awaited<ReturnType<typeof temporaryApi>>, data: FormData) => {
    const request = new Response(data);
    const type = request.headers.get('content-type') ?? '';
    const bytes = new Uint8Array(await request.arrayBuffer());
    return api.call('POST', '/v1/documents', bytes, { 'content-type': type });
  };

  it('takes a form with a file', async () => {
    const api = await temporaryApi();
    const fields = { user_id: 'ada', tags: ['a', 'b'], metadata: '{"shelf":3}' };
    const { status, body } = await send(api, form(fields));
    expect(status).toBe(201);
    expect(body.memories[0]).toMatchObject({
      user_id: 'ada',
      tags: ['a', 'b'],
      metadata: { shelf: 3, file: 'report.pdf', page: 1 },
    });
  });

  it('takes Base64, and text of a type', async () => {
    const api = await temporaryApi();
    const base64 = Buffer.from(report).toString('base64');
    const file = await api.call('POST', '/v1/documents', { base64, name: 'report.pdf' });
    expect(file.body.memories[0].metadata).toMatchObject({ file: 'report.pdf', page: 1 });
    const csv = await api.call('POST', '/v1/documents', { text: 'a,b\nx,y\n', type: 'csv' });
    expect(csv.body.memories[0]).toMatchObject({ text: '- a: x; b: y', metadata: {} });
  });

  it('refuses what is no file, is too large, or names a file of the server', async () => {
    const api = await temporaryApi({}, { fileMegabytes: 1 });
    const large = new Uint8Array(3 * 1024 * 1024);
    await expectProblem(api, 'body_too_large', () => send(api, form({}, large, 'a.txt')));
    const wrong = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    await expectProblem(api, 'document_unsupported', () => send(api, form({}, wrong, 'a.doc')));
    await expectProblem(api, 'invalid_input', () => send(api, form({ bogus: 'x' })));
    const path = { file: '/etc/passwd' };
    await expectProblem(api, 'invalid_input', () => api.call('POST', '/v1/documents', path));
    const none = new FormData();
    none.set('user_id', 'ada');
    await expectProblem(api, 'invalid_input', () => send(api, none));
    const url = { url: 'http://127.0.0.1:9/' };
    await expectProblem(api, 'url_refused', () => api.call('POST', '/v1/documents', url));
  });

  it('fetches an address where that is allowed', async () => {
    const site = createServer((request, response) => {
      if (request.url !== '/page?token=x') response.statusCode = 404;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end('<title>Harbour</title><p>It opens at nine.');
    });
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
    onTestFinished(() => void site.close());
    const { port } = site.address() as AddressInfo;
    const api = await temporaryApi({}, { allowUrls: ['127.0.0.1'] });
    const url = `http://127.0.0.1:${port}/page?token=x`;
    const { body } = await api.call('POST', '/v1/documents', { url });
    expect(body.memories[0]).toMatchObject({
      text: 'It opens at nine.',
      metadata: { file: `http://127.0.0.1:${port}/page`, title: 'Harbour' },
    });
    const missing = { url: `http://127.0.0.1:${port}/none` };
    await expectProblem(api, 'url_failed', () => api.call('POST', '/v1/documents', missing));
    const outside = { url: 'http://127.0.0.2/' };
    await expectProblem(api, 'url_refused', () => api.call('POST', '/v1/documents', outside));
  });

  it('is served to the typed client', async () => {
    const memory = await temporaryMemory();
    const settings = { host: '127.0.0.1', user: 'ada', allowedHosts: [], allowedOrigins: [] };
    const app = createApp({
      memory,
      settings: { ...settings, mcpToolsets: ['memory'], timezone: 'UTC' },
      version: '0',
      log: () => undefined,
    });
    const client = createClient({
      baseUrl: 'http://localhost',
      fetch: async (input, init) => {
        const headers = { host: 'localhost', ...(init?.headers as object) };
        return app.request(input as string, { ...init, headers });
      },
    });
    const about = { tags: ['x'], metadata: { a: { b: 1 } } };
    const named = await client.addDocument({ ...about, bytes: report, name: '港/report.pdf' });
    expect(named.memories[0]).toMatchObject({
      tags: ['x'],
      metadata: { a: { b: 1 }, file: '港/report.pdf' },
    });
    const nameless = await client.addDocument({ bytes: Buffer.from('Hello there.') });
    expect(nameless.memories[0]?.metadata).toEqual({});
  });
});

describe('tulving add --file (B7)', () => {
  it('adds files and folders; one that cannot be read does not stop the others', async () => {
    const folder = temporaryDirectory();
    const data = temporaryDirectory();
    mkdirSync(join(folder, 'below', '.hidden'), { recursive: true });
    writeFileSync(join(folder, 'report.pdf'), report);
    writeFileSync(join(folder, 'broken.docx'), 'no archive');
    writeFileSync(join(folder, 'picture.png'), 'x');
    writeFileSync(join(folder, 'below', 'notes.md'), '# Notes\n\nThe tide turns at noon.');
    writeFileSync(join(folder, 'below', '.hidden', 'secret.md'), 'hidden');
    const { code, out, err } = await runCli('add', '--file', folder, '--data', data);
    expect(code).toBe(2);
    expect(out).toMatch(/below\/notes\.md in 1 piece/);
    expect(out).toMatch(/report\.pdf in \d pieces?/);
    expect(out).toMatch(/Not kept: \S*broken\.docx: It is no Word document/);
    expect(out).toContain('1 file of other types passed by.');
    expect(out).not.toContain('secret.md');
    expect(err).toContain('1 of 3 files not kept.');
    const found = await runCli('search', 'When does the tide turn?', '--data', data, '--json');
    expect(JSON.parse(found.out).results[0].metadata.file).toMatch(/below\/notes\.md$/);
  });

  it('says which file is missing, and takes several', async () => {
    const folder = temporaryDirectory();
    const path = join(folder, 'a.csv');
    writeFileSync(path, 'ship,fee\nZephyr,12\n');
    const data = temporaryDirectory();
    const missing = await runCli('add', '--file', join(folder, 'none.pdf'), '--data', data);
    expect(missing).toMatchObject({ code: 3, err: expect.stringContaining('no such file') });
    const both = ['--file', path, '--file', path];
    const { code, out } = await runCli('add', ...both, '--data', data, '--json');
    expect(code).toBe(0);
    const { files } = JSON.parse(out);
    expect(files[0].memories).toEqual(files[1].memories);
  });
});
