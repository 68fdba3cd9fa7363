import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TulvingError } from '../../errors.js';
import { Connection, loadDriver } from '../sqlite/driver.js';
import { HeldDatabase } from '../sqlite/hold.js';
import { migrationStatus, readMigrations } from '../sqlite/migrate.js';
import { FILE_NAME, type Opened, openDatabase } from '../sqlite/open.js';
import { leaveOneFile } from '../sqlite/store.js';
import { nothingWasKept, unfinishedOther } from './fit.js';
import type { CopyPlace, CopyReads, CopyTable, CopyTarget, Found, Range, Row } from './port.js';
import { whereOf } from './range.js';
import { SqliteRows } from './sqlite-rows.js';
import { indexWordless, replaceWords } from './sqlite-words.js';
import { words } from './tables.js';

/** Where a copy comes about, inside of the data directory; `source` names the store that is copied. */
const STAGING = 'copying';
const NOTE = 'source';

export class SqlitePlace implements CopyPlace {
  readonly engine = 'sqlite';
  readonly location: string;
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    this.location = join(directory, FILE_NAME);
  }

  async inspect(): Promise<Found> {
    const newest = readMigrations().at(-1)?.number ?? 0;
    const nothing = { schema: 0, newest, node: undefined, isEmpty: true };
    if (!existsSync(this.location)) return nothing;
    const db = await this.#connect();
    try {
      const { found: schema } = migrationStatus(db);
      if (schema === 0) return nothing;
      const named = "SELECT value FROM setting WHERE name = 'node'";
      const node = db.get<{ value: string }>(named)?.value;
      const isEmpty = db.get<{ empty: number }>(nothingWasKept)?.empty === 1;
      return { schema, newest, node, isEmpty };
    } finally {
      db.close();
    }
  }

  async snapshot<Result>(work: (reads: CopyReads) => Promise<Result>): Promise<Result> {
    const { connection } = await openDatabase({ directory: this.#directory });
    connection.exec('BEGIN');
    try {
      return await work(new SqliteRows(connection));
    } finally {
      // The list of words goes with it.
      connection.exec('ROLLBACK');
      leaveOneFile(connection);
      connection.close();
    }
  }

  async target(node: string, { anew }: { anew: boolean }): Promise<CopyTarget> {
    const staging = join(this.#directory, STAGING);
    if (anew) rmSync(staging, { recursive: true, force: true });
    const note = join(staging, NOTE);
    const resumed = existsSync(note);
    if (resumed && readFileSync(note, 'utf8') !== node) throw unfinishedOther(staging);
    const opened = await openDatabase({ directory: staging });
    writeFileSync(note, node, { mode: 0o600 });
    const settle = async () => {
      await this.#settle(join(staging, FILE_NAME));
      rmSync(staging, { recursive: true });
    };
    return new SqliteTarget(opened, { resumed, settle });
  }

  async close(): Promise<void> {}

  /** The empty database that is there is replaced. */
  async #settle(file: string): Promise<void> {
    const held = await HeldDatabase.hold(this.location);
    try {
      if (!(await this.inspect()).isEmpty) {
        throw new TulvingError('copy_target_taken', `${this.location} was written to meanwhile.`);
      }
      held.replaceBy(file);
    } finally {
      held.release();
    }
  }

  async #connect(): Promise<Connection> {
    const { DatabaseSync } = await loadDriver();
    const connection = new Connection(new DatabaseSync(this.location));
    connection.exec('PRAGMA busy_timeout = 5000');
    return connection;
  }
}

interface TargetOptions {
  resumed: boolean;
  /** Takes the closed file to where it belongs. */
  settle: () => Promise<void>;
}

class SqliteTarget extends SqliteRows implements CopyTarget {
  readonly resumed: boolean;
  readonly #db: Connection;
  readonly #settle: () => Promise<void>;
  #isOpen = true;

  constructor({ connection }: Opened, { resumed, settle }: TargetOptions) {
    super(connection);
    this.#db = connection;
    this.#settle = settle;
    this.resumed = resumed;
    // Rows come table by table; at the end all references are looked at.
    connection.exec('PRAGMA foreign_keys = OFF');
    // A power cut may cost the last portions: then they differ, and are written again.
    connection.exec('PRAGMA synchronous = NORMAL');
  }

  async beginRound(): Promise<void> {
    this.words.drop();
  }

  async replace(
    table: CopyTable,
    columns: readonly string[],
    range: Range,
    rows: readonly Row[],
  ): Promise<void> {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      if (table.name === words.name) replaceWords(this.#db, range, rows);
      else this.#replaceRows(table, columns, range, rows);
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  async finish(sequences: Readonly<Record<string, number>>): Promise<void> {
    this.words.drop();
    indexWordless(this.#db);
    this.#continueNumbers(sequences);
    const loose = this.#db.all('PRAGMA foreign_key_check').length;
    if (loose > 0) {
      throw new TulvingError('store_damaged', `${loose} references of the source lead nowhere.`);
    }
    this.#db.exec('PRAGMA synchronous = FULL');
    await this.close();
    await this.#settle();
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    leaveOneFile(this.#db);
    this.#db.close();
  }

  #replaceRows(
    table: CopyTable,
    columns: readonly string[],
    range: Range,
    rows: readonly Row[],
  ): void {
    const { sql, values } = whereOf(table, range);
    this.#db.run(`DELETE FROM "${table.name}"${sql}`, ...values);
    this.insert(table, columns, rows);
  }

  #continueNumbers(sequences: Readonly<Record<string, number>>): void {
    for (const [name, seq] of Object.entries(sequences)) {
      const { changes } = this.#db.run(
        'UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?',
        seq,
        name,
      );
      const counts = "SELECT 1 FROM sqlite_schema WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'";
      if (changes > 0 || !this.#db.get(counts, name)) continue;
      this.#db.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', name, seq);
    }
  }
}
