import type { BatchOptions, ByteStream } from '../facade/adder.js';
import type { TulvingClient } from '../client/index.js';
import type { MemoryOptions } from '../compose.js';
import type { Memory } from '../memory.js';
import { LOCAL } from '../model/caller.js';
import type { ImportFile } from '../exchange/source.js';
import type {
  ExchangeProgress,
  ExportRequest,
  ImportReport,
  ImportRequest,
} from '../model/exchange.js';
import type { AddRequest, AddResult, BatchOutcome, DocumentInput } from '../model/requests.js';
import type { SetStateRequest, SetStateResult } from '../model/states.js';
import type { Settings } from '../settings.js';
import { usage } from './input.js';
import { earlierEmbedder, openEmbedder } from './open-embedder.js';
import { lazyReranker } from './lazy-reranker.js';
import { openLanguageModel } from './open-language-model.js';

/** What library and client have in common: commands do not know which of them they talk to. */
export type MemoryDoor = Pick<
  TulvingClient,
  | 'search'
  | 'context'
  | 'chatStream'
  | 'feedback'
  | 'stats'
  | 'list'
  | 'update'
  | 'deleteScope'
  | 'restore'
  | 'merge'
  | 'erase'
  | 'eraseEpisode'
  | 'eraseScope'
  | 'history'
  | 'episode'
  | 'status'
  | 'usage'
  | 'keys'
  | 'access'
  | 'accessLog'
  | 'audit'
  | 'jobs'
  | 'extraction'
  | 'traces'
  | 'batches'
  | 'backups'
  | 'undo'
  | 'graph'
  | 'timeline'
  | 'tree'
  | 'profile'
  | 'consolidation'
  | 'reviews'
  | 'cubes'
  | 'categories'
  | 'apps'
  | 'policies'
  | 'webhooks'
  | 'users'
> & {
  add(request: AddRequest): Promise<AddResult>;
  addDocument(request: DocumentInput): Promise<AddResult>;
  get(id: string): ReturnType<TulvingClient['get']>;
  delete(id: string): Promise<void>;
};

/** Keeps a file of lines, over HTTP or in the data directory. */
export async function withBatch<Result>(
  settings: Settings,
  {
    stream,
    ...options
  }: { stream: ByteStream } & Pick<BatchOptions, 'scope' | 'imported' | 'idempotencyKey'>,
  work: (outcomes: AsyncIterable<BatchOutcome>) => Promise<Result>,
): Promise<Result> {
  if (settings.url !== undefined) {
    return work((await clientOf(settings, settings.url)).addBatch(stream, options));
  }
  return withLocalMemory(settings, (memory) => work(memory.addBatch(stream, LOCAL, options)));
}

/** A file of what is kept, from a server or from the data directory. */
export async function withExport(
  settings: Settings,
  request: ExportRequest,
  progress: (done: ExchangeProgress) => void,
  work: (stream: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  if (settings.url !== undefined) {
    const { stream } = await (await clientOf(settings, settings.url)).exchange.export(request);
    return work(stream as unknown as AsyncIterable<Uint8Array>);
  }
  return withLocalMemory(settings, (memory) =>
    work(memory.exchange.export(request, LOCAL, { progress }).stream),
  );
}

/** Brings in files; to a server as one. */
export async function withImport(
  settings: Settings,
  files: readonly ImportFile[],
  request: ImportRequest,
  progress: (done: ExchangeProgress) => void,
): Promise<ImportReport> {
  if (settings.url !== undefined) {
    const { oneFile } = await import('./exchange/one-file.js');
    const { exchange } = await clientOf(settings, settings.url);
    return exchange.import(await oneFile(files), request, { progress });
  }
  return withLocalMemory(settings, (memory) =>
    memory.exchange.import(files, request, LOCAL, { progress }),
  );
}

/** Changes states over HTTP, or in the data directory, where one can watch it. */
export async function withStates(
  settings: Settings,
  request: SetStateRequest,
  progress: (done: number, total?: number) => void,
): Promise<SetStateResult> {
  if (settings.url !== undefined) {
    return (await clientOf(settings, settings.url)).setState(request, { progress });
  }
  return withLocalMemory(settings, (memory) => memory.setState(request, LOCAL, { progress }));
}

/** Does something with the server of `--url`, else with the data directory, and closes it again. */
export async function withMemory<Result>(
  settings: Settings,
  work: (memory: MemoryDoor) => Promise<Result>,
): Promise<Result> {
  if (settings.url !== undefined) return work(await clientOf(settings, settings.url));
  return withLocalMemory(settings, work);
}

/** What only reads. */
export type ReadDoor = Pick<
  TulvingClient,
  'search' | 'context' | 'get' | 'list' | 'stats' | 'users'
>;

/** As somebody else sees it, `app:cursor` say; as it is where nobody is named. */
export async function withView<Result>(
  settings: Settings,
  viewAs: unknown,
  work: (memory: ReadDoor) => Promise<Result>,
): Promise<Result> {
  const subject = typeof viewAs === 'string' ? viewAs : undefined;
  if (settings.url !== undefined) {
    return work((await clientsOf(settings, settings.url))(undefined, subject));
  }
  return withLocalMemory(settings, async (memory) => {
    const caller = subject === undefined ? LOCAL : await memory.access.viewAs(LOCAL, subject);
    return work({
      search: (request) => memory.search(request, caller),
      context: (request) => memory.context(request, caller),
      get: (id, request) => memory.get(id, caller, request),
      list: (request) => memory.list(request, caller),
      stats: (request) => memory.stats(request, caller),
      users: { list: (request) => memory.users.list(request, caller) },
    });
  });
}

/** What only the data directory itself can do. */
export async function withLocalMemory<Result>(
  settings: Settings,
  work: (memory: Memory) => Promise<Result>,
): Promise<Result> {
  if (settings.url !== undefined) {
    throw usage('This works on the data directory: leave out --url, and name it with --data.');
  }
  const { createMemory } = await import('../compose.js');
  const memory = await createMemory(memoryOptions(settings));
  try {
    return await work(memory);
  } finally {
    await memory.close();
  }
}

/** What the settings say of the memory itself. */
export function memoryOptions(settings: Settings): MemoryOptions {
  const { data, timezone, residentMegabytes, ttlDays, undoDays, memoryQuota, secrets } = settings;
  const { fileMegabytes, allowUrls, allowWebhooks, caFile, consolidate } = settings;
  const { personal, categories } = settings;
  const { accessLogDays, accessLogMegabytes, defaultAppAccess } = settings;
  const { tracesMegabytes, rerankerTop, rerankerDeadline, embedderDeadline } = settings;
  const { backupDirectory, backupPassphrase, backupEvery, backupKeep } = settings;
  const { databaseUrl, databasePool, databaseTimeout } = settings;
  const { extract, extractWindow, extractDelay } = settings;
  const { llmTokensPerDay, llmCallsPerDay } = settings;
  const llm = openLanguageModel(settings);
  const embedder = openEmbedder(settings);
  const reranker = lazyReranker(settings);
  return {
    data,
    ...(databaseUrl !== undefined && { databaseUrl, databasePool, databaseTimeout }),
    timezone,
    residentMegabytes,
    ttlDays,
    undoDays,
    consolidate,
    memoryQuota,
    secrets,
    personal,
    categories,
    fileMegabytes,
    allowUrls,
    allowWebhooks,
    caFile,
    backupDirectory,
    backupPassphrase,
    backupEvery,
    backupKeep,
    tracesMegabytes,
    accessLogDays,
    accessLogMegabytes,
    defaultAppAccess,
    rerankerTop,
    rerankerDeadline,
    embedderDeadline,
    extract,
    extractWindow,
    extractDelay,
    ...(llm && { llm, llmTokensPerDay, llmCallsPerDay }),
    ...(reranker && { reranker }),
    ...(embedder && { embedder, earlierEmbedder: earlierEmbedder(settings) }),
  };
}

async function clientOf(settings: Settings, baseUrl: string): Promise<TulvingClient> {
  return (await clientsOf(settings, baseUrl))();
}

/** Clients of a server, each in the name of a program. */
export async function clientsOf(
  { apiKey, caFile }: Settings,
  baseUrl: string,
): Promise<(app?: string, viewAs?: string) => TulvingClient> {
  const [{ createClient }, { createFetch }] = await Promise.all([
    import('../client/index.js'),
    import('../network/fetch.js'),
  ]);
  const fetch = createFetch({ environment: process.env, caFile });
  return (app, viewAs) =>
    createClient({ baseUrl, fetch, app, viewAs, ...(apiKey !== undefined && { apiKey }) });
}
