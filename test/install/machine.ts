import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ended } from '../helpers/cli.js';
import type { Platform } from './expected-clients.js';

const bin = fileURLToPath(new URL('../../bin/tulving.js', import.meta.url));
const simulate = new URL('simulate-platform.mjs', import.meta.url).href;

// oxlint-disable-next-line typescript/no-explicit-any -- the tests say what they expect of it
type Answer = Record<string, any>;

/** A home folder and a platform, in which the built command runs. */
export class Machine {
  readonly home: string;
  readonly data: string;
  readonly work: string;
  readonly #platform: Platform;

  constructor(home: string, platform: Platform) {
    this.home = home;
    this.data = join(home, 'data of tulving');
    this.work = join(home, 'work');
    this.#platform = platform;
    mkdirSync(this.work);
  }

  /** Runs it with --json. @throws Error with what it said, unless it ended well */
  async json(argv: readonly string[], extra: Record<string, string> = {}): Promise<Answer> {
    const { code, out, err } = await this.run([...argv, '--json'], extra);
    if (code !== 0) throw new Error(`It ended with ${code}: ${err}${out}`);
    return JSON.parse(out) as Answer;
  }

  run(argv: readonly string[], extra: Record<string, string> = {}) {
    const { home } = this;
    const child = spawn(
      process.execPath,
      ['--import', simulate, bin, ...argv, '--data', this.data],
      {
        cwd: this.work,
        stdio: 'pipe',
        env: {
          PATH: process.env['PATH'],
          SIMULATED_PLATFORM: this.#platform,
          HOME: home,
          USERPROFILE: home,
          APPDATA: join(home, 'AppData', 'Roaming'),
          LOCALAPPDATA: join(home, 'AppData', 'Local'),
          ...extra,
        },
      },
    );
    return ended(child);
  }
}

/** Files and folders below, but for the folders in which Tulving keeps its own record. */
export function filesIn(folder: string): string[] {
  const own = ['.local', 'AppData', 'Library'];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !own.includes(path.split('/')[0] ?? ''))
    .toSorted();
}
