import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { TulvingError } from '../../errors.js';
import type { Instant } from '../../model/time.js';
import type { ChangeSet, Receipt } from '../change-set.js';
import type {
  Check,
  Compaction,
  SpaceIdentity,
  Store,
  StoreManifest,
  StoreStatus,
} from '../port.js';
import { countAll } from '../sql/status.js';
import { check } from './check.js';
import { applyChangeSet } from './commit.js';
import { compact } from './compact.js';
import { SqlApps } from '../sql/apps.js';
import { SqliteAccessLog } from './access-log.js';
import { SqlAudit } from '../sql/audit.js';
import { SqlBatches } from '../sql/batches.js';
import { SqlCarried } from '../sql/carried.js';
import type { Bindable } from '../sql/condition.js';
import { SqlCubes } from '../sql/cubes.js';
import { SqlGraph } from '../sql/graph.js';
import type { Connection } from './driver.js';
import { secretOf } from './erase.js';
import { isBusy } from './errors.js';
import { indexAllFields } from './fields.js';
import { SqliteForms } from './forms.js';
import { SqlHistory } from '../sql/history.js';
import { isOutdated, SqlIndexing } from '../sql/indexing.js';
import { SqliteJobs } from './jobs.js';
import { SqliteKeys } from './keys.js';
import { SqlLog } from '../sql/log.js';
import { SqliteMemories } from './memories.js';
import { type Opened, type OpenOptions, openDatabase } from './open.js';
import { SqlNames } from '../sql/names.js';
import { SqlNotes } from '../sql/notes.js';
import { SqlPolicies } from '../sql/policies.js';
import { SqlRemovals } from '../sql/removals.js';
import { SqlReviews } from '../sql/reviews.js';
import { SqlTimeline } from '../sql/timeline.js';
import { SqlRules } from '../sql/rules.js';
import { SqlWebhooks } from '../sql/webhooks.js';
import { SqliteStatements } from './statements.js';
import { readMemories } from './stored-memory.js';
import { SqliteSpaces } from './spaces.js';
import { SqliteTraces } from './traces.js';
import { SqliteVectors } from './vectors.js';
import { SqliteWords } from './words.js';
import { WriteQueue } from './write-queue.js';

/** Cubes by number, each with one look into the index on cube, analyser and space; nothing is sorted. */
const OUTDATED = `FROM cube c NOT INDEXED CROSS JOIN memory m INDEXED BY memory_index
  ON m.cube = c.no AND ${isOutdated('m')}
  WHERE c.tenant = ?`;

/** Opens the store in a data directory; several processes may have it open. */
export async function openSqliteStore(options: OpenOptions): Promise<SqliteStore> {
  const store = new SqliteStore(await openDatabase(options));
  await store.prepare();
  return store;
}

export class SqliteStore implements Store {
  readonly manifest: StoreManifest = { name: 'sqlite', sharedByProcesses: true };
  readonly memories: SqliteMemories;
  readonly history: SqlHistory;
  readonly removals: SqlRemovals;
  readonly reviews: SqlReviews;
  readonly notes: SqlNotes;
  readonly forms: SqliteForms;
  readonly apps: SqlApps;
  readonly policies: SqlPolicies;
  readonly cubes: SqlCubes;
  readonly words: SqliteWords;
  readonly vectors: SqliteVectors;
  readonly indexing: SqlIndexing;
  readonly log: SqlLog;
  readonly keys: SqliteKeys;
  readonly jobs: SqliteJobs;
  readonly traces: SqliteTraces;
  readonly spaces: SqliteSpaces;
  readonly graph: SqlGraph;
  readonly batches: SqlBatches;
  readonly carried: SqlCarried;
  readonly timeline: SqlTimeline;
  readonly rules: SqlRules;
  readonly audit: SqlAudit;
  readonly webhooks: SqlWebhooks;
  readonly accessLog: SqliteAccessLog;
  readonly #opened: Opened;
  readonly #writes: WriteQueue;
  readonly #statements: SqliteStatements;
  readonly #names: SqlNames;
  #closed = false;

  constructor(opened: Opened) {
    const { connection } = opened;
    this.#opened = opened;
    this.#writes = new WriteQueue(connection);
    const statements = new SqliteStatements(connection, this.#writes);
    this.#statements = statements;
    this.#names = new SqlNames(statements);
    this.memories = new SqliteMemories(connection, statements);
    const memories = async (rest: string, ...parameters: Bindable[]) =>
      readMemories(connection, rest, ...parameters);
    this.history = new SqlHistory(statements, memories);
    this.removals = new SqlRemovals(statements, {
      memories,
      secret: async () => secretOf(connection),
    });
    this.reviews = new SqlReviews(statements);
    this.notes = new SqlNotes(statements);
    this.forms = new SqliteForms(statements, this.#writes);
    this.apps = new SqlApps(statements);
    this.policies = new SqlPolicies(statements);
    this.cubes = new SqlCubes(statements);
    this.words = new SqliteWords(connection);
    this.vectors = new SqliteVectors(connection);
    this.indexing = new SqlIndexing(statements, OUTDATED);
    this.log = new SqlLog(statements);
    this.keys = new SqliteKeys(statements, this.#writes);
    this.jobs = new SqliteJobs(statements, this.#writes);
    this.traces = new SqliteTraces(statements, this.#writes);
    this.spaces = new SqliteSpaces(statements, this.#writes);
    this.graph = new SqlGraph(statements);
    this.batches = new SqlBatches(statements);
    this.carried = new SqlCarried(statements);
    this.timeline = new SqlTimeline(statements);
    this.rules = new SqlRules(statements);
    this.audit = new SqlAudit(statements);
    this.webhooks = new SqlWebhooks(statements);
    this.accessLog = new SqliteAccessLog(statements, this.#writes);
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
    return check(this.#opened.connection, this.#statements, this.#opened.path);
  }

  compact(options: { whole: boolean }): Promise<Compaction> {
    return compact(this.#opened, this.#writes, options);
  }

  async commit(changes: ChangeSet): Promise<Receipt> {
    if (this.#closed) throw new TulvingError('closed', 'A write came after close().');
    return this.#writes.run((db) => applyChangeSet(db, changes));
  }

  tenant(name: string): Promise<number> {
    return this.#names.tenant(name);
  }

  node(): Promise<string> {
    return this.#names.node();
  }

  tenants(): Promise<number[]> {
    return this.#names.tenants();
  }

  cube(tenant: number, name: string, at: Instant): Promise<number> {
    return this.#names.cube(tenant, name, at);
  }

  space(identity: SpaceIdentity): Promise<number> {
    return this.#names.space(identity);
  }

  async status(): Promise<StoreStatus> {
    const { connection, path, schema } = this.#opened;
    const pragma = (name: 'page_count' | 'page_size') =>
      Object.values(connection.get<Record<string, number>>(`PRAGMA ${name}`) ?? {})[0] ?? 0;
    return {
      engine: 'sqlite',
      location: path,
      schema,
      bytes: pragma('page_count') * pragma('page_size'),
      ...(await countAll(this.#statements)),
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
export function leaveOneFile(connection: Connection): void {
  try {
    connection.exec('PRAGMA journal_mode = DELETE');
  } catch (error) {
    // Another process has the database open and goes on with both files.
    if (!isBusy(error)) throw error;
  }
}
