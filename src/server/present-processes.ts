import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Connection } from '../model/connections.js';
import { formatInstant } from '../model/time.js';
import { isAlive } from '../processes.js';

/**
 * Processes that serve a client on standard input from a data directory, as files in it: a server sees them there
 * and tells of them with its own connections. Of one on another machine only its silence shows that it is gone.
 */

const FOLDER = 'connections';
const FILE = /^\d+\.json$/;
/** How often one says that it is there, and after how long it counts as gone; in ms. */
const BEAT = 20_000;
const SILENT = 3 * BEAT;

const presenceSchema = z.object({
  host: z.string(),
  app: z.string().nullable(),
  requests: z.int(),
  since: z.number(),
  last: z.number(),
});

type Presence = z.infer<typeof presenceSchema>;

export interface PresentProcessParts {
  data: string;
  app: string | null;
  /** Told of what keeps it from showing itself: it serves all the same. */
  onError: (error: unknown) => void;
}

/** This process, shown for as long as it serves. */
export class PresentProcess {
  readonly #path: string;
  readonly #onError: (error: unknown) => void;
  readonly #presence: Presence;
  #timer: NodeJS.Timeout | undefined;

  constructor({ data, app, onError }: PresentProcessParts) {
    this.#path = join(data, FOLDER, `${process.pid}.json`);
    this.#onError = onError;
    const now = Date.now();
    this.#presence = { host: hostname(), app, requests: 0, since: now, last: now };
  }

  start(): void {
    this.#write();
    this.#timer = setInterval(() => this.#write(), BEAT);
    this.#timer.unref();
  }

  /** What the client calls itself, where the command line did not say. */
  named(app: string | undefined): void {
    if (app === undefined || this.#presence.app !== null) return;
    this.#presence.app = app;
    this.#write();
  }

  asked(): void {
    this.#presence.requests += 1;
    this.#presence.last = Date.now();
  }

  end(): void {
    clearInterval(this.#timer);
    rmSync(this.#path, { force: true });
  }

  #write(): void {
    try {
      mkdirSync(join(this.#path, '..'), { recursive: true, mode: 0o700 });
      writeFileSync(`${this.#path}.part`, JSON.stringify(this.#presence), { mode: 0o600 });
      renameSync(`${this.#path}.part`, this.#path);
    } catch (error) {
      this.#onError(error);
    }
  }
}

/** Those that serve from a data directory now. What the dead have left is taken away. */
export function presentProcesses(data: string): Connection[] {
  const folder = join(data, FOLDER);
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = read(path);
    if (found && isThere(name, path, found)) return [present(found)];
    rmSync(path, { force: true });
    return [];
  });
}

function isThere(name: string, path: string, { host }: Presence): boolean {
  const beat = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return host === hostname() ? isAlive(Number.parseInt(name, 10)) : Date.now() - beat < SILENT;
}

function read(path: string): Presence | undefined {
  try {
    return presenceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Of another version, or cut off by a full disk: whoever wrote it writes it again.
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => FILE.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function present({ app, requests, since, last }: Presence): Connection {
  return {
    transport: 'stdio',
    app,
    claimed: app === null ? null : true,
    principal: null,
    streams: 1,
    requests,
    since: formatInstant(since),
    last_at: formatInstant(last),
  };
}
