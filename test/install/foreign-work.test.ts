import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import { thisWorld } from '../../src/cli/install/world.js';
import { isOurs } from '../../src/install/recognise.js';
import { stateFolder } from '../../src/install/world.js';
import { data, home, read, run, useHome, write } from './home.js';

const CURSOR = '.cursor/mcp.json';
const STATE = '.local/state/tulving';
const LEDGER = `${STATE}/installed.json`;
const theirs = '{\n  // mine\n  "mcpServers": {\n    "other": { "command": "x" }\n  }\n}\n';
const byHand = `{
  "mcpServers": {
    "tulving": { "url": "https://m.example.com/mcp", "headers": { "X-Tulving-User": "ada" } }
  }
}
`;

useHome();

const servers = () => JSON.parse(read(CURSOR) ?? '').mcpServers;

describe('T11: several entries in one file', () => {
  it.each([
    ['the first is installed again', ['', 'work', ''], ['', 'work']],
    ['three are taken out in the order they came', ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['the first and the last are taken out', ['a', 'b', 'c'], ['a', 'c', 'b']],
  ])('leave nothing behind and none comes back: %s', async (_, put, taken) => {
    write(CURSOR, theirs);
    const named = (name: string) => (name === '' ? [] : ['--name', name]);
    for (const name of put) await run('install', 'cursor', ...named(name));
    for (const [at, name] of taken.entries()) {
      await run('uninstall', 'cursor', '--name', name || 'tulving');
      const left = new Set(taken.slice(at + 1).map((other) => other || 'tulving'));
      expect(new Set(Object.keys(servers0()))).toEqual(new Set(['other', ...left]));
    }
    expect(read(CURSOR)).toBe(theirs);
    expect(existsSync(join(home, STATE))).toBe(false);
  });

  it('stay gone when the file was edited between two installs', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor', '--name', 'a');
    write(CURSOR, read(CURSOR)?.replace('"x"', '"y"') ?? '');
    await run('install', 'cursor', '--name', 'b');
    await run('uninstall', 'cursor', '--name', 'a');
    await run('uninstall', 'cursor', '--name', 'b');
    expect(read(CURSOR)).toBe(theirs.replace('"x"', '"y"'));
  });
});

/** Comments and all. */
function servers0(): object {
  const text = (read(CURSOR) ?? '').replaceAll(/^\s*\/\/.*$/gm, '');
  return JSON.parse(text).mcpServers;
}

describe('T11: what somebody wrote by hand', () => {
  it('is not written over unasked, and comes back with uninstall', async () => {
    write(CURSOR, byHand);
    expect(await run('install', 'cursor')).toMatchObject({
      code: 5,
      err: expect.stringContaining('--yes'),
    });
    expect(read(CURSOR)).toBe(byHand);
    const { out } = await run('install', 'cursor', '--yes');
    expect(servers().tulving.args).toContain('mcp');
    const [, copy = ''] = /The file as it was: (.*)/.exec(out) ?? [];
    expect(readFileSync(copy, 'utf8')).toBe(byHand);
    await run('uninstall', 'cursor');
    expect(read(CURSOR)).toBe(byHand);
  });

  it('comes back, too, when the file was changed since', async () => {
    write(CURSOR, byHand);
    await run('install', 'cursor', '--yes');
    write(CURSOR, read(CURSOR)?.replace('{\n', '{\n  "theme": "dark",\n') ?? '');
    await run('uninstall', 'cursor');
    expect(JSON.parse(read(CURSOR) ?? '')).toEqual({ theme: 'dark', ...JSON.parse(byHand) });
  });

  it('into our entry stays when that is installed again, and a copy of the edit is kept', async () => {
    await run('install', 'cursor');
    const { mcpServers } = JSON.parse(read(CURSOR) ?? '');
    const edited = { ...mcpServers.tulving, env: { PROXY: 'p' }, autoApprove: ['search'] };
    const text = write(CURSOR, JSON.stringify({ mcpServers: { tulving: edited } }));
    const before = readFileSync(text, 'utf8');
    const { out } = await run('install', 'cursor', '--user', 'ada');
    expect(servers().tulving).toMatchObject({ env: { PROXY: 'p' }, autoApprove: ['search'] });
    expect(servers().tulving.args).toContain('ada');
    const [, copy = ''] = /The file as it was: (.*)/.exec(out) ?? [];
    expect(readFileSync(copy, 'utf8')).toBe(before);
    expect((await run('install', 'cursor', '--user', 'ada')).out).toContain('already there');
  });

  it('is taken out by name only when asked for, and a copy is kept', async () => {
    write(CURSOR, byHand);
    expect((await run('uninstall', 'cursor')).code).toBe(2);
    expect(read(CURSOR)).toBe(byHand);
    const { out } = await run('uninstall', 'cursor', '--yes');
    expect(servers()).toEqual({});
    const [, copy = ''] = /The file as it was: (.*)/.exec(out) ?? [];
    expect(readFileSync(copy, 'utf8')).toBe(byHand);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
  });

  it('in place of our entry stays', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    const own = '{ "mcpServers": { "tulving": { "command": "their-own" } } }';
    write(CURSOR, own);
    expect((await run('uninstall', 'cursor')).out).toContain('stays');
    expect(read(CURSOR)).toBe(own);
  });
});

describe('T11: an entry is ours', () => {
  const bin = '/opt/tulving/bin/tulving.js';
  it.each<[string, boolean, object]>([
    ['our script', true, { command: '/x/node', args: [bin, 'mcp'] }],
    ['another place of it', true, { command: 'node', args: ['C:\\t\\bin\\tulving.js', 'mcp'] }],
    ['one list', true, { command: ['node', '/x/bin/tulving.js', 'mcp'] }],
    ['the command', true, { command: 'tulving.cmd', args: ['mcp', '--user', 'ada'] }],
    ['under the name of Goose', true, { cmd: 'tulving', args: ['mcp'] }],
    ['npx', true, { command: 'npx', args: ['-y', 'tulving@0.1.0', 'mcp'] }],
    ['a header', true, { url: 'https://m.example.com', headers: { 'X-Tulving-User': 'a' } }],
    ['a key', true, { url: 'https://m.example.com', auth: 'Bearer tlv_k3v9c0qm_abc' }],
    ['a bridge', true, { command: 'npx', args: ['mcp-remote', 'u', '--header', 'A: tlv_a1_b'] }],
    ['a folder of that name', false, { command: 'uvx', args: ['fs', 'mcp', '--root', '/tulving'] }],
    ['an address alone', false, { url: 'https://vendor.example.com/mcp' }],
    ['a bridge to others', false, { command: 'npx', args: ['mcp-remote', 'https://v.com/mcp'] }],
    ['another verb', false, { command: 'tulving', args: ['serve'] }],
  ])('by %s: %s', (_, expected, entry) => {
    expect(isOurs(entry, bin)).toBe(expected);
  });
});

describe('T11: a record that somebody tampered with', () => {
  it.each([
    [
      'a copy from elsewhere',
      (ledger: string) => ledger.replace(/"copy": "[^"]+"/, '"copy": "../../x"'),
    ],
    [
      'a file that is not there before',
      (ledger: string) => ledger.replace(/"before": "[^"]+"/, '"before": null'),
    ],
    ['another file', (ledger: string) => ledger.replace(CURSOR, 'precious.json')],
  ])('harms no file: %s', async (_, tamper) => {
    const precious = write('precious.json', '{ "mcpServers": { "tulving": { "command": "x" } } }');
    write(CURSOR, theirs);
    await run('install', 'cursor');
    write(LEDGER, tamper(read(LEDGER) ?? ''));
    await run('uninstall', 'cursor', '--yes');
    expect(existsSync(precious)).toBe(true);
    expect(readFileSync(precious, 'utf8')).toContain('"command": "x"');
    expect(read(CURSOR)).toContain('"other"');
  });
});

describe('T11: places that are no plain files', () => {
  it('are left with a reason: folders, pipes and links in a circle', async () => {
    mkdirSync(join(home, '.codex/config.toml'), { recursive: true });
    mkdirSync(join(home, '.cursor'));
    spawnSync('mkfifo', [join(home, CURSOR)]);
    mkdirSync(join(home, '.kiro/settings'), { recursive: true });
    symlinkSync('mcp.json', join(home, '.kiro/settings/mcp.json'));
    const { code, err } = await run('install', 'codex', 'cursor', 'kiro', 'gemini');
    expect(code).toBe(5);
    for (const reason of ['it is a folder', 'it is no regular file', 'lead in a circle']) {
      expect(err).toContain(reason);
    }
    expect(read('.gemini/settings.json')).toContain('tulving');
  });

  it('are read as far as any parser goes', async () => {
    write(CURSOR, `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`);
    expect(await run('install', 'cursor')).toMatchObject({
      code: 5,
      err: expect.stringContaining('too deeply'),
    });
  });

  it('with a second name keep it', async () => {
    const file = write(CURSOR, theirs);
    linkSync(file, join(home, 'second.json'));
    await run('install', 'cursor');
    expect(read('second.json')).toBe(read(CURSOR));
    await run('uninstall', 'cursor');
    expect(read('second.json')).toBe(theirs);
    expect(statSync(file).nlink).toBe(2);
  });
});

describe('T11: the data directory', () => {
  it('loses only what Tulving put there, and what was written for it is named before', async () => {
    await (await createMemory({ data })).close();
    const copy = 'memory/backups/before-migration-from-3-2026-01-01T00-00-00-000Z.db';
    const mine = ['memory/backups/photos.tar', 'memory/exchange/letter.txt'];
    for (const path of [copy, ...mine, 'memory/tulving.yaml']) write(path, '');
    const all = ['uninstall', '--all', '--with-data'];
    const { out } = await run(...all, '--dry-run');
    expect(out).toContain('what you wrote for it: tulving.yaml');
    expect(out).toContain('photos.tar');
    await run(...all, '--yes');
    expect(mine.map((path) => read(path))).toEqual(['', '']);
    expect(read(copy)).toBeUndefined();
    expect(existsSync(join(data, 'tulving.db'))).toBe(false);
  });

  it('stays when an entry could not be taken out', async () => {
    await (await createMemory({ data })).close();
    chmodSync(write(CURSOR, theirs), 0o644);
    await run('install', 'cursor');
    write(CURSOR, '{ oops');
    const { code, out } = await run('uninstall', '--all', '--with-data', '--yes');
    expect(code).toBe(5);
    expect(out).not.toContain('Forgotten');
    expect(existsSync(join(data, 'tulving.db'))).toBe(true);
  });

  it('is found behind a link', async () => {
    await (await createMemory({ data: join(home, 'real') })).close();
    symlinkSync(join(home, 'real'), data);
    expect((await run('uninstall', '--all', '--with-data', '--yes')).code).toBe(0);
    expect(existsSync(join(home, 'real'))).toBe(false);
  });
});

describe('T11: a process that was killed', () => {
  it('leaves nothing that the next one does not sweep', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    write('.cursor/mcp.json.tulving-0123456789ab', 'Bearer tlv_x');
    write(`${LEDGER}.99999`, '{}');
    write(`${STATE}/installed.lock`, '');
    write(`${STATE}/installed.lock.${2 ** 22 + 1}-x`, '');
    expect((await run('install', 'cursor', '--user', 'ada')).code).toBe(0);
    expect(readdirSync(join(home, '.cursor'))).toEqual(['mcp.json']);
    expect(readdirSync(join(home, STATE)).toSorted()).toEqual(['before', 'installed.json']);
  });

  it('between record and file has lost nothing', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    write(CURSOR, theirs);
    expect((await run('install', 'cursor')).out).toContain('installed');
    await run('uninstall', 'cursor');
    expect(read(CURSOR)).toBe(theirs);
  });
});

describe('D1: projects and scopes', () => {
  it('leave the folders below alone', async () => {
    process.chdir(home);
    mkdirSync(join(home, 'work/inner'), { recursive: true });
    process.chdir(join(home, 'work/inner'));
    await run('install', 'cursor', '--project');
    process.chdir(join(home, 'work'));
    expect((await run('uninstall', '--project', '--yes')).out).toContain('Nothing');
    expect(read('work/inner/.cursor/mcp.json')).toContain('tulving');
  });

  const remote = ['--remote', 'https://m.example.com'];

  it('go into the address where no header takes them', async () => {
    await run('install', 'cursor', 'librechat', ...remote, '--user', '爱达', '--cube', 'work');
    expect(servers().tulving).toEqual({
      url: `https://m.example.com/mcp?user=${encodeURIComponent('爱达')}`,
      headers: { 'X-Tulving-Client': 'cursor', 'X-Tulving-Cube': 'work' },
    });
    expect(read('work/librechat.yaml')).not.toContain('LIBRECHAT_USER_ID');
  });

  it.each(['https://m.example.com?user=ada', 'https://m.example.com/#x'])(
    'are not taken from the address: %s',
    async (url) => {
      expect((await run('install', 'cursor', '--remote', url)).code).toBe(2);
    },
  );

  it('with a key say where it has to be set, and who may read it', async () => {
    const key = ['--api-key', 'tlv_k3v9c0qm2x7r4t1b_Q2hhbmdlIG1lIHNvb24gcGxlYXNl'];
    const { out } = await run('install', 'cursor', '--project', ...remote, ...key);
    expect(out).toContain('set TULVING_API_KEY in the environment of Cursor');
    chmodSync(write(CURSOR, theirs), 0o644);
    expect((await run('install', 'cursor', ...remote, ...key)).out).toContain('chmod 600');
    chmodSync(write('.kiro/settings/mcp.json', theirs), 0o600);
    expect((await run('install', 'kiro', ...remote, ...key)).out).not.toContain('chmod 600');
  });

  it('show nothing of others in a file of one line', async () => {
    write(CURSOR, '{"mcpServers":{"other":{"env":{"pw":"hunter2"}}},"note":"private"}');
    const { out } = await run('install', 'cursor');
    expect(out).not.toMatch(/hunter2|private/);
    expect(out).toContain('"tulving": {');
  });
});

describe('T11: the folder of the record', () => {
  it('is told when it cannot be made', async () => {
    write('.local', 'a file');
    expect(await run('install', 'cursor')).toMatchObject({
      code: 5,
      err: expect.stringContaining('where Tulving records'),
    });
    expect(read(CURSOR)).toBeUndefined();
  });

  it('is never relative to where one happens to be', () => {
    const world = { ...thisWorld(), platform: 'linux', env: { XDG_STATE_HOME: 'state' } } as const;
    expect(stateFolder(world)).toBe(join(home, STATE));
  });
});

describe('T11: tulving completion --install', () => {
  it('leaves the file of another program', async () => {
    const path = write('.config/fish/completions/tulving.fish', '# mine\n');
    expect(await run('completion', 'fish', '--install')).toMatchObject({
      code: 5,
      err: expect.stringContaining('stays'),
    });
    expect(readFileSync(path, 'utf8')).toBe('# mine\n');
  });
});
