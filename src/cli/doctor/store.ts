import { join } from 'node:path';
import type { Memory } from '../../memory.js';
import type { Settings } from '../../settings.js';
import { loadDriver } from '../../store/sqlite/driver.js';
import { storeError } from '../../store/sqlite/errors.js';
import { FILE_NAME } from '../../store/sqlite/open.js';
import { memoryOptions } from '../door.js';
import type { CheckedStore } from './check.js';

/** How long another process may hold the whole database, in ms. Opening it to use it waits longer. */
const PATIENCE = 1_000;

/** The memory of the database or of the data directory, opened at most once. */
export class DoctorStore implements CheckedStore {
  readonly path: string;
  readonly #settings: Settings;
  #memory: Memory | undefined;
  #closed = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.path = join(settings.data, FILE_NAME);
  }

  get memory(): Memory | undefined {
    return this.#memory;
  }

  async open(): Promise<Memory> {
    if (this.#settings.databaseUrl === undefined) await requireFree(this.path);
    const { createMemory } = await import('../../compose.js');
    const memory = await createMemory(memoryOptions(this.#settings));
    if (this.#closed) await memory.close();
    else this.#memory = memory;
    return memory;
  }

  /** Does not wait for an opening that hangs: that one is closed as soon as it ends. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#memory?.close();
  }
}

/** @throws TulvingError `store_busy` */
async function requireFree(path: string): Promise<void> {
  const { DatabaseSync } = await loadDriver();
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    throw storeError(error, `Reading ${path}`);
  } finally {
    database.close();
  }
}
