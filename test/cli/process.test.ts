import { readdirSync } from 'node:fs';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ended, readyUrl, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** The built command as a user starts it. */
describe('the command in a process of its own', () => {
  it('serves until SIGTERM, and leaves one file (C1)', async () => {
    const data = temporaryDirectory();
    const server = spawnCli(['serve', '--port', '0', '--data', data, '--log-level', 'error']);
    const url = await readyUrl(server);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const body = JSON.stringify({ text: 'Mia lives in Lisbon.' });
    const headers = { 'content-type': 'application/json' };
    const added = await fetch(`${url}/v1/memories`, { method: 'POST', body, headers });
    expect(added.status).toBe(201);
    const found = await ended(spawnCli(['search', 'Lisbon', '--data', data]));
    expect(found).toMatchObject({ code: 0, out: expect.stringContaining('Mia lives in Lisbon.') });
    server.kill('SIGTERM');
    server.kill('SIGINT');
    expect(await once(server, 'exit')).toEqual([0, null]);
    expect(readdirSync(data)).toEqual(['tulving.db']);
  });

  it('tells a port that is taken', async () => {
    const data = temporaryDirectory();
    const server = spawnCli(['serve', '--port', '0', '--data', data, '--log-level', 'error']);
    const { port } = new URL(await readyUrl(server));
    const second = await ended(spawnCli(['serve', '--port', port, '--data', data]));
    expect(second).toMatchObject({ code: 7, out: '', err: expect.stringContaining('--port') });
  });

  it('reads standard input', async () => {
    const data = temporaryDirectory();
    const child = spawnCli(['add', '--data', data]);
    child.stdin?.end('A note from a pipe.\n');
    expect(await ended(child)).toMatchObject({ code: 0, out: expect.stringContaining('A note') });
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawnCli(['list', '--data', temporaryDirectory()]);
    child.stdout?.destroy();
    const { code, err } = await ended(child);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('refuses a misspelt setting', async () => {
    const child = spawnCli(['list', '--data', temporaryDirectory()], { TULVING_PROT: '1' });
    expect(await ended(child)).toMatchObject({
      code: 2,
      err: expect.stringContaining('TULVING_PORT'),
    });
  });
});
