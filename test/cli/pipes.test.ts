import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ended, runCli, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

async function piped(input: string | Uint8Array, ...argv: string[]) {
  const child = spawnCli([...argv, '--data', temporaryDirectory()]);
  child.stdin?.end(input);
  return ended(child);
}

describe('standard input', () => {
  it.each([[['add', '-']], [['add']], [['search', '-']], [['context']]])(
    'that is empty is told: %j',
    async (argv) => {
      expect(await piped('\n', ...argv)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('Standard input is empty'),
      });
    },
  );

  it('that is not UTF-8 is refused, with the way to convert it', async () => {
    const chinese = Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3);
    expect(await piped(chinese, 'add')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/Standard input is not UTF-8[^]*iconv/),
    });
  });

  it('may begin with a byte order mark', async () => {
    const { code, out } = await piped(
      '\uFEFF[{"content":"Mia lives in Lisbon."}]',
      'add',
      '--messages',
      '-',
    );
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^Mia lives/) });
  });
});

describe('a file', () => {
  it('whose encoding cannot be told is refused by name', async () => {
    const path = join(temporaryDirectory(), 'notes.md');
    writeFileSync(
      path,
      Uint8Array.from({ length: 400 }, (_, at) => 128 + ((at * 57) % 128)),
    );
    const { code, out } = await piped('', 'add', '--file', path);
    expect({ code, out }).toEqual({
      code: 2,
      out: expect.stringContaining('notes.md: Its encoding cannot be told.'),
    });
  });
});

describe('Ctrl-C', () => {
  it('ends what runs by the signal, which shells tell as 130, and without a stack', async (context) => {
    context.skip(process.platform === 'win32', 'Windows has no signals');
    const data = temporaryDirectory();
    const child = spawnCli(['add', '--batch', '-', '--data', data]);
    const result = ended(child);
    const exit = once(child, 'exit');
    while (!existsSync(join(data, 'tulving.db'))) await wait(10);
    child.kill('SIGINT');
    expect(await exit).toEqual([null, 'SIGINT']);
    expect(await result).toMatchObject({ out: '', err: '' });
  });
});

describe('a command line that is not understood', () => {
  it.each([
    [['nonsense'], "Unknown command 'nonsense'.", 'Run: tulving --help'],
    [['serch', 'x'], 'Did you mean search?', 'Run: tulving --help'],
    [['help', 'serach'], 'Did you mean search?', '--help'],
    [['get'], "Missing required argument 'id'.", 'Run: tulving get --help'],
    [['search', 'x', '--explan'], 'Did you mean --explain?', 'Run: tulving search --help'],
    [['add', '--kind'], "Option '--kind <kind>' argument missing.", 'Run: tulving add --help'],
    [['list', 'extra'], 'Expected 0 arguments', 'Run: tulving list --help'],
  ])('ends with 2, a hint and what to do: %j', async (argv, detail, remedy) => {
    const told = await runCli(...argv);
    expect(told).toMatchObject({ code: 2, out: '', err: expect.stringContaining(detail) });
    expect(told.err.trimEnd().split('\n').at(-1)).toContain(remedy);
    const { code, err } = await runCli(...argv, '--json');
    const { error } = JSON.parse(err) as { error: { code: string; detail: string } };
    expect({ code, error }).toMatchObject({ code: 2, error: { code: 'usage' } });
  });
});
