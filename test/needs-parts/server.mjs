import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const command = fileURLToPath(new URL('../../bin/tulving.js', import.meta.url));

/** The built command with a data directory of its own, and a home for what clients leave behind. */
export class Server {
  #folder = mkdtempSync(join(tmpdir(), 'tulving-parts-'));
  #child;
  #printed = '';
  data = join(this.#folder, 'data');
  /** For programs of others: their settings and caches stay in the folder, too. */
  environment = { ...process.env, HOME: this.#folder, USERPROFILE: this.#folder };
  url = '';

  /**
   * @param more variables of its environment, beside those of the test
   * @param quiet whether it logs only what goes wrong
   */
  async start(more = {}, { quiet = true } = {}) {
    const level = quiet ? ['--log-level', 'error'] : [];
    const argv = [command, 'serve', '--port', '0', '--data', this.data, ...level];
    const env = { ...process.env, ...more };
    const log = quiet ? 'inherit' : 'ignore';
    this.#child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', log] });
    // Also when a step outside of the report throws.
    process.once('exit', () => this.#child.kill('SIGKILL'));
    this.#child.stdout.setEncoding('utf8').on('data', (text) => (this.#printed += text));
    [this.url] = await this.printed(/https?:\/\/\S+/);
    return this;
  }

  /** Waits until it has printed that. @returns what fits the pattern */
  async printed(pattern) {
    while (this.#child.exitCode === null) {
      const found = pattern.exec(this.#printed);
      if (found !== null) return found;
      await sleep(50);
    }
    throw new Error(`The server ended before it printed ${pattern}: ${this.#printed}`);
  }

  /** Runs a command line on its data directory. @returns what it printed */
  tulving(...argv) {
    const line = [command, '--data', this.data, ...argv];
    const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`tulving ${argv[0]} ended with ${status}: ${stderr}`);
    return stdout;
  }

  async stop() {
    if (this.#child.exitCode === null && this.#child.kill()) await once(this.#child, 'exit');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
