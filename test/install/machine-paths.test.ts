import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { machineOf } from '../../src/install/machine.js';
import type { World } from '../../src/install/world.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

describe('D1: the command of an entry', () => {
  it.each([
    ['Homebrew', 'brew/Cellar/node/24.1.0/bin/node', 'brew/opt/node/bin/node'],
    ['fnm', 'run/fnm_multishells/123_456/bin/node', 'usr/bin/node'],
  ])('names a Node.js that stays when %s upgrades it', (_, passing, lasting) => {
    const { folder, world } = machine(passing);
    link(join(folder, lasting), join(folder, passing));
    expect(machineOf(world([dirname(join(folder, lasting))])).node).toBe(join(folder, lasting));
  });

  it('names no other Node.js of PATH', () => {
    const { folder, world } = machine('brew/Cellar/node/24.1.0/bin/node');
    const other = join(folder, 'usr/bin/node');
    mkdirSync(dirname(other), { recursive: true });
    writeFileSync(other, '');
    const running = join(folder, 'brew/Cellar/node/24.1.0/bin/node');
    expect(machineOf(world([dirname(other)])).node).toBe(running);
  });

  it('names the one that runs where it stays anyway', () => {
    const { folder, world } = machine('usr/local/bin/node');
    expect(machineOf(world([])).node).toBe(join(folder, 'usr/local/bin/node'));
  });

  it('is refused where Tulving lies in the cache of npx', () => {
    const { world } = machine('usr/bin/node');
    const bin = '/home/ada/.npm/_npx/1f2/node_modules/tulving/bin/tulving.js';
    expect(() => machineOf({ ...world([]), bin })).toThrow(/cache of npx/);
  });
});

function machine(node: string) {
  const folder = temporaryDirectory();
  const execPath = join(folder, node);
  mkdirSync(dirname(execPath), { recursive: true });
  writeFileSync(execPath, '');
  const world = (pathEntries: readonly string[]): World => ({
    platform: 'linux',
    home: folder,
    env: {},
    cwd: folder,
    execPath,
    bin: join(folder, 'bin/tulving.js'),
    pathEntries,
  });
  return { folder, world };
}

function link(path: string, target: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
