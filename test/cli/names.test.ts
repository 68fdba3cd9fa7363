import { describe, expect, it } from 'vitest';
import { runCli } from '../helpers/cli.js';
import { servedMemory } from '../helpers/served.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

describe.each(['data', 'url'])('tulving users and cubes with --%s (D7)', (where) => {
  it('go on page by page, and say how', async () => {
    const at = where === 'data' ? temporaryDirectory() : (await servedMemory()).url;
    const run = (...argv: string[]) => runCli(...argv, `--${where}`, at, '--timezone', 'UTC');
    expect((await run('users')).out).toContain('Nothing is kept about anybody yet.');
    expect((await run('cubes')).out).toContain('There is no cube yet.');
    for (const user of ['ada', 'bob', "o'hara & sons"]) {
      await run('add', 'Pears are ripe.', '--user', user);
    }
    for (const [command, named] of [
      ['users', ["o'hara & sons", 'bob', 'ada']],
      ['cubes', ["user:o'hara & sons", 'user:bob', 'user:ada']],
    ] as const) {
      const first = await run(command, '--limit', '2');
      const [, cursor = ''] = /More: add --cursor (\S+)$/m.exec(first.out) ?? [];
      const names = (out: string) => out.split('\n').filter((line) => /^\S/.test(line));
      expect(names(first.out).slice(0, 2)).toEqual(named.slice(0, 2));
      expect(names((await run(command, '--cursor', cursor)).out)).toEqual(named.slice(2));
    }
    expect((await run('users', '--cursor', 'nonsense')).code).toBe(2);
    const { data, next_cursor } = JSON.parse((await run('users', '--json')).out) as {
      data: unknown[];
      next_cursor: null;
    };
    expect([data.length, next_cursor]).toEqual([3, null]);
  });
});
