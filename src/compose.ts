import { join } from 'node:path';
import { BACKUPS } from './backup/names.js';
import type { BackupSettings } from './facade/backups.js';
import { Documents } from './facade/documents.js';
import { createGate } from './ingest/gate/create.js';
import { type Analyser, builtinAnalyser, createIndexer } from './ingest/indexer.js';
import { DocumentReader } from './ingest/read/document-reader.js';
import type { RedactHook, SecretPolicy } from './ingest/redact-request.js';
import { chore } from './lifecycle/chores.js';
import { EmbedWork } from './lifecycle/embed-work.js';
import { type ModelEmbedding, ModelSpaces } from './lifecycle/model-spaces.js';
import { VectorMaker } from './lifecycle/vector-maker.js';
import { Memory } from './memory.js';
import type { CategoryPolicy } from './model/categories.js';
import { newId, type NewId } from './model/ids.js';
import type { PersonalPolicy } from './model/personal.js';
import type { Rotation } from './model/rotation.js';
import type { Clock } from './model/time.js';
import { BuiltInEmbedder } from './models/built-in-embedder.js';
import { probeEmbedder } from './models/embedders/probe.js';
import { MeteredModels } from './models/metered.js';
import type { Embedder, LanguageModel, LocalEmbedder, Reranker } from './models/port.js';
import type { GuardedFetch } from './network/fetch-guarded.js';
import { Circuit } from './recall/circuit.js';
import { Meaning } from './recall/read/meaning.js';
import { Recall } from './recall/recall.js';
import { inUse, type Tuning } from './recall/tuning.js';
import { type Settings, settingTable } from './settings.js';
import { PostgresPlace, openPostgresPlace, schemasOf } from './store/copy/postgres-place.js';
import { KeptFiles } from './store/kept-files.js';
import type { Store } from './store/port.js';
import type { Database } from './store/postgres/driver.js';
import { openPostgresStore } from './store/postgres/store.js';
import { openSqliteStore } from './store/sqlite/store.js';
import { BySizeIndex } from './vector/near/by-size-index.js';
import { NearIndex } from './vector/near/near-index.js';
import type { VectorIndex } from './vector/port.js';
import { quantise } from './vector/resident/quantise.js';
import { ResidentIndex, type ResidentOptions } from './vector/resident/resident-index.js';
import type { Post } from './webhooks/courier.js';

export interface MemoryOptions {
  /** The data directory. Default: TULVING_DATA, else the platform's data folder. */
  data?: string;
  /**
   * A PostgreSQL database, `postgres://user:password@host:port/database`, that holds everything in place
   * of the data directory; see docs/stores/postgres.md. Default: TULVING_DATABASE_URL, else none.
   */
  databaseUrl?: string;
  /** Connections to it at most. Default: 10. */
  databasePool?: number;
  /** After so many ms a statement there is stopped; 0: never. Default: 60000. */
  databaseTimeout?: number;
  /** IANA time zone in which dates without an offset are read. Default: the system's. */
  timezone?: string;
  /** Memory for vectors and posting lists of the cubes used last, each in MiB. Default: 256. */
  residentMegabytes?: number;
  /** The database refuses to grow beyond this many pages of 4 KiB. Default: no limit. */
  pageLimit?: number;
  /** Days after which a memory expires that says nothing of its own; 0: never. Default: 0. */
  ttlDays?: number;
  /** Active memories that one user may have; 0: any number. Default: 0. */
  memoryQuota?: number;
  /** Days in which a deleted memory can be restored; after that it is erased. Default: 30. */
  undoDays?: number;
  /** What is kept of recent searches with their answers, in MiB; 0: nothing. Default: 8. */
  tracesMegabytes?: number;
  /** Whether apps that no key fixes are let in where no access rule says so; see docs/access.md. Default: allow. */
  defaultAppAccess?: 'allow' | 'deny';
  /** How long it is kept who has read what, in days; 0: not at all. Default: 90. */
  accessLogDays?: number;
  /** What is kept of it at most, in MiB. Default: 32. */
  accessLogMegabytes?: number;
  /** Where backups lie. Default: `backups` in the data directory. */
  backupDirectory?: string | undefined;
  /** Encrypts backups. Default: none. */
  backupPassphrase?: string | undefined;
  /** Hours after which `startJobs` makes the next one by itself; 0: never. Default: 0. */
  backupEvery?: number;
  /** Which of them stay then. Default: `7 daily, 4 weekly`. */
  backupKeep?: Rotation;
  /** Largest file that is read, in MiB. Default: 32. */
  fileMegabytes?: number;
  /** From where documents are fetched: `public`, and networks such as `10.1.0.0/16`. Default: nowhere. */
  allowUrls?: readonly string[];
  /** Where webhooks may lead: `public`, networks such as `10.1.0.0/16`; none. Default: public. */
  allowWebhooks?: readonly string[];
  /** PEM file of authorities to trust where documents are fetched. */
  caFile?: string | undefined;
  /** What happens to secrets in what is to be kept. Default: redact. */
  secrets?: SecretPolicy;
  /** What happens to personal data in what is to be kept; see docs/gate.md. Default: keep. */
  personal?: PersonalPolicy;
  /** Who gives categories to what comes without any; see docs/gate.md. Default: model. */
  categories?: CategoryPolicy;
  /**
   * Changes every text before it is kept, after secrets were redacted: for what only you know to be
   * secret. What it throws refuses the write.
   */
  redact?: RedactHook;
  /**
   * Draws facts, preferences and procedures from what is added, and answers chats; see docs/models.md.
   * Jobs ask it, by `startJobs` or `runJobs`. Default: none.
   */
  llm?: LanguageModel;
  /** Whether it draws memories from what is added. Default: on. */
  extract?: 'on' | 'off';
  /** Tokens of new text that one call is shown. Default: 2,000. */
  extractWindow?: number;
  /** How long a short text waits for more of the same user, in ms. Default: 20,000. */
  extractDelay?: number;
  /** Whether jobs put memories in order each night, where there is a language model. Default: daily. */
  consolidate?: 'off' | 'daily';
  /** Tokens, input and output, that it may be asked for in a day; 0: any number. Default: 0. */
  llmTokensPerDay?: number;
  /** Calls of it in a day; 0: any number. Default: 0. */
  llmCallsPerDay?: number;
  /** Puts the best candidates of a search in order anew; see docs/models.md. Default: none. */
  reranker?: Reranker;
  /** How many candidates of a search the reranker is shown. Default: 50. */
  rerankerTop?: number;
  /** How long a search waits for the reranker, in ms. Default: 1500. */
  rerankerDeadline?: number;
  /**
   * A model whose vectors join those of the built-in embedder; see docs/models.md. They are made after the
   * write, by `startJobs` or `runJobs`. Default: none.
   */
  embedder?: Embedder;
  /** What was the embedder before, so that searches go on with it until the new one's vectors are made. */
  earlierEmbedder?: ModelEmbedding['earlier'];
  /** How long a search waits for the vector of its query, in ms. Default: 1500. */
  embedderDeadline?: number;
  clock?: Clock;
  newId?: NewId;
}

/** What the index is made by, in place of what is built in: tests make indexes of other versions. */
export interface IndexEngines {
  analyser?: Analyser;
  embedder?: LocalEmbedder;
}

export interface Engines extends IndexEngines {
  tuning?: Tuning;
  /** A PostgreSQL database that is connected already, closed with the memory: PGlite, for one. */
  database?: Database;
  /** Default: 200,000. */
  largeCube?: number;
}

/** Settings that are options of the library too. */
type MemorySetting =
  | 'data'
  | 'databaseUrl'
  | 'databasePool'
  | 'databaseTimeout'
  | 'timezone'
  | 'residentMegabytes'
  | 'ttlDays'
  | 'memoryQuota'
  | 'undoDays'
  | 'consolidate'
  | 'secrets'
  | 'personal'
  | 'categories'
  | 'tracesMegabytes'
  | 'defaultAppAccess'
  | 'accessLogDays'
  | 'accessLogMegabytes'
  | 'backupDirectory'
  | 'backupPassphrase'
  | 'backupEvery'
  | 'backupKeep'
  | 'fileMegabytes'
  | 'allowUrls'
  | 'allowWebhooks'
  | 'llmTokensPerDay'
  | 'llmCallsPerDay'
  | 'rerankerTop'
  | 'rerankerDeadline'
  | 'embedderDeadline'
  | 'extract'
  | 'extractWindow'
  | 'extractDelay';

const DAY = 86_400_000;
/**
 * Live memories of a cube up to which its vectors are searched in memory: 80 MB at 384 dimensions, and 10 to
 * 20 ms a search.
 */
const LARGE_CUBE = 200_000;

/**
 * Opens a memory in a data directory.
 *
 * @example
 * const memory = await createMemory({ data: './memory' });
 * await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
 * const { results } = await memory.search({ user_id: 'ada', query: 'Where does Mia live?' });
 * await memory.close();
 *
 * @throws TulvingError `store_read_only`, `store_newer`, `store_damaged`, `store_full`; of a database
 *   also `store_unreachable`, `store_refused`, `store_lacks_vector`
 */
export async function createMemory(
  options: MemoryOptions = {},
  {
    analyser = builtinAnalyser,
    embedder = new BuiltInEmbedder(),
    tuning = inUse,
    database,
    largeCube = LARGE_CUBE,
  }: Engines = {},
): Promise<Memory> {
  const setting = <Name extends MemorySetting>(name: Name) =>
    (options[name] ?? settingTable[name].default()) as Settings[Name];
  const url = setting('databaseUrl');
  const server = url === undefined ? undefined : { url, ...limitsOf(setting) };
  const store = await openStore(database ? { database } : server, {
    directory: setting('data'),
    pageLimit: options.pageLimit,
  });
  const space = { ...embedder.identity, no: await store.space(embedder.identity) };
  const residentBytes = setting('residentMegabytes') * 1024 * 1024;
  const indexer = createIndexer({ analyser, embedder, space: space.no, quantise });
  const { reranker, llm } = options;
  const reranking = reranker && {
    reranker,
    top: setting('rerankerTop'),
    deadlineMs: setting('rerankerDeadline'),
    circuit: new Circuit(),
  };
  const clock = options.clock ?? Date.now;
  const makeId = options.newId ?? newId;
  const vectors = vectorIndexOf({ store, clock, largeCube }, { limitBytes: residentBytes });
  const undoWindow = setting('undoDays') * DAY;
  const spaces = options.embedder && spacesOf(options.embedder, options, { store, clock });
  const maker = spaces && new VectorMaker({ store, spaces, indexer, clock, newId: makeId });
  const deadlineMs = setting('embedderDeadline');
  const models = llm && new MeteredModels({ llm, log: store.notes, clock, ...budgetOf(setting) });
  return new Memory({
    store,
    indexer,
    // Also where this process does not know the model: another one makes the vectors.
    embeds: spaces !== undefined || (await store.spaces.list()).length > 0,
    embedWork: maker && new EmbedWork({ store, spaces, maker, clock, undoWindow }),
    recall: new Recall({
      store,
      vectors,
      embedder,
      indexer,
      space,
      residentBytes,
      reranking,
      meaning: spaces && new Meaning({ source: spaces, vectors, deadlineMs }),
      tuning,
    }),
    documents: new Documents({
      reader: new DocumentReader({ mostBytes: setting('fileMegabytes') * 1024 * 1024 }),
      fetchUrl: fetchFrom(setting('allowUrls'), options.caFile),
      models,
    }),
    models,
    files: new KeptFiles(join(setting('data'), 'attachments')),
    backup: backupsOf(setting, database),
    extract: {
      isOn: setting('extract') === 'on',
      windowTokens: setting('extractWindow'),
      delayMs: setting('extractDelay'),
    },
    consolidates: setting('consolidate') === 'daily',
    largeCube,
    timeToLive: setting('ttlDays') * DAY,
    quota: setting('memoryQuota'),
    undoWindow,
    defaultAppAccess: setting('defaultAppAccess'),
    webhookPost: webhookPostTo(setting('allowWebhooks'), options.caFile),
    accessLogKept: setting('accessLogDays') * DAY,
    accessLogBytes: setting('accessLogMegabytes') * 1024 * 1024,
    traceBytes: setting('tracesMegabytes') * 1024 * 1024,
    redactor: { policy: setting('secrets'), personal: setting('personal'), hook: options.redact },
    gate: createGate({ personal: setting('personal') }),
    categories: setting('categories'),
    clock,
    newId: makeId,
    timezone: setting('timezone'),
  });
}

/** Loaded with the first address that is fetched. */
function fetchFrom(
  allowed: readonly string[],
  caFile: string | undefined,
): GuardedFetch | undefined {
  if (allowed.length === 0) return undefined;
  const networks = allowed.filter((entry) => entry !== 'public');
  const allowPublic = networks.length < allowed.length;
  let made: Promise<GuardedFetch> | undefined;
  return async (...asked) => {
    made ??= import('./network/fetch-guarded.js').then(({ createGuardedFetch }) =>
      createGuardedFetch({ allowPublic, networks, caFile }),
    );
    return (await made)(...asked);
  };
}

/** Loaded with the first address that is told. */
function webhookPostTo(allowed: readonly string[], caFile: string | undefined): Post {
  let made: Promise<Post> | undefined;
  const post = () => {
    made ??= import('./network/webhook-post.js').then(({ createWebhookPost }) =>
      createWebhookPost(allowed, { caFile }),
    );
    return made;
  };
  return {
    check: async (url) => (await post()).check(url),
    send: async (...asked) => (await post()).send(...asked),
  };
}

const HOUR = 3_600_000;

type SettingOf = <Name extends MemorySetting>(name: Name) => Settings[Name];

function limitsOf(setting: SettingOf) {
  return { poolSize: setting('databasePool'), statementTimeout: setting('databaseTimeout') };
}

function budgetOf(setting: SettingOf) {
  const limits = { calls: setting('llmCallsPerDay'), tokens: setting('llmTokensPerDay') };
  return { limits, timezone: setting('timezone') };
}

function backupsOf(setting: SettingOf, database: Database | undefined): BackupSettings {
  const data = setting('data');
  return {
    data,
    directory: setting('backupDirectory') ?? join(data, BACKUPS),
    passphrase: setting('backupPassphrase'),
    every: setting('backupEvery') * HOUR,
    keep: setting('backupKeep'),
    place: placeOf(setting('databaseUrl'), database),
  };
}

/** A database that somebody has connected already stays open. */
function placeOf(url: string | undefined, database: Database | undefined): BackupSettings['place'] {
  if (!database) return url === undefined ? undefined : () => openPostgresPlace(schemasOf(url));
  const place = new PostgresPlace(async () => database, database);
  const { engine, location } = place;
  return async () => ({
    engine,
    location,
    inspect: () => place.inspect(),
    snapshot: (work) => place.snapshot(work),
    close: async () => undefined,
  });
}

/** In PostgreSQL, if that is wanted, else in the data directory. */
async function openStore(
  postgres: Parameters<typeof openPostgresStore>[0] | undefined,
  files: Parameters<typeof openSqliteStore>[0],
): Promise<Store> {
  return postgres ? openPostgresStore(postgres) : openSqliteStore(files);
}

/** In memory, and above a size by the store's own index where it has one. */
function vectorIndexOf(
  { store, clock, largeCube }: { store: Store; clock: Clock; largeCube: number },
  options: ResidentOptions,
): VectorIndex {
  const resident = new ResidentIndex(store.vectors, options);
  const { near } = store.vectors;
  if (!near) return resident;
  const askFor = async (cube: number) => {
    const tenant = await near.tenantOf(cube);
    const at = clock();
    if (tenant !== undefined) {
      await store.jobs.enqueue({ ...chore('index-vectors', at), tenant }, at);
    }
  };
  return new BySizeIndex({
    resident,
    near: new NearIndex(store.vectors, near),
    store: near,
    limit: largeCube,
    // The search goes on in memory; the next start asks again.
    onMissing: (cube) => void askFor(cube).catch(() => undefined),
  });
}

function spacesOf(
  embedder: Embedder,
  { earlierEmbedder }: MemoryOptions,
  parts: Pick<ConstructorParameters<typeof ModelSpaces>[0], 'store' | 'clock'>,
): ModelSpaces {
  const earlier = earlierEmbedder ?? (() => undefined);
  return new ModelSpaces({ ...parts, embedding: { embedder, earlier, probe: probeEmbedder } });
}
