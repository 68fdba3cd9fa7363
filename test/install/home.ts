import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import { type CliResult, runCli } from '../helpers/cli.js';

/**
 * One home folder for all tests of a file, empty for each: the table of add-mcp looks for it once,
 * when it is loaded.
 */
export const home = mkdtempSync(join(tmpdir(), 'tulving-home-'));
export const work = join(home, 'work');
export const data = join(home, 'memory');

/** Calls that come before anything loads the table: the test file imports this one. */
for (const name of ['XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_DATA_HOME', 'CODEX_HOME']) {
  delete process.env[name];
}
process.env['HOME'] = home;

export function useHome(): void {
  const directory = process.cwd();
  beforeEach(() => {
    process.chdir(directory);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    process.chdir(work);
  });
  afterAll(() => {
    process.chdir(directory);
    rmSync(home, { recursive: true, force: true });
  });
}

/** Runs a command line in this home. */
export function run(...argv: string[]): Promise<CliResult> {
  return runCli(...argv, '--data', data);
}

export function write(path: string, text: string): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Undefined: it is not there. */
export function read(path: string): string | undefined {
  const file = join(home, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
