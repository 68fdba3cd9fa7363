import { existsSync, renameSync } from 'node:fs';
import { TulvingError } from '../../errors.js';
import { Connection, loadDriver } from './driver.js';
import { isBusy, storeError } from './errors.js';

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

  /** @throws TulvingError store_busy where somebody has it open, however idle */
  static async hold(path: string): Promise<HeldDatabase> {
    if (!existsSync(path)) return new HeldDatabase(path, undefined);
    const { DatabaseSync } = await loadDriver();
    const db = new Connection(new DatabaseSync(path));
    try {
      db.exec('PRAGMA busy_timeout = 5000');
      // Leaving WAL mode takes that nobody else is there.
      db.exec('PRAGMA journal_mode = DELETE');
      db.exec('BEGIN IMMEDIATE');
      // Somebody has entered it again in between.
      if (existsSync(`${path}-wal`)) throw inUse(path);
      return new HeldDatabase(path, db);
    } catch (error) {
      db.close();
      throw isBusy(error) ? inUse(path, error) : storeError(error, `Opening ${path}`);
    }
  }

  /**
   * The renaming comes before the release: whoever has opened the old file meanwhile is refused by SQLite when it
   * writes (`SQLITE_READONLY_DBMOVED`). Windows renames over no open file, be it ours or that of another.
   */
  replaceBy(file: string): void {
    if (this.#db === undefined && existsSync(this.#path)) throw inUse(this.#path);
    if (process.platform === 'win32') this.release();
    renameSync(file, this.#path);
    this.release();
  }

  release(): void {
    this.#db?.close();
    this.#db = undefined;
  }
}

function inUse(path: string, cause?: unknown): TulvingError {
  return new TulvingError('store_busy', `${path} is open in another process.`, {
    cause,
    remedy: 'Stop the server and the clients that have started Tulving, then try again.',
  });
}
