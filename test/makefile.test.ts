import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/cli/commands.js';

const hasMake = spawnSync('make', ['--version']).status === 0;

/** What a target would run. */
function planned(target: string): string[] {
  const { status, stdout } = spawnSync('make', ['--dry-run', target], { encoding: 'utf8' });
  expect([target, status]).toEqual([target, 0]);
  return stdout.split('\n').filter(Boolean);
}

describe.skipIf(!hasMake)("OpenMemory's targets of make (D9)", () => {
  it.each(['env', 'build', 'up', 'ui', 'migrate', 'logs', 'shell', 'test', 'down'])(
    '%s is there, and is called as Tulving has it',
    (target) => {
      const lines = planned(target);
      expect(lines).not.toEqual([]);
      const known = new Set(commands.map(({ name }) => name));
      const called = lines.flatMap((line) => /^node bin\/tulving\.js (\S+)/.exec(line)?.[1] ?? []);
      for (const name of called) expect(known).toContain(name);
    },
  );

  it('help tells each of them', () => {
    const { stdout } = spawnSync('make', ['help'], { encoding: 'utf8' });
    for (const target of ['env', 'up', 'down', 'migrate']) {
      expect(stdout).toMatch(new RegExp(`^${target}\\t`, 'm'));
    }
  });
});
