import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { TulvingError } from '../../errors.js';
import type { MemoryState } from '../../model/memory.js';
import type { ChangeSet, Receipt } from '../change-set.js';
import type {
  Check,
  Compaction,
  SpaceIdentity,
  Store,
  StoreManifest,
  StoreStatus,
} from '../port.js';
import { check } from './check.js';
import { applyChangeSet } from './commit.js';
import { compact } from './compact.js';
import { SqliteCubes } from './cubes.js';
import type { Connection } from './driver.js';
import { isBusy } from './errors.js';
import { indexAllFields } from './fields.js';
import { SqliteHistory } from './history.js';
import { SqliteIndexing } from './indexing.js';
import { SqliteJobs } from './jobs.js';
import { SqliteKeys } from './keys.js';
import { SqliteLog } from './log.js';
import { SqliteMemories } from './memories.js';
import { type Opened, type OpenOptions, openDatabase } from './open.js';
import { SqliteRemovals } from './removals.js';
import { SqliteSpaces } from './spaces.js';
import { SqliteTraces } from './traces.js';
import { SqliteVectors } from './vectors.js';
import { SqliteWords } from './words.js';
import { WriteQueue } from './write-queue.js';

/** Opens the store in a data directory; several processes may have it open. */
export async function openSqliteStore(options: OpenOptions): Promise<SqliteStore> {
  const store = new SqliteStore(await openDatabase(options));
  await store.prepare();
  return store;
}

export class SqliteStore implements Store {
  readonly manifest: StoreManifest = { name: 'sqlite', sharedByProcesses: true };
  readonly memories: SqliteMemories;
  readonly history: SqliteHistory;
  readonly removals: SqliteRemovals;
  readonly cubes: SqliteCubes;
  readonly words: SqliteWords;
  readonly vectors: SqliteVectors;
  readonly indexing: SqliteIndexing;
  readonly log: SqliteLog;
  readonly keys: SqliteKeys;
  readonly jobs: SqliteJobs;
  readonly traces: SqliteTraces;
  readonly spaces: SqliteSpaces;
  readonly #opened: Opened;
  readonly #writes: WriteQueue;
  #closed = false;

  constructor(opened: Opened) {
    const { connection } = opened;
    this.#opened = opened;
    this.#writes = new WriteQueue(connection);
    this.memories = new SqliteMemories(connection);
    this.history = new SqliteHistory(connection);
    this.removals = new SqliteRemovals(connection);
    this.cubes = new SqliteCubes(connection);
    this.words = new SqliteWords(connection);
    this.vectors = new SqliteVectors(connection);
    this.indexing = new SqliteIndexing(connection);
    this.log = new SqliteLog(connection);
    this.keys = new SqliteKeys(connection, this.#writes);
    this.jobs = new SqliteJobs(connection, this.#writes);
    this.traces = new SqliteTraces(connection, this.#writes);
    this.spaces = new SqliteSpaces(connection, this.#writes);
  }

  /** Gives the database what it must have once: the name of this node, the key of its tombstones, its fields. */
  async prepare(): Promise<void> {
    const names = ['node', 'tombstone_key', 'field_index'];
    const sql = `SELECT count(*) AS n FROM setting WHERE name IN ('${names.join("', '")}')`;
    if (this.#opened.connection.get<{ n: number }>(sql)?.n === names.length) return;
    const insert = 'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING';
    await this.#writes.run((db) => {
      db.run(insert, 'node', v7());
      db.run(insert, 'tombstone_key', randomBytes(32).toString('hex'));
      // An older version kept metadata without indexing it.
      indexAllFields(db);
      db.run(insert, 'field_index', '1');
    });
  }

  async check(): Promise<Check[]> {
    return check(this.#opened.connection, this.#opened.path);
  }

  compact(options: { whole: boolean }): Promise<Compaction> {
    return compact(this.#opened, this.#writes, options);
  }

  async commit(changes: ChangeSet): Promise<Receipt> {
    if (this.#closed) throw new TulvingError('closed', 'A write came after close().');
    return this.#writes.run((db) => applyChangeSet(db, changes));
  }

  async tenant(name: string): Promise<number> {
    const find = 'SELECT no FROM tenant WHERE name = ?';
    const known = this.#opened.connection.get<{ no: number }>(find, name);
    if (known) return known.no;
    return this.#writes.run((db) => {
      db.run('INSERT INTO tenant (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING', v7(), name);
      return db.get<{ no: number }>(find, name)?.no ?? 0;
    });
  }

  async tenants(): Promise<number[]> {
    const rows = this.#opened.connection.all<{ no: number }>('SELECT no FROM tenant ORDER BY no');
    return rows.map(({ no }) => no);
  }

  async space({ provider, model, dimension }: SpaceIdentity): Promise<number> {
    const find = 'SELECT no FROM space WHERE provider = ? AND model = ? AND dimension = ?';
    const known = this.#opened.connection.get<{ no: number }>(find, provider, model, dimension);
    if (known) return known.no;
    return this.#writes.run((db) => {
      db.run(
        'INSERT INTO space (provider, model, dimension) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        provider,
        model,
        dimension,
      );
      return db.get<{ no: number }>(find, provider, model, dimension)?.no ?? 0;
    });
  }

  async status(): Promise<StoreStatus> {
    const { connection, path, schema } = this.#opened;
    const count = (table: string) =>
      connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0;
    const pragma = (name: 'page_count' | 'page_size') =>
      Object.values(connection.get<Record<string, number>>(`PRAGMA ${name}`) ?? {})[0] ?? 0;
    const states = connection.all<{ state: MemoryState; n: number }>(
      'SELECT state, count(*) AS n FROM memory GROUP BY state',
    );
    const memories = { active: 0, paused: 0, archived: 0, deleted: 0 };
    for (const { state, n } of states) memories[state] = n;
    return {
      engine: 'sqlite',
      location: path,
      schema,
      bytes: pragma('page_count') * pragma('page_size'),
      cubes: count('cube'),
      episodes: count('episode'),
      memories,
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writes.settled();
    leaveOneFile(this.#opened.connection);
    this.#opened.connection.close();
  }
}

/**
 * Closing removes the -wal and -shm files only when no prepared statement is left, which one of the
 * drivers has no call for; leaving WAL mode removes them in any case. Opening enters it again.
 */
function leaveOneFile(connection: Connection): void {
  try {
    connection.exec('PRAGMA journal_mode = DELETE');
  } catch (error) {
    // Another process has the database open and goes on with both files.
    if (!isBusy(error)) throw error;
  }
}
