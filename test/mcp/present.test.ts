import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { presentProcesses } from '../../src/server/present-processes.js';
import { ended, readyUrl, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';
import { overStdio } from './clients.js';

const connections = async (url: string) => {
  const { data } = (await (await fetch(`${url}/v1/connections`)).json()) as {
    data: { transport: string; app: string | null; requests: number }[];
  };
  return data.filter(({ transport }) => transport === 'stdio');
};

const until = async (isSo: () => Promise<boolean> | boolean) => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('`tulving mcp` on standard input among the connections (D7, D6)', () => {
  it('shows itself with its app, and is gone when it ends or is killed', async () => {
    const data = temporaryDirectory();
    const server = spawnCli(['serve', '--port', '0', '--data', data]);
    const url = await readyUrl(server);
    expect(await connections(url)).toEqual([]);
    const cursor = await overStdio('v2', ['--data', data, '--app', 'cursor']);
    // A client of 2026 may count as connected before its process has begun.
    await cursor.call('memory_search', { query: 'harbour' });
    const other = await overStdio('v1', ['--data', data]);
    await other.call('memory_search', { query: 'harbour' });
    expect(await connections(url)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ app: 'cursor', claimed: true, streams: 1 }),
        expect.objectContaining({ app: other.name, claimed: true }),
      ]),
    );
    await cursor.raw.close();
    await until(async () => (await connections(url)).length === 1);
    const folder = join(data, 'connections');
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.json'));
    process.kill(Number.parseInt(name, 10), 'SIGKILL');
    await until(async () => (await connections(url)).length === 0);
    expect(readdirSync(folder)).toEqual([]);
    server.kill('SIGTERM');
    await ended(server);
  }, 60_000);

  it('is believed on another machine for as long as it says so, and no file that is none', () => {
    const data = temporaryDirectory();
    const folder = join(data, 'connections');
    expect(presentProcesses(data)).toEqual([]);
    mkdirSync(folder);
    const now = Date.now();
    const about = { app: 'zed', requests: 2, since: now, last: now };
    writeFileSync(join(folder, '1.json'), JSON.stringify({ ...about, host: `not-${hostname()}` }));
    writeFileSync(join(folder, '999999999.json'), JSON.stringify({ ...about, host: hostname() }));
    writeFileSync(join(folder, '2.json'), '{"host":');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(presentProcesses(data)).toEqual([
      expect.objectContaining({ transport: 'stdio', app: 'zed', requests: 2 }),
    ]);
    expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
    expect(existsSync(join(folder, '999999999.json'))).toBe(false);
  });
});
