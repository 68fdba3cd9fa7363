import { type ErrorCode, errorTable } from '../../errors.js';
import type { Memory } from '../../memory.js';
import type { Settings, Words } from '../../settings.js';

export type CheckState = 'ok' | 'skipped' | 'warning' | 'fault';

export interface Outcome {
  status: CheckState;
  detail: string;
  remedy?: string | undefined;
  /** Of a fault: the row of the error table that the exit code is taken from. */
  code?: ErrorCode | undefined;
  /** What was measured of a model. */
  figures?: { ms?: number; dimension?: number };
}

/** One thing that is looked at. */
export interface Check<Context = DoctorContext> {
  name: string;
  title: Words;
  run(context: Context): Outcome | Promise<Outcome>;
}

export interface CheckGroup<Context = DoctorContext> {
  name: string;
  title: Words;
  checks: readonly Check<Context>[];
}

/** One client program that Tulving was installed into. */
export interface InstalledClient {
  client: string;
  path: string;
  works: boolean;
  remedy?: string;
}

/** The memory of the data directory; one check opens it, and those after it look into it. */
export interface CheckedStore {
  /** The database file. */
  readonly path: string;
  /** Undefined until it was opened. */
  readonly memory: Memory | undefined;
  /** @throws TulvingError when it cannot be opened */
  open(): Promise<Memory>;
}

/** The server of `--url`. */
export interface CheckedServer {
  readonly url: string;
  /** Asks once, however often it is called. @throws TulvingError `server_unreachable` */
  hello(): Promise<ServerHello>;
}

export interface ServerHello {
  version: string;
  /** What the server's clock says, in ms; undefined where it does not tell. */
  date: number | undefined;
}

/** What checks look at. */
export interface DoctorContext {
  settings: Settings;
  environment: Readonly<Record<string, string | undefined>>;
  store: CheckedStore;
  /** Missing without `--url`. */
  server?: CheckedServer | undefined;
  /** Missing where nothing knows of clients. */
  installedClients?: (() => Promise<readonly InstalledClient[]>) | undefined;
  fetch: typeof globalThis.fetch;
  clock: () => number;
}

export function ok(detail: string): Outcome {
  return { status: 'ok', detail };
}

export function skipped(detail: string): Outcome {
  return { status: 'skipped', detail };
}

export function warning(detail: string, remedy: string): Outcome {
  return { status: 'warning', detail, remedy };
}

export function fault(
  code: ErrorCode,
  detail: string,
  remedy: string = errorTable[code].remedy,
): Outcome {
  return { status: 'fault', detail, remedy, code };
}

/** A check of what is in the store; skipped where it did not open, which a check of its own tells. */
export function withStore(
  work: (memory: Memory, context: DoctorContext) => Promise<Outcome>,
): Check['run'] {
  return async (context) => {
    const { memory } = context.store;
    return memory ? work(memory, context) : skipped('the database is not open; see Storage');
  };
}

/** `1.5 GiB`, `12 KiB`. */
export function shownBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const digits = power === 0 ? 0 : 1;
  return `${(bytes / 1024 ** power).toFixed(digits)} ${units[power]}`;
}
