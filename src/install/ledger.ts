import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TulvingError } from '../errors.js';
import { removeEmptyFolders } from './config-file.js';
import { withLock } from './lock.js';
import { stateFolder, type World } from './world.js';

const LEDGER = 'installed.json';
const COPIES = 'before';

const place = z.object({
  format: z.enum(['json', 'toml', 'yaml']),
  path: z.array(z.string()),
  inList: z.boolean().optional(),
});

const common = {
  path: z.string(),
  /** SHA-256 of the file as we left it. */
  after: z.string(),
  at: z.string(),
};

const entryRow = z.object({
  ...common,
  kind: z.literal('entry'),
  client: z.string(),
  name: z.string(),
  project: z.boolean(),
  place,
  /** SHA-256 of the file without the entry; null: there was no file. */
  before: z.string().nullable(),
  /** The copy of it, a name in the folder of copies. */
  copy: z.string().nullable(),
  /** How many containers of the path we made. */
  prune: z.number(),
  /** Folders that we made, the outermost first. */
  folders: z.array(z.string()),
});

/** A whole file that is ours, such as a script for a shell. */
const fileRow = z.object({ ...common, kind: z.literal('file') });

const ledgerFile = z.object({
  version: z.literal(1),
  rows: z.array(z.discriminatedUnion('kind', [entryRow, fileRow])),
});

export type EntryRow = z.infer<typeof entryRow>;
export type FileRow = z.infer<typeof fileRow>;
export type Row = EntryRow | FileRow;

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
    makeFolder(folder);
    return withLock(join(folder, 'installed.lock'), () => work(new Ledger(folder)));
  }

  get folder(): string {
    return this.#folder;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  get entries(): readonly EntryRow[] {
    return this.#rows.filter((row) => row.kind === 'entry');
  }

  /** Adds a row, or takes the place of one. */
  put(row: Row, before?: Row): void {
    const index = before ? this.#rows.indexOf(before) : -1;
    this.#save(index < 0 ? [...this.#rows, row] : this.#rows.with(index, row));
    if (before) this.#discardCopyOf(before);
  }

  /** A whole file of ours, as it was written. */
  putFile(path: string, text: string): void {
    const before = this.#rows.find((row) => row.kind === 'file' && row.path === path);
    this.put({ kind: 'file', path, after: sha256(text), at: new Date().toISOString() }, before);
  }

  drop(row: Row): void {
    this.#save(this.#rows.filter((other) => other !== row));
    this.#discardCopyOf(row);
  }

  /** Keeps a file as it is before we change it. @returns the name of the copy */
  keep(text: string): string {
    const name = `${new Date().toISOString().slice(0, 10)}-${randomUUID()}`;
    mkdirSync(join(this.#folder, COPIES), { recursive: true, mode: 0o700 });
    writeFileSync(this.copyPath(name), text, { mode: 0o600 });
    return name;
  }

  /** Removes a copy that no row needs. */
  discard(copy: string): void {
    if (this.entries.some((row) => row.copy === copy)) return;
    rmSync(this.copyPath(copy), { force: true });
  }

  /** Undefined: somebody has removed it. */
  copyOf({ copy }: EntryRow): string | undefined {
    if (copy === null || !existsSync(this.copyPath(copy))) return undefined;
    return readFileSync(this.copyPath(copy), 'utf8');
  }

  copyPath(name: string): string {
    return join(this.#folder, COPIES, name);
  }

  /** All files of the ledger itself. */
  files(): string[] {
    const copies = join(this.#folder, COPIES);
    const names = existsSync(copies) ? readdirSync(copies) : [];
    const ledger = join(this.#folder, LEDGER);
    return [...names.map((name) => join(copies, name)), ...(existsSync(ledger) ? [ledger] : [])];
  }

  /** When nothing is left to remember. */
  remove(): void {
    for (const file of this.files()) rmSync(file, { force: true });
    removeEmptyFolders([this.#folder, join(this.#folder, COPIES)]);
  }

  #discardCopyOf(row: Row): void {
    if (row.kind === 'entry' && row.copy !== null) this.discard(row.copy);
  }

  #save(rows: Row[]): void {
    const path = join(this.#folder, LEDGER);
    const beside = `${path}.${process.pid}`;
    const file = openSync(beside, 'w', 0o600);
    try {
      writeFileSync(file, `${JSON.stringify({ version: 1, rows }, null, 2)}\n`);
    } finally {
      closeSync(file);
    }
    chmodSync(beside, 0o600);
    renameSync(beside, path);
    this.#rows = rows;
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TulvingError(
      'config_not_edited',
      `${folder}, where Tulving records what it puts where, cannot be made: ${reason}. Nothing was changed.`,
      { cause: error, remedy: 'Give this user write permission there.' },
    );
  }
}

function readRows(path: string): Row[] {
  if (!existsSync(path)) return [];
  try {
    return ledgerFile.parse(JSON.parse(readFileSync(path, 'utf8'))).rows;
  } catch (error) {
    throw new TulvingError(
      'config_not_edited',
      `${path}, which tells what Tulving put where, cannot be read. Nothing was changed.`,
      {
        cause: error,
        remedy:
          'Mend it, or move it away: then `tulving uninstall` finds entries by looking, and cannot give back the very same bytes.',
      },
    );
  }
}
