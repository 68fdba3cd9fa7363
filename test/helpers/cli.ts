import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../src/cli/program.js';

const command = fileURLToPath(new URL('../../bin/tulving.js', import.meta.url));

export interface CliResult {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line in this process. */
export async function runCli(...argv: string[]): Promise<CliResult> {
  let out = '';
  let err = '';
  const code = await runProgram(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

/** The built command in a process of its own; it ends with the test. */
export function spawnCli(argv: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [command, ...argv], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** What it wrote and how it ended. */
export async function ended(child: ChildProcess): Promise<CliResult> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, out, err };
}

/** The address in the ready line of `tulving serve`. */
export async function readyUrl(child: ChildProcess): Promise<string> {
  let out = '';
  for await (const chunk of child.stdout ?? []) {
    out += String(chunk);
    const url = /https?:\/\/[^\s]+/.exec(out)?.[0];
    if (url) {
      child.stdout?.resume();
      return url;
    }
  }
  throw new Error(`The server ended without a ready line: ${out}`);
}
