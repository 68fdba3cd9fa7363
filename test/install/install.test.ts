import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { home, read, run, useHome, write } from './home.js';

const CURSOR = '.cursor/mcp.json';
const key = 'tlv_k3v9c0qm2x7r4t1b_Q2hhbmdlIG1lIHNvb24gcGxlYXNl';
const remote = ['--remote', 'https://memory.example.com', '--api-key', key];
const theirs = '{\n  // mine\n  "mcpServers": {\n    "other": { "command": "x" }\n  }\n}\n';

useHome();

describe('T11: tulving install', () => {
  it('goes into every client that is here when none is named, and says which', async () => {
    write('.codex/config.toml', 'model = "o9"\n');
    mkdirSync(join(home, '.cursor'));
    const { code, out } = await run('install');
    expect(code).toBe(0);
    expect(out).toContain('Cursor: installed');
    expect(out).toContain('Codex: installed');
    expect(out.match(/: installed/g)).toHaveLength(2);
    expect(read('.codex/config.toml')).toContain('[mcp_servers.tulving]');
  });

  it('says so when no client is here', async () => {
    expect(await run('install')).toMatchObject({
      code: 3,
      err: expect.stringContaining('tulving install --list'),
    });
  });

  it('asks whether another name was meant', async () => {
    expect(await run('install', 'cusror')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean cursor?'),
    });
  });

  it('takes other names of a client', async () => {
    await run('install', 'Copilot', 'gemini');
    expect(read('.copilot/mcp-config.json')).toContain('tulving');
    expect(read('.gemini/settings.json')).toContain('tulving');
  });

  it('writes the scope into the entry only as far as it was given', async () => {
    await run('install', 'cursor', '--user', 'ada', '--cube', 'work', '--app', 'desk');
    const { args } = JSON.parse(read(CURSOR) ?? '').mcpServers.tulving;
    expect(args.slice(4)).toEqual(['--app', 'desk', '--user', 'ada', '--cube', 'work']);
  });

  it('keeps what an entry connects to when it is installed again with nothing named', async () => {
    const named = ['--user', 'ada', '--cube', 'work', '--data', join(home, 'mem')];
    await runCli('install', 'cursor', ...named);
    await runCli('install', 'codex', ...remote);
    await runCli('install', 'zed', '--remote', 'https://other.example.com');
    const files = [CURSOR, '.codex/config.toml', '.config/zed/settings.json'];
    const before = files.map((path) => read(path));
    expect((await runCli('install', 'cursor', 'codex', 'zed')).code).toBe(0);
    expect(files.map((path) => read(path))).toEqual(before);
    // What lies elsewhere by now is mended, and no more.
    write(CURSOR, (read(CURSOR) ?? '').replaceAll(process.execPath, '/gone/bin/node'));
    await runCli('install', 'cursor');
    expect(read(CURSOR)).toBe(before[0]);
    await run('install', 'cursor', '--user', 'bob');
    const { args } = JSON.parse(read(CURSOR) ?? '').mcpServers.tulving;
    expect(args.slice(4)).toEqual(['--app', 'cursor', '--user', 'bob']);
    await run('uninstall', 'cursor', 'codex', 'zed');
    expect(files.map((path) => read(path))).toEqual([undefined, undefined, undefined]);
  });

  it('changes nothing when it is installed twice, and updates the entry when it says something else', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    const once = read(CURSOR);
    expect((await run('install', 'cursor')).out).toContain('already there');
    expect(read(CURSOR)).toBe(once);
    expect((await run('install', 'cursor', '--user', 'ada')).out).toContain('updated');
    expect(read(CURSOR)).toContain('ada');
    await run('uninstall', 'cursor');
    expect(read(CURSOR)).toBe(theirs);
  });

  it('leaves a server of somebody else alone that has our name', async () => {
    const foreign = '{ "mcpServers": { "tulving": { "command": "their-own" } } }';
    write(CURSOR, foreign);
    expect(await run('install', 'cursor')).toMatchObject({
      code: 5,
      err: expect.stringContaining('--name'),
    });
    expect(read(CURSOR)).toBe(foreign);
    expect((await run('install', 'cursor', '--name', 'memory')).code).toBe(0);
  });

  it('changes nothing with --print, --dry-run, --links and --list', async () => {
    write(CURSOR, theirs);
    const printed = await run('install', 'cursor', '--print');
    expect(printed.out).toContain(join(home, CURSOR));
    expect(printed.out).toContain('"mcpServers": {');
    expect((await run('install', 'cursor', '--dry-run')).out).toContain('would install');
    await run('install', '--links');
    await run('install', '--list');
    expect(read(CURSOR)).toBe(theirs);
    expect(read('.local/state/tulving/installed.json')).toBeUndefined();
  });

  it('tells what to do for clients without a file', async () => {
    const { code, out } = await run('install', 'open-webui', '--remote', 'https://m.example.com');
    expect(code).toBe(0);
    expect(out).toContain('https://m.example.com/mcp');
    expect(out).toContain('3. ');
  });
});

describe('T11: config files', () => {
  it('of a damaged form are left, and the line and what to put in by hand are told', async () => {
    const damaged = '{\n  "mcpServers": {\n    oops\n  }\n}\n';
    write(CURSOR, damaged);
    const { code, err } = await run('install', 'cursor');
    expect(code).toBe(5);
    expect(err).toContain(`${join(home, CURSOR)}: line 3`);
    expect(err).toContain('"mcpServers": {');
    expect(read(CURSOR)).toBe(damaged);
  });

  it('that cannot be edited do not keep others from it', async () => {
    write(CURSOR, '{ oops');
    const { code, out } = await run('install', 'cursor', 'codex');
    expect(code).toBe(5);
    expect(out).toContain('Codex: installed');
    expect(read('.codex/config.toml')).toContain('tulving');
  });

  it('that may only be read are left as they are, and nothing is half done', async () => {
    chmodSync(write(CURSOR, theirs), 0o444);
    const { code, err } = await run('install', 'cursor');
    expect(code).toBe(5);
    expect(err).toContain(`${join(home, CURSOR)}: it may only be read.`);
    expect(read(CURSOR)).toBe(theirs);
    expect(readdirSync(join(home, '.local/state/tulving/before'))).toEqual([]);
    expect((await run('uninstall', '--yes')).out).toContain('Nothing of Tulving was found');
  });

  it('that are links stay links, and keep their mode', async () => {
    const real = write('dotfiles/mcp.json', theirs);
    chmodSync(real, 0o640);
    const link = join(home, CURSOR);
    mkdirSync(dirname(link));
    symlinkSync(real, link);
    await run('install', 'cursor');
    expect(readlinkSync(link)).toBe(real);
    expect(read('dotfiles/mcp.json')).toContain('tulving');
    expect(statSync(real).mode & 0o777).toBe(0o640);
    await run('uninstall', 'cursor');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(read('dotfiles/mcp.json')).toBe(theirs);
  });

  it('with a key are for the user alone when they are new', async () => {
    await run('install', 'cursor', ...remote);
    expect(read(CURSOR)).toContain(key);
    expect(statSync(join(home, CURSOR)).mode & 0o777).toBe(0o600);
  });

  it('of OpenCode are left, too, when they are damaged', async () => {
    write('.config/opencode/opencode.jsonc', '{ oops');
    const { code, err } = await run('install');
    expect(code).toBe(5);
    expect(err).toContain(join(home, '.config/opencode/opencode.jsonc: line 1'));
  });

  it('in the form of OpenCode 2 get the entry where its servers are', async () => {
    write(
      '.config/opencode/opencode.jsonc',
      '{ "mcp": { "servers": { "a": { "type": "local" } } } }',
    );
    await run('install', 'opencode');
    const { mcp } = JSON.parse(read('.config/opencode/opencode.jsonc') ?? '');
    expect(Object.keys(mcp.servers)).toEqual(['a', 'tulving']);
    expect(mcp.servers.tulving.enabled).toBeUndefined();
  });
});

describe('T11, D1: secrets', () => {
  it('of others and ours are in no answer and no diff', async () => {
    write(
      CURSOR,
      '{\n  "mcpServers": {\n    "a": { "env": { "TOKEN": "ghp_1234567" }, "args": ["--key", "abc"] }\n  }\n}\n',
    );
    const { out } = await run('install', 'cursor', ...remote);
    const printed = await run('install', 'cursor', '--print', ...remote);
    const links = await run('install', '--links', ...remote);
    for (const text of [out, printed.out, links.out]) {
      expect(text).not.toContain(key);
      expect(text).not.toContain('ghp_1234567');
      expect(text).not.toContain('"abc"');
    }
    expect(out).toContain('"Authorization": "Bearer ••••"');
  });

  it.each([
    ['claude-code', '.mcp.json', '${TULVING_API_KEY}'],
    ['cursor', '.cursor/mcp.json', '${env:TULVING_API_KEY}'],
    ['vscode', '.vscode/mcp.json', '${env:TULVING_API_KEY}'],
    ['gemini-cli', '.gemini/settings.json', '${TULVING_API_KEY}'],
    ['opencode', 'opencode.jsonc', '{env:TULVING_API_KEY}'],
    ['kilo-code', 'kilo.json', '{env:TULVING_API_KEY}'],
    ['roo-code', '.roo/mcp.json', '${env:TULVING_API_KEY}'],
    ['mcporter', 'config/mcporter.json', '${TULVING_API_KEY}'],
    ['grok-build', '.grok/config.toml', '${TULVING_API_KEY}'],
    ['continue', '.continue/mcpServers/tulving.yaml', '${{ secrets.TULVING_API_KEY }}'],
    ['librechat', 'librechat.yaml', '${TULVING_API_KEY}'],
  ])('are named and not written in a project file of %s', async (client, file, named) => {
    expect((await run('install', client, '--project', ...remote)).code).toBe(0);
    expect(read(`work/${file}`)).toContain(`Bearer ${named}`);
    expect(read(`work/${file}`)).not.toContain(key);
    await run('uninstall', client, '--project');
    expect(read(`work/${file}`)).toBeUndefined();
  });

  it('have a field of their own in Codex and Kimi', async () => {
    await run('install', 'codex', 'kimi', '--project', ...remote);
    expect(read('work/.codex/config.toml')).toContain('bearer_token_env_var = "TULVING_API_KEY"');
    expect(JSON.parse(read('work/.kimi-code/mcp.json') ?? '').mcpServers.tulving).toEqual({
      transport: 'http',
      url: 'https://memory.example.com/mcp',
      headers: { 'X-Tulving-Client': 'kimi-code' },
      bearerTokenEnvVar: 'TULVING_API_KEY',
    });
  });

  it('are refused where a project file has no way to name them', async () => {
    const { code, err } = await run('install', 'zed', '--project', ...remote);
    expect(code).toBe(5);
    expect(err).toContain('Leave out --project');
    expect(read('work/.zed/settings.json')).toBeUndefined();
  });

  it('are not sent without encryption unsaid', async () => {
    const plain = ['--remote', 'http://memory.example.com', '--api-key', key];
    expect((await run('install', 'cursor', ...plain)).out).toContain('without encryption');
    const local = ['--remote', 'http://127.0.0.1:8858', '--api-key', key];
    expect((await run('install', 'cursor', ...local)).out).not.toContain('without encryption');
  });
});

describe('D1: projects', () => {
  it('get the file that their clients read, and are told that it holds paths of this machine', async () => {
    const { out } = await run('install', 'claude-code', '--project');
    expect(out).toContain('absolute paths of this machine');
    expect(JSON.parse(read('work/.mcp.json') ?? '').mcpServers.tulving.args).toContain('mcp');
    expect(read('.claude.json')).toBeUndefined();
    expect(statSync(join(home, 'work/.mcp.json')).mode & 0o044).toBe(0o044);
  });

  it('are refused for clients that have no such file', async () => {
    expect(await run('install', 'windsurf', '--project')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no file of a project'),
    });
  });
});

describe('D1: one-click links', () => {
  it('carry the entry in the form of each client', async () => {
    const { out } = await run('install', '--links', '--json', '--remote', 'https://m.example.com');
    const links = new Map<string, URL>(
      JSON.parse(out).links.map(({ client, url }: { client: string; url: string }) => [
        client,
        new URL(url),
      ]),
    );
    const query = (client: string, name: string) => links.get(client)?.searchParams.get(name) ?? '';
    const base64 = (text: string) => JSON.parse(Buffer.from(text, 'base64').toString());
    const headers = (app: string) => ({ 'X-Tulving-Client': app });
    const url = 'https://m.example.com/mcp';
    expect(base64(query('cursor', 'config'))).toEqual({ url, headers: headers('cursor') });
    expect(base64(query('lm-studio', 'config'))).toEqual({ url, headers: headers('lm-studio') });
    expect(JSON.parse(query('kiro-cli', 'config'))).toEqual({ url, headers: headers('kiro-cli') });
    const vscode = links.get('vscode')?.href ?? '';
    expect(vscode).toMatch(/^vscode:mcp\/install\?/);
    expect(JSON.parse(decodeURIComponent(vscode.slice(vscode.indexOf('?') + 1)))).toEqual({
      name: 'tulving',
      type: 'http',
      url,
      headers: headers('vscode'),
    });
    expect(query('goose', 'url')).toBe(url);
  });
});
