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
import { SqlApps } from '../sql/apps.js';
import { PostgresAccessLog } from './access-log.js';
import { SqlAudit } from '../sql/audit.js';
import { SqlBatches } from '../sql/batches.js';
import { SqlCarried } from '../sql/carried.js';
import type { Bindable } from '../sql/condition.js';
import { SqlCubes } from '../sql/cubes.js';
import { foldedName } from '../sql/folded.js';
import { SqlGraph } from '../sql/graph.js';
import { SqlHistory } from '../sql/history.js';
import { isOutdated, SqlIndexing } from '../sql/indexing.js';
import { SqlNames } from '../sql/names.js';
import { SqlNotes } from '../sql/notes.js';
import { SqlPolicies } from '../sql/policies.js';
import { SqlRemovals } from '../sql/removals.js';
import { SqlReviews } from '../sql/reviews.js';
import { SqlTimeline } from '../sql/timeline.js';
import { SqlRules } from '../sql/rules.js';
import { SqlWebhooks } from '../sql/webhooks.js';
import { countAll } from '../sql/status.js';
import { SECRET } from '../sql/tombstones.js';
import { check } from './check.js';
import { CommitQueue } from './commit-queue.js';
import { bytesOf, compact } from './compact.js';
import type { Database } from './driver.js';
import { type ConnectOptions, connect } from './driver-pg.js';
import { PostgresForms } from './forms.js';
import { PostgresJobs } from './jobs.js';
import { PostgresKeys } from './keys.js';
import { PostgresLog } from './log.js';
import { PostgresMemories } from './memories.js';
import { migrate } from './migrate.js';
import { PostgresSpaces } from './spaces.js';
import { PostgresStatements } from './statements.js';
import { readMemories } from './stored-memory.js';
import { PostgresTraces } from './traces.js';
import { PostgresVectors } from './vectors.js';
import { PostgresWords } from './words.js';

const OUTDATED = `FROM cube c JOIN memory m ON m.cube = c.no AND ${isOutdated('m')}
  WHERE c.tenant = ?`;

/**
 * Opens the store in a database, and makes or migrates it when that is needed; several processes may
 * have it open.
 *
 * @param options a database that is connected already is closed with the store
 */
export async function openPostgresStore(
  options: ConnectOptions | { database: Database },
): Promise<PostgresStore> {
  const db = 'database' in options ? options.database : await connect(options);
  try {
    const schema = await migrate(db);
    return new PostgresStore(db, { schema, secret: await prepare(db) });
  } catch (error) {
    await db.close();
    throw error;
  }
}

interface Prepared {
  schema: number;
  secret: Uint8Array;
}

/** Gives the database what it must have once: the name of this node, the key of its tombstones. */
async function prepare(db: Database): Promise<Uint8Array> {
  const find = 'SELECT value FROM setting WHERE name = ?';
  const known = await db.get<{ value: string }>(find, SECRET);
  if (known) return Buffer.from(known.value, 'hex');
  await db.run(
    'INSERT INTO setting (name, value) VALUES (?, ?), (?, ?) ON CONFLICT DO NOTHING',
    'node',
    v7(),
    SECRET,
    randomBytes(32).toString('hex'),
  );
  // Another process may have been faster.
  const made = await db.get<{ value: string }>(find, SECRET);
  return Buffer.from(made?.value ?? '', 'hex');
}

export class PostgresStore implements Store {
  readonly manifest: StoreManifest = { name: 'postgres', sharedByProcesses: true };
  readonly memories: PostgresMemories;
  readonly history: SqlHistory;
  readonly removals: SqlRemovals;
  readonly reviews: SqlReviews;
  readonly notes: SqlNotes;
  readonly forms: PostgresForms;
  readonly apps: SqlApps;
  readonly policies: SqlPolicies;
  readonly cubes: SqlCubes;
  readonly words: PostgresWords;
  readonly vectors: PostgresVectors;
  readonly indexing: SqlIndexing;
  readonly log: PostgresLog;
  readonly keys: PostgresKeys;
  readonly jobs: PostgresJobs;
  readonly traces: PostgresTraces;
  readonly spaces: PostgresSpaces;
  readonly graph: SqlGraph;
  readonly batches: SqlBatches;
  readonly carried: SqlCarried;
  readonly timeline: SqlTimeline;
  readonly rules: SqlRules;
  readonly audit: SqlAudit;
  readonly webhooks: SqlWebhooks;
  readonly accessLog: PostgresAccessLog;
  readonly #db: Database;
  readonly #statements: PostgresStatements;
  readonly #names: SqlNames;
  readonly #commits: CommitQueue;
  readonly #schema: number;
  #closed = false;

  constructor(db: Database, { schema, secret }: Prepared) {
    const statements = new PostgresStatements(db);
    this.#db = db;
    this.#commits = new CommitQueue(db);
    this.#statements = statements;
    this.#names = new SqlNames(statements, { folded: foldedName });
    this.#schema = schema;
    this.memories = new PostgresMemories(db, statements, secret);
    const memories = (rest: string, ...parameters: Bindable[]) =>
      readMemories(db, rest, ...parameters);
    this.history = new SqlHistory(statements, memories);
    this.removals = new SqlRemovals(statements, {
      memories,
      secret: async () => secret,
    });
    this.reviews = new SqlReviews(statements);
    this.forms = new PostgresForms(statements, db);
    this.notes = new SqlNotes(statements);
    this.apps = new SqlApps(statements);
    this.policies = new SqlPolicies(statements);
    this.cubes = new SqlCubes(statements);
    this.words = new PostgresWords(db);
    this.vectors = new PostgresVectors(db);
    this.indexing = new SqlIndexing(statements, OUTDATED);
    this.log = new PostgresLog(statements);
    this.keys = new PostgresKeys(statements, db);
    this.jobs = new PostgresJobs(statements, db);
    this.traces = new PostgresTraces(statements, db);
    this.spaces = new PostgresSpaces(statements, db);
    this.graph = new SqlGraph(statements);
    this.batches = new SqlBatches(statements);
    this.carried = new SqlCarried(statements);
    this.timeline = new SqlTimeline(statements);
    this.rules = new SqlRules(statements);
    this.audit = new SqlAudit(statements);
    this.webhooks = new SqlWebhooks(statements);
    this.accessLog = new PostgresAccessLog(statements, db);
  }

  /** In each cube in the order in which they were handed in. */
  async commit(changes: ChangeSet): Promise<Receipt> {
    if (this.#closed) throw new TulvingError('closed', 'A write came after close().');
    return this.#commits.commit(changes);
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
    return {
      engine: 'postgres',
      location: this.#db.location,
      schema: this.#schema,
      bytes: await bytesOf(this.#db),
      ...(await countAll(this.#statements)),
    };
  }

  check(): Promise<Check[]> {
    return check(this.#db);
  }

  compact(options: { whole: boolean }): Promise<Compaction> {
    return compact(this.#db, options);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#commits.settled();
    await this.#db.close();
  }
}
