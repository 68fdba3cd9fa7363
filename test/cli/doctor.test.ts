import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CheckGroup, DoctorContext } from '../../src/cli/doctor/check.js';
import { judgeDifference, judgeTime } from '../../src/cli/doctor/clock-checks.js';
import { judgeProxies } from '../../src/cli/doctor/configuration-checks.js';
import { examine } from '../../src/cli/doctor/examine.js';
import { mountOf, parseMountInfo, parseMountOutput } from '../../src/cli/doctor/mounts.js';
import { judgeMount, synchronisedBy } from '../../src/cli/doctor/place.js';
import { judgeNode } from '../../src/cli/doctor/program-checks.js';
import { runChecks } from '../../src/cli/doctor/run.js';
import { judgeAnswer } from '../../src/cli/doctor/server-checks.js';
import { judgeFree } from '../../src/cli/doctor/storage-checks.js';
import { judgeKeys } from '../../src/cli/doctor/store-checks.js';
import { createMemory } from '../../src/compose.js';
import { TulvingError } from '../../src/errors.js';
import type { Memory } from '../../src/memory.js';
import { serve } from '../../src/server/serve.js';
import { readSettings } from '../../src/settings.js';
import { type Database, loadDriver } from '../../src/store/sqlite/driver.js';
import { runCli } from '../helpers/cli.js';
import { fakeModel } from '../helpers/fake-model.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const GIBIBYTE = 1024 ** 3;

interface Told {
  group: string;
  name: string;
  status: string;
  detail: string;
  remedy: string | null;
}

/** Port 0, so that nobody else's server changes what is told. */
async function doctor(...argv: string[]) {
  const port = argv.includes('--port') ? [] : ['--port', '0'];
  const { code, out, err } = await runCli('doctor', '--json', ...port, ...argv);
  const answer = JSON.parse(out) as { checks: Told[]; counts: object; compaction?: object };
  const told = (group: string, name: string) =>
    answer.checks.find((check) => check.group === group && check.name === name);
  return { code, err, ...answer, told };
}

async function keptDirectory(): Promise<string> {
  const data = temporaryDirectory();
  const memory = await createMemory({ data });
  await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
  await memory.close();
  return data;
}

async function database(data: string): Promise<Database> {
  const { DatabaseSync } = await loadDriver();
  return new DatabaseSync(join(data, 'tulving.db'));
}

async function harm(data: string, sql: string): Promise<void> {
  const opened = await database(data);
  opened.exec(sql);
  opened.close();
}

async function openMemory(data: string): Promise<Memory> {
  const memory = await createMemory({ data });
  onTestFinished(() => memory.close());
  return memory;
}

async function served(memory: Memory): Promise<string> {
  const settings = readSettings({ environment: {}, flags: { port: '0' } });
  const server = await serve({
    memory,
    settings: { ...settings, user: 'default' },
    version: '0.0.0-test',
    log: () => undefined,
  });
  onTestFinished(() => server.close());
  return server.url;
}

describe('tulving doctor on a data directory', () => {
  it('finds no fault in a sound one, and leaves it as it was', async () => {
    const data = await keptDirectory();
    const { code, err, checks, told } = await doctor('--data', data);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(checks.filter(({ status }) => status === 'fault')).toEqual([]);
    for (const name of ['directory', 'modes', 'space', 'database', 'open', 'contents']) {
      expect([name, told('storage', name)?.status]).toEqual([name, 'ok']);
    }
    expect(told('storage', 'open')?.detail).toContain('1 active memory');
    expect(told('keys', 'keys')?.detail).toContain('none');
    expect(told('clock', 'newest')?.status).toBe('ok');
    expect(readdirSync(data)).toEqual(['tulving.db']);
  });

  it('makes none that is not there, and says who does', async () => {
    const data = join(temporaryDirectory(), 'new');
    const { code, told } = await doctor('--data', data, '--compact');
    expect(code).toBe(0);
    expect(existsSync(data)).toBe(false);
    expect(told('storage', 'directory')).toMatchObject({
      status: 'skipped',
      detail: expect.stringContaining('tulving add'),
    });
  });

  it.each([
    [
      'is no database',
      'database',
      (data: string) => writeFileSync(join(data, 'tulving.db'), 'x'.repeat(4096)),
      'backup',
    ],
    [
      'is newer',
      'database',
      (data: string) => harm(data, 'PRAGMA user_version = 99'),
      'Update Tulving',
    ],
    [
      'lost what its memories rest on',
      'contents',
      (data: string) => harm(data, 'DELETE FROM source'),
      'backup',
    ],
  ] as const)(
    'tells a database that %s with exit code 6, and runs the rest',
    async (_, name, act, remedy) => {
      const data = await keptDirectory();
      await act(data);
      const { code, err, checks, told } = await doctor('--data', data, '--compact');
      expect(code).toBe(6);
      expect(told('storage', name)).toMatchObject({
        status: 'fault',
        remedy: expect.stringContaining(remedy),
      });
      expect(JSON.parse(err)).toMatchObject({ error: { remedy: expect.stringContaining(remedy) } });
      expect(checks).toHaveLength((await doctor('--data', await keptDirectory())).checks.length);
      expect(told('configuration', 'file')?.status).toBe('ok');
    },
  );

  it('tells one that another process holds, without waiting for long', async () => {
    const data = await keptDirectory();
    const other = await database(data);
    other.exec('BEGIN EXCLUSIVE');
    const { code, told } = await doctor('--data', data);
    other.close();
    expect(code).toBe(6);
    expect(told('storage', 'open')).toMatchObject({
      status: 'fault',
      remedy: expect.stringContaining('Try again'),
    });
    expect(told('storage', 'contents')?.status).toBe('skipped');
  });

  it('tells a data directory that is a file, and looks at the rest', async () => {
    const data = join(temporaryDirectory(), 'file');
    writeFileSync(data, '');
    const settings = readSettings({ environment: {}, flags: { data, port: '0' } });
    const { findings } = await examine(settings, { environment: {}, compact: false });
    expect(findings.filter(({ status }) => status === 'fault')).toMatchObject([
      { name: 'directory', code: 'store_read_only', detail: `${data} is a file` },
    ]);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'tells one that this user may not write (root may write everywhere)',
    async () => {
      const data = await keptDirectory();
      chmodSync(data, 0o500);
      onTestFinished(() => chmodSync(data, 0o700));
      const { code, told } = await doctor('--data', data);
      expect(code).toBe(6);
      expect(told('storage', 'directory')?.detail).toContain('cannot be written');
    },
  );

  it('tells the schema of a database that somebody has just made and has open', async () => {
    const data = temporaryDirectory();
    const memory = await createMemory({ data });
    onTestFinished(() => memory.close());
    await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    const { schema } = await memory.status();
    const { told } = await doctor('--data', data);
    expect(told('storage', 'database')).toMatchObject({
      status: 'ok',
      detail: `schema ${schema}, journal: write-ahead log, in use`,
    });
  });

  it('leaves a database of an older version as it is', async () => {
    const data = temporaryDirectory();
    const old = gunzipSync(readFileSync(new URL('../fixtures/schema-1.db.gz', import.meta.url)));
    writeFileSync(join(data, 'tulving.db'), old, { mode: 0o600 });
    const { code, told } = await doctor('--data', data);
    expect(code).toBe(0);
    expect(told('storage', 'database')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('schema 1'),
    });
    expect(told('storage', 'open')?.status).toBe('skipped');
    expect(readFileSync(join(data, 'tulving.db')).equals(old)).toBe(true);
    expect(readdirSync(data)).toEqual(['tulving.db']);
  });

  it.skipIf(process.platform === 'win32')('warns of files that others may read', async () => {
    const data = await keptDirectory();
    chmodSync(data, 0o755);
    chmodSync(join(data, 'tulving.db'), 0o644);
    const { code, told } = await doctor('--data', data);
    expect(code).toBe(0);
    expect(told('storage', 'modes')).toMatchObject({
      status: 'warning',
      remedy: `Run: chmod 700 ${data} && chmod 600 ${join(data, 'tulving.db')}`,
    });
  });

  it('counts the copies that updates left', async () => {
    const data = await keptDirectory();
    mkdirSync(join(data, 'backups'));
    writeFileSync(join(data, 'backups', 'before-migration-from-1-x.db'), 'x'.repeat(2048), {
      mode: 0o600,
    });
    const { told } = await doctor('--data', data);
    expect(told('storage', 'backups')?.detail).toMatch(/^1 in .*2\.0 KiB$/);
  });

  it.skipIf(process.platform !== 'linux')(
    'names the processes that have it open, and those whose file is gone',
    async () => {
      const data = await keptDirectory();
      const file = join(data, 'tulving.db');
      const hold = `fs.openSync(process.argv[1], 'r'); console.log('open'); setInterval(() => {}, 1e6)`;
      const child = spawn(process.execPath, ['-e', hold, file], { stdio: 'pipe' });
      onTestFinished(() => void child.kill('SIGKILL'));
      await once(child.stdout, 'data');
      const open = await doctor('--data', data);
      expect(open.told('storage', 'processes')).toMatchObject({
        status: 'ok',
        detail: expect.stringContaining(`(${child.pid})`),
      });
      const copy = readFileSync(file);
      rmSync(file);
      writeFileSync(file, copy, { mode: 0o600 });
      const replaced = await doctor('--data', data);
      expect(replaced.told('storage', 'processes')).toMatchObject({
        status: 'warning',
        detail: expect.stringContaining('removed or replaced'),
      });
    },
  );

  it('compacts what is sound, and nothing that is damaged', async () => {
    const data = await keptDirectory();
    expect((await doctor('--data', data, '--compact')).compaction).toMatchObject({ copies: [] });
    await harm(data, 'DELETE FROM source');
    expect((await doctor('--data', data, '--compact')).compaction).toBeUndefined();
    const refused = await runCli('doctor', '--compact', '--url', 'http://127.0.0.1:1');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--data') });
  });

  it('tells states in words, and below what is not right what to do', async () => {
    const data = await keptDirectory();
    await harm(data, 'PRAGMA user_version = 99');
    const { out } = await runCli('doctor', '--data', data, '--port', '0', '--language', 'en');
    expect(out).toMatch(/^Storage$/m);
    expect(out).toMatch(/✗ FAULT +database +schema 99.*\n +→ Update Tulving/);
    expect(out).toMatch(/^31 checks: \d+ ok, \d+ warnings?, 1 fault, \d+ skipped\.$/m);
    const zh = await runCli('doctor', '--data', data, '--port', '0', '--language', 'zh');
    expect(zh.out).toMatch(/✗ 故障 +数据库/);
  });

  it('asks whoever knows of clients which of them work', async () => {
    const settings = readSettings({
      environment: {},
      flags: { data: join(temporaryDirectory(), 'none'), port: '0' },
    });
    const { findings } = await examine(settings, {
      environment: {},
      compact: false,
      installedClients: async () => [
        { client: 'cursor', path: '/a.json', works: true },
        { client: 'codex', path: '/b.toml', works: false },
      ],
    });
    expect(findings.find(({ group }) => group === 'clients')).toMatchObject({
      status: 'warning',
      detail: 'cursor: /a.json\ncodex: /b.toml does not work',
      remedy: expect.stringContaining('tulving install codex'),
    });
  });
});

describe('the address of tulving serve', () => {
  const portOf = (url: string) => new URL(url).port;

  it('is taken by a server of the same data, of other data, or by another program', async () => {
    const data = await keptDirectory();
    const url = await served(await openMemory(data));
    const same = await doctor('--data', data, '--port', portOf(url));
    expect(same.told('address', 'port')).toMatchObject({
      status: 'ok',
      detail: expect.stringContaining('0.0.0-test, with this data directory'),
    });
    const other = await doctor('--data', temporaryDirectory(), '--port', portOf(url));
    expect(other.told('address', 'port')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining(data),
    });
    const program = createServer((_, response) => void response.end('hello'));
    program.listen(0, '127.0.0.1');
    await once(program, 'listening');
    onTestFinished(() => void program.close());
    const { port } = program.address() as AddressInfo;
    const foreign = await doctor('--data', data, '--port', String(port));
    expect(foreign.told('address', 'port')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('not Tulving'),
      remedy: expect.stringContaining('--port'),
    });
  });

  it('sends no key to a program that happens to listen there', async () => {
    const seen: (string | undefined)[] = [];
    const program = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{"version":"1.0.0"}');
    });
    program.listen(0, '127.0.0.1');
    await once(program, 'listening');
    onTestFinished(() => void program.close());
    const { port } = program.address() as AddressInfo;
    const key = `tlv_${'a'.repeat(16)}_${'B'.repeat(43)}`;
    await doctor('--data', temporaryDirectory(), '--port', String(port), '--api-key', key);
    expect(seen).toEqual([undefined, undefined]);
  });

  it('is refused beyond this machine without a key, and taken with one', async () => {
    const data = await keptDirectory();
    const refused = await doctor('--data', data, '--host', '0.0.0.0');
    expect(refused.code).toBe(2);
    expect(refused.told('address', 'host')).toMatchObject({
      status: 'fault',
      remedy: expect.stringContaining('tulving keys create'),
    });
    await runCli('keys', 'create', 'first', '--data', data);
    const taken = await doctor('--data', data, '--host', '0.0.0.0');
    expect([taken.code, taken.told('address', 'host')?.status]).toEqual([0, 'ok']);
  });
});

describe('tulving doctor --url', () => {
  it('looks at the server: version, clock, key, components', async () => {
    const url = await served(await openMemory(temporaryDirectory()));
    const { code, checks, told } = await doctor('--url', url);
    expect(code).toBe(0);
    for (const name of ['reachable', 'clock', 'key', 'health']) {
      expect([name, told('server', name)?.status]).toEqual([name, 'ok']);
    }
    expect(told('server', 'version')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('0.0.0-test'),
    });
    expect(checks.some(({ group }) => group === 'storage')).toBe(false);
  });

  it('tells a server that does not answer, and one that is not Tulving', async () => {
    const silent = await doctor('--url', 'http://127.0.0.1:1');
    expect(silent.code).toBe(7);
    expect(silent.told('server', 'health')?.status).toBe('skipped');
    const program = createServer((_, response) => void response.end('hello'));
    program.listen(0, '127.0.0.1');
    await once(program, 'listening');
    onTestFinished(() => void program.close());
    const { port } = program.address() as AddressInfo;
    const foreign = await doctor('--url', `http://127.0.0.1:${port}`);
    expect(foreign.code).toBe(7);
    expect(foreign.told('server', 'reachable')?.detail).toContain('is not Tulving');
  });

  it('tells whether the key is taken, and what it does not tell a narrow one', async () => {
    const memory = await openMemory(temporaryDirectory());
    const url = await served(memory);
    const narrow = await memory.keys.create({ name: 'ada', user_id: 'ada' });
    const without = await doctor('--url', url);
    expect(without.code).toBe(4);
    expect(without.told('server', 'key')?.remedy).toContain('tulving keys create');
    const wide = await memory.keys.create({ name: 'all' });
    const right = await doctor('--url', url, '--api-key', wide.secret);
    expect(right.told('server', 'health')?.status).toBe('ok');
    const part = await doctor('--url', url, '--api-key', narrow.secret);
    expect(part.code).toBe(0);
    expect(part.told('server', 'key')?.status).toBe('ok');
    expect(part.told('server', 'health')?.status).toBe('skipped');
  });

  it.each([
    ['ok', 'ok'],
    ['degraded', 'warning'],
    ['down', 'fault'],
  ] as const)('takes %s for %s', (status, expected) => {
    const components = {
      store: { status, latency_ms: 1, cause: 'because' },
      jobs: { status: 'ok', worker: true, waiting: 0, parked: 0 },
      index: { status: 'ok', memories: 1, outdated: 0 },
      embedder: { status: 'ok', model: 'm', network: false },
    } as const;
    const judged = judgeAnswer({ status, version: '1', uptime_s: 1, components });
    expect(judged.status).toBe(expected);
    expect(judged.detail).toContain('because');
  });
});

describe('each check by itself', () => {
  const context = {} as DoctorContext;
  const title = { en: 'x', zh: 'x' };

  it('does not keep the others from running when it throws or hangs', async () => {
    const groups: CheckGroup[] = [
      {
        name: 'g',
        title,
        checks: [
          {
            name: 'throws',
            title,
            run: () => {
              throw new TulvingError('store_full', 'no room');
            },
          },
          { name: 'hangs', title, run: () => new Promise(() => undefined) },
          { name: 'works', title, run: () => ({ status: 'ok', detail: 'fine' }) },
        ],
      },
    ];
    const findings = await runChecks(groups, context, { limitMs: 20 });
    expect(findings).toMatchObject([
      {
        name: 'throws',
        status: 'fault',
        code: 'store_full',
        remedy: expect.stringMatching(/space/),
      },
      { name: 'hangs', status: 'fault', detail: expect.stringContaining('cut off') },
      { name: 'works', status: 'ok' },
    ]);
  });

  it.each([
    ['20.20.2', '2026-01-01', 'warning'],
    ['22.13.0', '2026-01-01', 'ok'],
    ['22.13.0', '2027-06-01', 'warning'],
    ['23.1.0', '2026-01-01', 'warning'],
    ['24.1.0', '2026-01-01', 'ok'],
    ['26.0.0', '2026-01-01', 'ok'],
  ])('Node.js %s in %s: %s', (version, now, status) => {
    expect(judgeNode(version, Date.parse(now)).status).toBe(status);
  });

  it('knows the mount that a path lies on', () => {
    const mounts = parseMountInfo(
      [
        '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
        '30 22 0:50 / /mnt/my\\040nas rw - nfs4 nas:/export rw',
        '31 22 0:51 / /mnt/c rw,noatime - 9p C:\\134 rw,aname=drvfs',
        '32 22 0:52 / /mnt/my\\040nas/local rw - ext4 /dev/sdb1 rw',
        '',
      ].join('\n'),
    );
    const typeOf = (path: string) => mountOf(path, mounts)?.type;
    expect(typeOf('/home/ada')).toBe('ext4');
    expect(typeOf('/mnt/my nas/data')).toBe('nfs4');
    expect(typeOf('/mnt/my nas/local/data')).toBe('ext4');
    expect(typeOf('/mnt/cellar')).toBe('ext4');
    expect(mountOf('/mnt/c/Users', mounts)).toMatchObject({ type: '9p', source: 'C:\\' });
    expect(parseMountOutput('//ada@nas/data on /Volumes/my data (smbfs, nodev)\n')).toEqual([
      { source: '//ada@nas/data', at: '/Volumes/my data', type: 'smbfs' },
    ]);
  });

  it.each([
    ['ext4', '/dev/sda1', 'ok', 'ext4'],
    ['apfs', '/dev/disk1', 'ok', 'apfs'],
    ['overlay', 'overlay', 'ok', 'overlay'],
    ['nfs4', 'nas:/export', 'warning', 'network'],
    ['cifs', '//nas/data', 'warning', 'network'],
    ['smb3', '//nas/data', 'warning', 'network'],
    ['fuse.sshfs', 'ada@nas:', 'warning', 'network'],
    ['vboxsf', 'share', 'warning', 'shared'],
    ['9p', 'host', 'warning', 'shared'],
    ['9p', 'C:\\', 'warning', 'WSL'],
    ['drvfs', 'C:', 'warning', 'WSL'],
  ])('takes %s from %s for %s', (type, source, status, words) => {
    const judged = judgeMount('/data', { at: '/data', type, source });
    expect(judged).toMatchObject({ status, detail: expect.stringContaining(words) });
  });

  it.each([
    ['/home/ada/Dropbox/memory', 'Dropbox'],
    ['/Users/ada/Library/CloudStorage/OneDrive-Personal/x', 'OneDrive'],
    ['C:\\Users\\ada\\OneDrive - Firm\\x', 'OneDrive'],
    ['/Users/ada/Library/Mobile Documents/com~apple~CloudDocs', 'iCloud Drive'],
    ['/Users/ada/Library/CloudStorage/GoogleDrive-ada@x.example/My Drive', 'Google Drive'],
    ['/home/ada/dropboxes/memory', undefined],
  ])('%s is synchronised by %s', (path, name) => {
    expect(synchronisedBy(path)).toBe(name);
  });

  it.each([
    [2 * GIBIBYTE, GIBIBYTE, 'ok', '2.0 GiB free, 1.0 GiB used'],
    [2 * GIBIBYTE, 3 * GIBIBYTE, 'warning', '3.0 GiB used'],
    [1024, 0, 'fault', '1.0 KiB free, 0 bytes used'],
  ])('takes %d free bytes beside %d for %s', (free, used, status, words) => {
    const judged = judgeFree(free, used);
    expect(judged).toMatchObject({ status, detail: expect.stringContaining(words) });
  });

  it('doubts a clock that is before what has happened, or far from the server', () => {
    const since = Date.parse('2026-03-01');
    const at = (now: string) => judgeTime(Date.parse(now), { since, what: 'was made' }).status;
    expect([at('2026-03-02'), at('2026-02-28T23:59:30Z'), at('1970-01-01')]).toEqual([
      'ok',
      'ok',
      'warning',
    ]);
    expect([400, -400, 90_000, -90_000].map((ms) => judgeDifference(ms).status)).toEqual([
      'ok',
      'ok',
      'warning',
      'warning',
    ]);
  });

  it('shows proxies without their passwords', () => {
    const judged = judgeProxies({
      HTTPS_PROXY: 'http://ada:s3cret@proxy.example:3128',
      http_proxy: 'ada:s3@cret@proxy.example:3128',
      NO_PROXY: '.example,10.0.0.0/8',
    });
    expect(judged.status).toBe('ok');
    expect(judged.detail).not.toContain('cret');
    expect(judged.detail).toContain('HTTPS_PROXY=http://***@proxy.example:3128');
    expect(judgeProxies({ HTTP_PROXY: 'http://a b' }).status).toBe('warning');
  });

  it('warns of keys that end soon, and when all have ended', () => {
    const key = (expires_at: string | null) => ({
      id: 'k',
      name: 'n',
      scopes: ['read' as const],
      principal: null,
      user_id: null,
      agent_id: null,
      app_id: null,
      cubes: null,
      created_at: '2026-01-01T00:00:00.000Z',
      expires_at,
      revoked_at: null,
      last_used_at: null,
    });
    const now = Date.parse('2026-03-01');
    const judge = (...ends: (string | null)[]) => judgeKeys(ends.map(key), now).status;
    expect(judge()).toBe('ok');
    expect(judge(null, '2026-09-01T00:00:00.000Z')).toBe('ok');
    expect(judge(null, '2026-03-05T00:00:00.000Z')).toBe('warning');
    expect(judge(null, '2026-02-01T00:00:00.000Z')).toBe('ok');
    expect(judge('2026-02-01T00:00:00.000Z')).toBe('warning');
  });
});

describe('tulving doctor on models (DESIGN 14)', () => {
  const key = 'sk-proj-Zq8Wm3TtKp5sBvYx';
  const asked = async (environment: Record<string, string>) => {
    const data = await keptDirectory();
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const told = await doctor('--data', data);
    expect(JSON.stringify(told)).not.toContain(key);
    return told;
  };

  const shaped = ['bricks', '{"fruits": ["apple", "pear"], "bricks": 2}'] as const;

  it('names each once, the built-in embedder and the configured one apart', async () => {
    const { told } = await asked({});
    expect(told('models', 'built-in')?.detail).toContain('needs no network');
    expect(told('models', 'embedder')?.detail).toContain('the built-in one');
  });

  it('asks those that are configured', async () => {
    const fake = await fakeModel({ apiKey: key, answers: [shaped] });
    const { told, code } = await asked({
      TULVING_LLM: 'compatible:any',
      TULVING_LLM_URL: fake.url,
      TULVING_LLM_API_KEY: key,
      TULVING_RERANKER: 'vllm:any',
      TULVING_RERANKER_URL: fake.url,
      TULVING_RERANKER_API_KEY: key,
    });
    expect(code).toBe(0);
    expect(told('models', 'llm')).toMatchObject({
      status: 'ok',
      detail: expect.stringMatching(/^compatible:any answers.*given shape: as asked$/),
    });
    expect(told('models', 'reranker')).toMatchObject({ status: 'ok' });
  });

  it('warns of a model that answers, but not in JSON of a given shape', async () => {
    const fake = await fakeModel({ apiKey: key });
    const { told, code } = await asked({
      TULVING_LLM: 'compatible:any',
      TULVING_LLM_URL: fake.url,
      TULVING_LLM_API_KEY: key,
    });
    expect(code).toBe(0);
    expect(told('models', 'llm')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('it holds no JSON'),
    });
  });

  it('tells a wrong key, a missing one, and nobody there', async () => {
    const fake = await fakeModel({ apiKey: 'another' });
    const { told, code } = await asked({
      TULVING_LLM: 'compatible:any',
      TULVING_LLM_URL: fake.url,
      TULVING_LLM_API_KEY: key,
      TULVING_RERANKER: 'tei',
      TULVING_RERANKER_URL: 'http://127.0.0.1:9',
    });
    expect(code).toBe(4);
    expect(told('models', 'llm')).toMatchObject({
      status: 'fault',
      detail: expect.stringContaining('refuses the key'),
      remedy: expect.stringContaining('TULVING_LLM_API_KEY'),
    });
    expect(told('models', 'reranker')).toMatchObject({
      status: 'fault',
      detail: expect.stringContaining('cannot be reached'),
    });
    const missing = await asked({
      TULVING_RERANKER: 'cohere:rerank-v3.5',
      TULVING_RERANKER_URL: '',
    });
    expect(missing.told('models', 'reranker')).toMatchObject({
      status: 'fault',
      remedy: expect.stringContaining('COHERE_API_KEY'),
    });
    expect(missing.told('storage', 'open')?.status).toBe('ok');
  });
});
