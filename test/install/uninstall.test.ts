import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thisWorld } from '../../src/cli/install/world.js';
import { createMemory } from '../../src/compose.js';
import { Ledger } from '../../src/install/ledger.js';
import { KeptFiles } from '../../src/store/kept-files.js';
import { ended, spawnCli } from '../helpers/cli.js';
import { data, home, read, run, useHome, write } from './home.js';

const CURSOR = '.cursor/mcp.json';
const LEDGER = '.local/state/tulving/installed.json';
const theirs = '{\n  // mine\n  "mcpServers": {\n    "other": { "command": "x" }\n  }\n}\n';

useHome();

describe('T11: tulving uninstall', () => {
  it('takes out its entry alone when the user has changed the file since', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    const changed = read(CURSOR)?.replace('"command": "x"', '"command": "y"') ?? '';
    write(CURSOR, changed);
    const { out } = await run('uninstall', 'cursor');
    expect(out).toContain('all else in the file stays');
    expect(read(CURSOR)).toBe(theirs.replace('"x"', '"y"'));
  });

  it('keeps what the user has changed between two installs', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    write(CURSOR, read(CURSOR)?.replace('// mine', '// still mine') ?? '');
    await run('install', 'cursor', '--user', 'ada');
    expect(readdirSync(join(home, '.local/state/tulving/before'))).toHaveLength(1);
    await run('uninstall', 'cursor');
    expect(read(CURSOR)).toBe(theirs.replace('// mine', '// still mine'));
  });

  it('leaves no empty container behind where the user added something to a new file', async () => {
    await run('install', 'gemini');
    const text = read('.gemini/settings.json') ?? '';
    write('.gemini/settings.json', text.replace(/\n}\s*$/, ',\n  "theme": "dark"\n}\n'));
    await run('uninstall', 'gemini');
    expect(JSON.parse(read('.gemini/settings.json') ?? '')).toEqual({ theme: 'dark' });
  });

  it('is content when somebody has taken it out already', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    write(CURSOR, theirs);
    expect((await run('uninstall', 'cursor')).out).toContain('gone already');
    expect(read(CURSOR)).toBe(theirs);
    expect(read(LEDGER)).toBeUndefined();
  });

  it.each([
    ['the first put', ['claude-code', 'copilot']],
    ['the last put', ['copilot', 'claude-code']],
  ])('leaves an entry that two clients share until both are gone: %s first', async (_, order) => {
    write('work/.mcp.json', theirs);
    await run('install', 'claude-code', 'copilot', '--project');
    const both = read('work/.mcp.json');
    const [first = '', second = ''] = order;
    expect((await run('uninstall', first, '--project')).out).toContain('another client');
    expect(read('work/.mcp.json')).toBe(both);
    await run('uninstall', second, '--project');
    expect(read('work/.mcp.json')).toBe(theirs);
  });

  it.each([[['a', 'b']], [['b', 'a']]])(
    'takes two entries of one file in any order: %s',
    async (order) => {
      await run('install', 'cursor', '--name', 'a');
      await run('install', 'cursor', '--name', 'b', '--user', 'ada');
      const [first = '', second = ''] = order;
      await run('uninstall', 'cursor', '--name', first);
      expect(Object.keys(JSON.parse(read(CURSOR) ?? '').mcpServers)).toEqual([second]);
      await run('uninstall', 'cursor', '--name', second);
      expect(existsSync(join(home, '.cursor'))).toBe(false);
    },
  );

  it('finds entries that were put in by hand', async () => {
    write(
      CURSOR,
      '{ "mcpServers": { "memo": { "command": "tulving", "args": ["mcp"] }, "a": {} } }',
    );
    const listed = await run('uninstall', '--dry-run');
    expect(listed.out).toContain('entry "memo" of cursor, put in by hand');
    expect(read(CURSOR)).toContain('memo');
    await run('uninstall', '--yes');
    expect(JSON.parse(read(CURSOR) ?? '')).toEqual({ mcpServers: { a: {} } });
  });

  it('lists all of it and wants --yes where nobody can be asked', async () => {
    await run('install', 'cursor');
    const { code, out, err } = await run('uninstall');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('--yes') });
    expect(out).toContain(join(home, CURSOR));
    expect(read(CURSOR)).toContain('tulving');
  });
});

describe('T11: tulving uninstall --all', () => {
  it('takes out everything that was put anywhere, and its own record', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor', 'codex');
    await run('install', 'claude-code', '--project');
    const listed = await run('uninstall', '--all', '--dry-run');
    for (const path of [CURSOR, '.codex/config.toml', 'work/.mcp.json', LEDGER]) {
      expect(listed.out).toContain(join(home, path));
    }
    expect((await run('uninstall', '--all', '--yes')).code).toBe(0);
    expect(read(CURSOR)).toBe(theirs);
    expect(existsSync(join(home, '.codex'))).toBe(false);
    expect(existsSync(join(home, 'work/.mcp.json'))).toBe(false);
    expect(existsSync(join(home, '.local/state/tulving'))).toBe(false);
  });

  it('takes away a file that is ours as a whole, and no other', async () => {
    const text = '# Completion of tulving for bash; load it with: …\n';
    const script = write('completions/tulving', text);
    const changed = write('fish/tulving.fish', `${text}# mine\n`);
    const foreign = write('.ssh/id_rsa', text);
    await run('install', 'cursor');
    await Ledger.change(thisWorld(), async (ledger) => {
      for (const path of [script, changed, foreign]) ledger.putFile(path, text);
    });
    expect((await run('uninstall', '--all', '--yes')).out).toContain('changed since');
    expect([script, changed, foreign].map((path) => existsSync(path))).toEqual([false, true, true]);
  });

  it('takes the data directory only with --with-data, and of it only what is ours', async () => {
    await (await createMemory({ data })).close();
    await run('install', 'cursor');
    await run('uninstall', '--all', '--yes');
    expect(existsSync(join(data, 'tulving.db'))).toBe(true);
    writeFileSync(join(data, 'diary.txt'), 'mine');
    const { code, out } = await run('uninstall', '--all', '--with-data', '--yes');
    expect(code).toBe(0);
    expect(out).toContain(`Removed: ${data}, 1 file`);
    expect(readdirSync(data)).toEqual(['diary.txt']);
  });

  it('takes attachments and backups of the data directory, tells so first, and leaves what is not ours', async () => {
    const memory = await createMemory({ data });
    await memory.add({ user_id: 'ada', text: 'The harbour is quiet.' });
    const { name } = await memory.backups.create();
    await memory.close();
    const picture = await new KeptFiles(join(data, 'attachments')).keep(Buffer.from('a picture'));
    const foreign = 'tulving-1a2b3c4d-20260304T093000000Z.tar.gz';
    write(`memory/backups/${foreign}`, 'of another store');
    write(`memory/attachments/photo.jpg`, 'mine');
    const dry = await run('uninstall', '--all', '--with-data', '--dry-run', '--json');
    const { data: told } = JSON.parse(dry.out) as { data: { files: string[]; others: string[] } };
    const own = [join('attachments', picture), join('backups', name)];
    expect(told.files).toEqual(expect.arrayContaining(['tulving.db', ...own]));
    expect(told.others).toEqual([join('backups', foreign), join('attachments', 'photo.jpg')]);
    expect(existsSync(join(data, 'backups', name))).toBe(true);
    expect((await run('uninstall', '--all', '--with-data', '--yes')).code).toBe(0);
    expect(readdirSync(data, { recursive: true }).map(String).toSorted()).toEqual([
      'attachments',
      join('attachments', 'photo.jpg'),
      'backups',
      join('backups', foreign),
    ]);
  });

  it('removes no folder that is not a data directory', async () => {
    write('memory/photo.jpg', 'x');
    expect(await run('uninstall', '--all', '--with-data', '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no data directory of Tulving'),
    });
    expect(read('memory/photo.jpg')).toBe('x');
  });

  it.runIf(process.platform === 'linux')(
    'removes no data directory that another process has open',
    async () => {
      const server = spawnCli(['serve', '--port', '0', '--data', data]);
      await new Promise((ready) => server.stdout?.once('data', ready));
      expect(await run('uninstall', '--all', '--with-data', '--yes')).toMatchObject({
        code: 6,
        err: expect.stringContaining(`(${server.pid})`),
      });
      server.kill('SIGTERM');
      await ended(server);
      expect(existsSync(join(data, 'tulving.db'))).toBe(true);
    },
  );
});

describe('T11: the record of what was put where', () => {
  it('is for the user alone', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    const folder = join(home, '.local/state/tulving');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, LEDGER)).mode & 0o777).toBe(0o600);
    const [copy = ''] = readdirSync(join(folder, 'before'));
    expect(statSync(join(folder, 'before', copy)).mode & 0o777).toBe(0o600);
    expect(read(`.local/state/tulving/before/${copy}`)).toBe(theirs);
  });

  it('loses nothing when it is damaged', async () => {
    write(CURSOR, theirs);
    await run('install', 'cursor');
    const installed = read(CURSOR);
    write(LEDGER, '{ "rows": ');
    for (const argv of [
      ['install', 'codex'],
      ['uninstall', '--yes'],
    ]) {
      expect(await run(...argv)).toMatchObject({
        code: 5,
        err: expect.stringContaining('move it away'),
      });
    }
    expect(read(CURSOR)).toBe(installed);
    expect(read(LEDGER)).toBe('{ "rows": ');
    expect(existsSync(join(home, '.codex'))).toBe(false);
    rmSync(join(home, LEDGER));
    await run('uninstall', '--yes');
    expect(read(CURSOR)).toBe(theirs);
  });

  it('is not closed for ever by a process that died', async () => {
    write('.local/state/tulving/installed.lock', String(2 ** 22 + 1));
    expect((await run('install', 'cursor')).code).toBe(0);
  });

  it('loses nothing when two install at once', async () => {
    const clients = ['cursor', 'codex', 'gemini', 'amp'];
    const children = clients.map((client) => spawnCli(['install', client, '--data', data]));
    const codes = (await Promise.all(children.map(ended))).map(({ code }) => code);
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(JSON.parse(read(LEDGER) ?? '').rows).toHaveLength(4);
  });
});
