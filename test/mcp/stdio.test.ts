import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newId } from '../../src/model/ids.js';
import { readyUrl, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';
import { command, kinds, overHttp, overStdio, served } from './clients.js';

const question = { query: 'What is the project called?' };

describe.each(kinds)('`tulving mcp` with the client %s (T2)', (kind) => {
  it('keeps and finds, in the name of its flags', async () => {
    const data = temporaryDirectory();
    const client = await overStdio(kind, ['--data', data, '--user', 'ada', '--app', 'cursor']);
    const added = await client.call('memory_add', { text: 'The project is called Heron.' });
    const [{ id }] = added.structuredContent.memories;
    const found = await client.call('memory_search', { ...question, response_format: 'detailed' });
    expect(found.structuredContent.results).toMatchObject([
      { id, user_id: 'ada', app_id: 'cursor' },
    ]);
  });

  it('serves the memory of a running server', async () => {
    const { url, memory } = await served();
    const client = await overStdio(kind, ['--url', url.replace(/\/mcp$/, ''), '--user', 'ada']);
    const added = await client.call('memory_add', { text: 'The project is called Heron.' });
    const [{ id }] = added.structuredContent.memories;
    expect(await memory.get(id)).toMatchObject({ user_id: 'ada' });
    const found = await client.call('memory_search', question);
    expect(found.structuredContent.results).toMatchObject([{ id }]);
    const missing = await client.call('memory_get', { id: newId() });
    expect(missing).toMatchObject({
      isError: true,
      text: expect.stringContaining('There is no memory'),
    });
  });
});

describe('several processes on one directory (DESIGN 2)', () => {
  it('see at once what two clients on stdio and one of a server keep', async () => {
    const data = temporaryDirectory();
    const server = spawnCli(['serve', '--port', '0', '--data', data]);
    const url = `${await readyUrl(server)}/mcp`;
    const clients = await Promise.all([
      overStdio('v2', ['--data', data, '--app', 'cursor']),
      overStdio('v1', ['--data', data, '--app', 'zed']),
      overHttp('v2 of 2025', `${url}?app=web`),
    ]);
    const texts = ['Ada plays the cello.', 'Ada paints boats.', 'Ada climbs in the Alps.'];
    await Promise.all(clients.map((client, at) => client.call('memory_add', { text: texts[at] })));
    for (const client of clients) {
      const { structuredContent } = await client.call('memory_list');
      const seen = structuredContent.memories.map(({ text }: { text: string }) => text);
      expect(seen.toSorted()).toEqual(texts.toSorted());
      const found = await client.call('memory_search', {
        query: 'Which instrument does Ada play?',
      });
      expect(found.structuredContent.results[0]).toMatchObject({ text: 'Ada plays the cello.' });
    }
  });
});

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  },
};

describe('the end of `tulving mcp`', () => {
  function started(...argv: string[]) {
    const data = temporaryDirectory();
    const child = spawn(process.execPath, [command, 'mcp', '--data', data, ...argv], {
      stdio: 'pipe',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  it('comes when standard input closes, with nothing on standard output', async () => {
    const child = started();
    let out = '';
    child.stdout.on('data', (text) => (out += String(text)));
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(out).toBe('');
  });

  it('comes with SIGTERM', async () => {
    const child = started();
    child.stdin.write(`${JSON.stringify(initialize)}\n`);
    const [line] = await once(child.stdout, 'data');
    expect(JSON.parse(String(line))).toMatchObject({
      id: 1,
      result: { protocolVersion: '2025-06-18' },
    });
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('waits until all is answered that was asked before', async () => {
    const child = started();
    let out = '';
    child.stdout.on('data', (text) => (out += String(text)));
    const add = (id: number) => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'memory_add', arguments: { text: `Fact ${id} about tea.` } },
    });
    const requests = [initialize, ...Array.from({ length: 20 }, (_, at) => add(at + 2))];
    child.stdin.end(requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
    expect(await once(child, 'close')).toEqual([0, null]);
    const ids = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: number }).id);
    expect(ids.toSorted((a, b) => a - b)).toEqual(requests.map(({ id }) => id));
  });

  it('comes with a reason when a line is too long to be read', async () => {
    const child = started();
    let err = '';
    child.stderr.on('data', (text) => (err += String(text)));
    // The other end may close before all of it is written.
    child.stdin.on('error', () => undefined);
    child.stdin.write(`${JSON.stringify(initialize)}\n{"text":"${'x'.repeat(11_000_000)}`);
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(err).toContain('10 MiB');
  });

  it('says on standard error why it cannot serve', async () => {
    const child = started('--toolsets', 'everything');
    let err = '';
    child.stderr.on('data', (text) => (err += String(text)));
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(err).toContain('--toolsets must be one or more of memory, chatgpt, openmemory');
  });
});
