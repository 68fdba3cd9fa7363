import { existsSync, renameSync, statSync } from 'node:fs';
import { TulvingError } from '../../errors.js';
import { Connection, loadDriver } from './driver.js';
import { isBusy, storeError } from './errors.js';
import { refuseForeignFile } from './migrate.js';

/** Who renames. Windows has rules of its own. */
interface System {
  platform: NodeJS.Platform;
  rename: (from: string, to: string) => void;
}

const thisSystem: System = { platform: process.platform, rename: renameSync };

/**
 * A database, or the place of one, that stays as it is until another takes its place: others may read it, and who
 * opens it to write finds it busy, so that nothing acknowledged goes to a file that is about to be replaced.
 *
 * While it is held, nothing of this process may open the file itself and close it: that would end the locks (POSIX).
 */
export class HeldDatabase {
  readonly #path: string;
  #db: Connection | undefined;

  private constructor(path: string, db: Connection | undefined) {
    this.#path = path;
    this.#db = db;
  }

  /** @throws TulvingError store_busy where somebody has it open, however idle, or is replacing it */
  static async hold(path: string): Promise<HeldDatabase> {
    const driver = await loadDriver();
    let db: Connection | undefined;
    try {
      const before = fileAt(path);
      if (before === undefined) return new HeldDatabase(path, undefined);
      refuseForeignFile(path);
      db = new Connection(new driver.DatabaseSync(path));
      db.exec('PRAGMA busy_timeout = 5000');
      // Leaving WAL mode takes that nobody else is there.
      db.exec('PRAGMA journal_mode = DELETE');
      db.exec('BEGIN IMMEDIATE');
      // Another restore has put its file here while this one waited: SQLite would only tell at the first write.
      if (fileAt(path) !== before) throw inUse(path);
      // Somebody has entered it again in between.
      if (existsSync(`${path}-wal`)) throw inUse(path);
      return new HeldDatabase(path, db);
    } catch (error) {
      db?.close();
      throw isBusy(error) ? inUse(path, error) : storeError(error, `Opening ${path}`);
    }
  }

  /**
   * The renaming comes before the release: whoever has opened the old file meanwhile is refused by SQLite when it
   * writes (`SQLITE_READONLY_DBMOVED`). Windows renames over no open file, be it ours or that of another.
   *
   * @throws TulvingError store_busy where somebody has opened it meanwhile and the system is Windows
   */
  replaceBy(file: string, { platform, rename }: System = thisSystem): void {
    if (this.#db === undefined && existsSync(this.#path)) throw inUse(this.#path);
    if (platform === 'win32') this.release();
    try {
      rename(file, this.#path);
    } catch (error) {
      if (platform === 'win32' && isOpenElsewhere(error)) throw inUse(this.#path, error);
      throw storeError(error, `Replacing ${this.#path}`);
    }
    this.release();
  }

  release(): void {
    this.#db?.close();
    this.#db = undefined;
  }
}

/** Tells one file from another of the same name; undefined: none is there. */
function fileAt(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** What Windows answers to a renaming over an open file. */
function isOpenElsewhere(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
}

function inUse(path: string, cause?: unknown): TulvingError {
  return new TulvingError('store_busy', `${path} is open in another process.`, {
    cause,
    remedy: 'Stop the server and the clients that have started Tulving, then try again.',
  });
}
