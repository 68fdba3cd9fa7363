import { Documents } from './documents.js';
import { type Analyser, builtinAnalyser, createIndexer } from './ingest/indexer.js';
import type { RedactHook, SecretPolicy } from './ingest/redact-request.js';
import { DocumentReader } from './ingest/read/document-reader.js';
import { Memory } from './memory.js';
import { newId, type NewId } from './model/ids.js';
import type { Clock } from './model/time.js';
import { chore } from './lifecycle/chores.js';
import { EmbedWork } from './lifecycle/embed-work.js';
import { type ModelEmbedding, ModelSpaces } from './lifecycle/model-spaces.js';
import { VectorMaker } from './lifecycle/vector-maker.js';
import { BuiltInEmbedder } from './models/built-in-embedder.js';
import { probeEmbedder } from './models/embedders/probe.js';
import type { Embedder, LocalEmbedder, Reranker } from './models/port.js';
import type { GuardedFetch } from './network/fetch-guarded.js';
import { Circuit } from './recall/circuit.js';
import { Meaning } from './recall/meaning.js';
import { Recall } from './recall/recall.js';
import { inUse, type Tuning } from './recall/tuning.js';
import { type Settings, settingTable } from './settings.js';
import type { Store } from './store/port.js';
import type { Database } from './store/postgres/driver.js';
import { openPostgresStore } from './store/postgres/store.js';
import { openSqliteStore } from './store/sqlite/store.js';
import { quantise } from './vector/resident/quantise.js';
import { BySizeIndex } from './vector/near/by-size-index.js';
import { NearIndex } from './vector/near/near-index.js';
import type { VectorIndex } from './vector/port.js';
import { ResidentIndex, type ResidentOptions } from './vector/resident/resident-index.js';

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
  /** Largest file that is read, in MiB. Default: 32. */
  fileMegabytes?: number;
  /** From where documents are fetched: `public`, and networks such as `10.1.0.0/16`. Default: nowhere. */
  allowUrls?: readonly string[];
  /** PEM file of authorities to trust where documents are fetched. */
  caFile?: string | undefined;
  /** What happens to secrets in what is to be kept. Default: redact. */
  secrets?: SecretPolicy;
  /**
   * Changes every text before it is kept, after secrets were redacted: for what only you know to be
   * secret. What it throws refuses the write.
   */
  redact?: RedactHook;
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
  | 'secrets'
  | 'tracesMegabytes'
  | 'fileMegabytes'
  | 'allowUrls'
  | 'rerankerTop'
  | 'rerankerDeadline'
  | 'embedderDeadline';

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
  const { reranker } = options;
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
    }),
    largeCube,
    timeToLive: setting('ttlDays') * DAY,
    quota: setting('memoryQuota'),
    undoWindow,
    traceBytes: setting('tracesMegabytes') * 1024 * 1024,
    redactor: { policy: setting('secrets'), hook: options.redact },
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

type SettingOf = <Name extends MemorySetting>(name: Name) => Settings[Name];

function limitsOf(setting: SettingOf) {
  return { poolSize: setting('databasePool'), statementTimeout: setting('databaseTimeout') };
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
