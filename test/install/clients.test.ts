import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { guides } from '../../src/install/guides.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';
import { entryIn, existingFile, parsed } from './config-files.js';
import {
  type Expected,
  expectedClients,
  type ExpectedRemote,
  type Platform,
  programFolders,
} from './expected-clients.js';
import { filesIn, Machine } from './machine.js';

const bin = fileURLToPath(new URL('../../bin/tulving.js', import.meta.url));
const key = 'tlv_k3v9c0qm2x7r4t1b_Q2hhbmdlIG1lIHNvb24gcGxlYXNl';
const names = expectedClients.map(({ id }) => id);

describe.each<Platform>(['linux', 'darwin', 'win32'])('T11, D1: every client on %s', (platform) => {
  const lineEnd = platform === 'win32' ? '\r\n' : '\n';

  function prepared() {
    const machine = new Machine(temporaryDirectory(), platform);
    const pathOf = (client: Expected) => join(machine.home, fileOf(client, platform));
    const text = (client: Expected) => readFileSync(pathOf(client), 'utf8');
    return {
      machine,
      pathOf,
      files: () => byClient(text),
      entries: () => byClient((client) => entryIn(text(client), pathOf(client), client)),
      wanted: byClient((client) => client.local(localOf(client, machine))),
    };
  }

  it('gets an entry that it understands beside what is there, and gives back the same bytes', async () => {
    const { machine, pathOf, files, entries, wanted } = prepared();
    const existing = byClient((client) =>
      existingFile(client, pathOf(client)).replaceAll('\n', lineEnd),
    );
    for (const client of expectedClients) {
      mkdirSync(dirname(pathOf(client)), { recursive: true });
      writeFileSync(pathOf(client), existing[client.id] ?? '');
    }
    const answer = await machine.json(['install', ...names]);
    expect(statesOf(answer)).toEqual(byClient(() => 'new'));
    expect(JSON.stringify(answer)).not.toContain('s3cret-of-mine');
    expect(entries()).toEqual(wanted);
    const after = files();
    const missing = byClient(({ id }) => linesMissing(existing[id] ?? '', after[id] ?? ''));
    expect(missing).toEqual(byClient(() => []));
    await machine.json(['uninstall', ...names]);
    expect(files()).toEqual(existing);
  });

  it('gets a file where there was none, and uninstall leaves neither file nor folder', async () => {
    const { machine, pathOf, entries, files, wanted } = prepared();
    const before = filesIn(machine.home);
    await machine.json(['install', ...names]);
    expect(entries()).toEqual(wanted);
    const seeded = expectedClients.find(({ id }) => id === 'continue') as Expected;
    const written = parsed(files()['continue'] ?? '', pathOf(seeded));
    expect(written).toMatchObject({ name: 'Local Config', version: '1.0.0', schema: 'v1' });
    await machine.json(['uninstall', '--yes']);
    expect(filesIn(machine.home)).toEqual(before);
  });

  it('gets the address of a server, a key and a scope in its own form', async () => {
    const { machine, entries } = prepared();
    const flags = ['--remote', 'https://memory.example.com/', '--user', 'ada', '--api-key', key];
    const answer = await machine.json(['install', ...names, ...flags]);
    expect(JSON.stringify(answer)).not.toContain(key);
    const named = ({ id }: Expected) => {
      const claim = { 'X-Tulving-Client': id };
      return {
        ...remote,
        headers: { ...remote.headers, ...claim },
        others: { ...others, ...claim },
      };
    };
    expect(entries()).toEqual(byClient((client) => client.remote(named(client))));
  });
});

describe('D1: the table of clients', () => {
  it('has been written down here and in docs/clients.md for each of them', async () => {
    const machine = new Machine(temporaryDirectory(), 'linux');
    const { clients } = await machine.json(['install', '--list']);
    const listed = clients.map(({ client }: { client: string }) => client);
    expect(listed.toSorted()).toEqual([...names, ...guides.map(({ id }) => id)].toSorted());
    const page = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');
    expect(listed.filter((id: string) => !page.includes(`\`${id}\``))).toEqual([]);
    const files = expectedClients.flatMap(({ file }) => shownFiles(file));
    expect(files.filter((file) => !page.includes(file))).toEqual([]);
  });

  it('follows the folders that the environment names', async () => {
    const machine = new Machine(temporaryDirectory(), 'linux');
    const moved = join(machine.home, 'moved');
    const { clients } = await machine.json(['install', '--list'], {
      XDG_CONFIG_HOME: moved,
      CODEX_HOME: join(moved, 'codex'),
    });
    const files = new Map<string, string>(
      clients.map(({ client, file }: { client: string; file: string }) => [client, file]),
    );
    expect(files.get('opencode')).toBe(join(moved, 'opencode', 'opencode.jsonc'));
    expect(files.get('vscode')).toBe(join(moved, 'Code', 'User', 'mcp.json'));
    expect(files.get('codex')).toBe(join(moved, 'codex', 'config.toml'));
    expect(files.get('github-copilot-cli')).toBe(join(machine.home, '.copilot', 'mcp-config.json'));
    expect(existsSync(moved)).toBe(false);
  });
});

describe('D1: Zed on macOS', () => {
  const elsewhere = 'Library/Application Support/Zed/settings.json';

  it('is written where its file is', async () => {
    const machine = new Machine(temporaryDirectory(), 'darwin');
    const path = join(machine.home, elsewhere);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{}');
    const { clients } = await machine.json(['install']);
    expect(clients).toMatchObject([{ client: 'zed', path, status: 'new' }]);
  });
});

const others = { 'X-Tulving-User': 'ada' };
const remote: ExpectedRemote = {
  url: 'https://memory.example.com/mcp',
  headers: { Authorization: `Bearer ${key}`, ...others },
  others,
  key,
  bridge: {
    command: process.execPath,
    args: [bin, 'mcp', '--url', 'https://memory.example.com', '--user', 'ada'],
  },
};

function localOf({ id }: Expected, { data }: Machine) {
  return { command: process.execPath, args: [bin, 'mcp', '--data', data, '--app', id] };
}

function fileOf({ file }: Expected, platform: Platform): string {
  const path = typeof file === 'string' ? file : file[platform];
  return path.replace(/^AS\//, `${programFolders[platform]}/`);
}

/** As the page has them: `~/.cursor/mcp.json`, `AS/Zed/settings.json`. */
function shownFiles(file: Expected['file']): string[] {
  const files = typeof file === 'string' ? [file] : Object.values(file);
  return files.map((path) => {
    if (path.startsWith('work/')) return path.slice('work/'.length);
    return path.startsWith('AS/') ? path : `/${path}`;
  });
}

function byClient<Value>(value: (client: Expected) => Value): Record<string, Value> {
  return Object.fromEntries(expectedClients.map((client) => [client.id, value(client)]));
}

function statesOf({ clients }: Record<string, { client: string; status: string }[]>) {
  return Object.fromEntries((clients ?? []).map(({ client, status }) => [client, status]));
}

/** Commas aside: JSON needs one where something comes after. */
function linesMissing(before: string, after: string): string[] {
  const bare = (line: string) => line.replaceAll(',', '').trimEnd();
  const there = new Set(after.split('\n').map(bare));
  return before.split('\n').filter((line) => !there.has(bare(line)));
}
