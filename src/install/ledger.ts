import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { TulvingError } from '../errors.js';
import { orUntouched, removeEmptyFolders, sweepBeside } from './config-file.js';
import {
  type ConfigRow,
  type FileRow,
  ledgerText,
  type Placed,
  readRows,
  type Row,
  sha256,
} from './ledger-file.js';
import { withLock } from './lock.js';
import { stateFolder, type World } from './world.js';

const LEDGER = 'installed.json';
const LOCK = 'installed.lock';
/** Of files before we changed them, as long as we may have to give them back. */
const COPIES = 'before';
/** Of files before an entry was taken out that somebody had put in by hand. */
const TAKEN = 'taken';

/** What Tulving put into the files of others, so that all of it can be taken out again. */
export class Ledger {
  readonly #folder: string;
  #rows: Row[];

  private constructor(folder: string) {
    this.#folder = folder;
    this.#rows = readRows(join(folder, LEDGER));
  }

  /** To look at only. */
  static read(world: World): Ledger {
    return new Ledger(stateFolder(world));
  }

  /** To change: nobody else does meanwhile. */
  static async change<Result>(
    world: World,
    work: (ledger: Ledger) => Promise<Result>,
  ): Promise<Result> {
    const folder = stateFolder(world);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return await withLock(join(folder, LOCK), async () => {
        const ledger = new Ledger(folder);
        ledger.#sweep();
        const result = await work(ledger);
        ledger.#sweepCopies();
        return result;
      });
    } catch (error) {
      throw isOfFiles(error) ? noRecord(folder, error) : error;
    }
  }

  get folder(): string {
    return this.#folder;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  get scripts(): readonly FileRow[] {
    return this.#rows.filter((row) => row.kind === 'file');
  }

  get entries(): readonly Placed[] {
    const configs = this.#rows.filter((row) => row.kind === 'config');
    return configs.flatMap(({ path, entries }) => entries.map((entry) => ({ ...entry, path })));
  }

  /** Of the config file at a path. */
  config(path: string): ConfigRow | undefined {
    return this.#rows.find((row): row is ConfigRow => row.kind === 'config' && row.path === path);
  }

  /** Adds a row, or takes the place of one. */
  put(row: Row, previous?: Row): void {
    const index = previous ? this.#rows.indexOf(previous) : -1;
    this.#save(index < 0 ? [...this.#rows, row] : this.#rows.with(index, row));
  }

  /** A whole file of ours, as it was written. */
  putFile(path: string, text: string): void {
    const previous = this.scripts.find((row) => row.path === path);
    this.put({ kind: 'file', path, after: sha256(text), at: new Date().toISOString() }, previous);
  }

  drop(row: Row): void {
    this.#save(this.#rows.filter((other) => other !== row));
  }

  /** Keeps a file as it is before we change it. @returns the name of the copy */
  keep(text: string): string {
    return this.#copy(COPIES, text);
  }

  /** Keeps a file before somebody's own entry is taken out of it. @returns the path of the copy */
  keepTaken(text: string): string {
    return join(this.#folder, TAKEN, this.#copy(TAKEN, text));
  }

  /** Undefined: somebody has removed it, or changed it. */
  copyOf({ copy, before }: ConfigRow): string | undefined {
    if (copy === null || !existsSync(this.copyPath(copy))) return undefined;
    const text = readFileSync(this.copyPath(copy), 'utf8');
    return sha256(text) === before ? text : undefined;
  }

  copyPath(name: string): string {
    return join(this.#folder, COPIES, name);
  }

  /** All files of the ledger itself. */
  files(): string[] {
    const copies = [COPIES, TAKEN].flatMap((name) => filesIn(join(this.#folder, name)));
    const ledger = join(this.#folder, LEDGER);
    return [...copies, ...(existsSync(ledger) ? [ledger] : [])];
  }

  /** When nothing is left to remember; but for the copies named. @returns whether all is gone */
  remove(but: readonly string[] = filesIn(join(this.#folder, TAKEN))): boolean {
    for (const file of this.files()) if (!but.includes(file)) rmSync(file, { force: true });
    for (const name of [COPIES, TAKEN]) removeEmptyFolders([join(this.#folder, name)]);
    return this.files().length === 0;
  }

  #copy(folder: string, text: string): string {
    const name = `${new Date().toISOString().slice(0, 10)}-${randomUUID()}`;
    const path = join(this.#folder, folder, name);
    orUntouched(path, () => {
      mkdirSync(join(this.#folder, folder), { recursive: true, mode: 0o700 });
      writeFileSync(path, text, { mode: 0o600 });
    });
    return name;
  }

  /** What processes that were killed have left. */
  #sweep(): void {
    for (const path of filesIn(this.#folder)) {
      const ofLedger = path.startsWith(join(this.#folder, `${LEDGER}.`));
      if (ofLedger) rmSync(path, { force: true });
    }
    for (const row of this.#rows) if (row.kind === 'config') sweepBeside(row.path);
    this.#sweepCopies();
  }

  /** Copies that no row needs any more. */
  #sweepCopies(): void {
    const used = this.#rows.flatMap((row) => (row.kind === 'config' ? [row.copy, row.edited] : []));
    const paths = used.flatMap((name) => (name === null ? [] : [this.copyPath(name)]));
    for (const path of filesIn(join(this.#folder, COPIES))) {
      if (!paths.includes(path)) rmSync(path, { force: true });
    }
  }

  #save(rows: Row[]): void {
    const path = join(this.#folder, LEDGER);
    orUntouched(path, () => {
      const beside = `${path}.${process.pid}`;
      const file = openSync(beside, 'w', 0o600);
      try {
        writeFileSync(file, ledgerText(rows));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(beside, path);
    });
    this.#rows = rows;
  }
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => join(folder, name));
}

function isOfFiles(error: unknown): boolean {
  return !TulvingError.isInstance(error) && (error as NodeJS.ErrnoException).syscall !== undefined;
}

function noRecord(folder: string, error: unknown): TulvingError {
  const reason = error instanceof Error ? error.message : String(error);
  return new TulvingError(
    'config_not_edited',
    `${folder}, where Tulving records what it puts where, cannot be written: ${reason}.`,
    { cause: error, remedy: 'Give this user write permission there.' },
  );
}
