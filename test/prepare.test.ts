import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  alone,
  buildIdentity,
  buildStamp,
  ensureInstalled,
  findNpm,
  isBuilt,
  isInstalled,
  wasInstalledByHand,
} from '../scripts/prepare.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tulving-prepare-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
  vi.restoreAllMocks();
});

function write(name: string, content: unknown) {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}

describe('what is built', () => {
  beforeEach(() => {
    write('package.json', '{}');
    write('src/cli/main.ts', 'export const a = 1;\n');
    write('src/cli/main.test.ts', 'export const a = 1;\n');
    write('src/store/first.sql', 'SELECT 1;\n');
    write('dist/cli/main.js', 'export const a = 1;\n');
    writeFileSync(buildStamp(join(root, 'dist')), buildIdentity(root));
  });

  test('is current until an input changes', () => {
    expect(isBuilt(root)).toBe(true);
  });

  test.each([
    'src/cli/main.ts',
    'src/store/first.sql',
    'src/store/new.ts',
    'package.json',
    'tsconfig.json',
  ])('is stale when %s changes', (name) => {
    write(name, 'SELECT 2;\n');
    expect(isBuilt(root)).toBe(false);
  });

  test('is stale when a source is gone or has moved', () => {
    rmSync(join(root, 'src/store/first.sql'));
    expect(isBuilt(root)).toBe(false);
    write('src/store/second.sql', 'SELECT 1;\n');
    expect(isBuilt(root)).toBe(false);
  });

  test('stays current when a test changes', () => {
    write('src/cli/main.test.ts', 'export const a = 2;\n');
    expect(isBuilt(root)).toBe(true);
  });

  test.each(['dist', 'dist/cli'])('is stale when %s is gone', (name) => {
    rmSync(join(root, name), { recursive: true });
    expect(isBuilt(root)).toBe(false);
  });
});

describe('what is installed', () => {
  const platform = `${process.platform}-${process.arch}`;
  const native = { version: '2.0.0', optionalDependencies: { [`native-${platform}`]: '2.0.0' } };
  const packages = {
    '': { name: 'tulving' },
    'node_modules/plain': { version: '1.0.0' },
    'node_modules/native': native,
    [`node_modules/native-${platform}`]: { version: '2.0.0', optional: true },
    'node_modules/elsewhere': { version: '3.0.0', optional: true },
  };

  beforeEach(() => {
    write('package-lock.json', { packages });
    write('node_modules/.package-lock.json', { packages });
    write('node_modules/plain/package.json', { version: '1.0.0' });
    write('node_modules/native/package.json', native);
    write(`node_modules/native-${platform}/package.json`, { version: '2.0.0' });
  });

  test('is taken over from an npm install, and remembered', async () => {
    expect(isInstalled(root)).toBe(false);
    expect(wasInstalledByHand(root)).toBe(true);
    await ensureInstalled(root);
    expect(isInstalled(root)).toBe(true);
  });

  test('is stale when the lock file changes', async () => {
    await ensureInstalled(root);
    write('package-lock.json', {
      packages: { ...packages, 'node_modules/plain': { version: '1.0.1' } },
    });
    expect(isInstalled(root)).toBe(false);
    expect(wasInstalledByHand(root)).toBe(false);
  });

  test.each([
    'node_modules',
    'node_modules/.package-lock.json',
    'node_modules/plain',
    `node_modules/native-${platform}`,
  ])('is incomplete without %s', (name) => {
    rmSync(join(root, name), { recursive: true });
    expect(isInstalled(root)).toBe(false);
    expect(wasInstalledByHand(root)).toBe(false);
  });

  test('is not taken over from another platform', () => {
    write('node_modules/.tulving-stamp', 'plan9-mips 0');
    expect(wasInstalledByHand(root)).toBe(false);
  });
});

describe('npm', () => {
  test('is the one that runs the script, also from a folder with spaces', () => {
    write('with space/npm-cli.js', '');
    const path = join(root, 'with space/npm-cli.js');
    const found = findNpm({ environment: { npm_execpath: path }, execPath: '/no/node' });
    expect(found).toEqual({ file: '/no/node', args: [path], shell: false });
  });

  test('is never yarn or pnpm, whatever they say of themselves', () => {
    write('yarn.js', '');
    const environment = { npm_execpath: join(root, 'yarn.js') };
    const found = findNpm({ environment, execPath: join(root, 'bin', 'node') });
    expect(found.args).toEqual([]);
    expect(found.file).toMatch(/^npm(\.cmd)?$/);
  });

  test('is found beside Node', () => {
    write('lib/node_modules/npm/bin/npm-cli.js', '');
    const found = findNpm({ environment: {}, execPath: join(root, 'bin', 'node') });
    expect(found.args).toEqual([join(root, 'lib/node_modules/npm/bin/npm-cli.js')]);
  });
});

test('two that prepare the same checkout take turns', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const order: string[] = [];
  const turn = (name: string) =>
    alone(root, async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${name} ends`);
    });
  await Promise.all([turn('one'), turn('two')]);
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});

test('the Node.js that bin asks for is the one that package.json promises', () => {
  const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
  const asked = /required = \[(\d+), (\d+)\]/.exec(read('bin/require-node.js'))?.slice(1);
  expect(engines.node).toBe(`>=${asked?.join('.')}`);
});
