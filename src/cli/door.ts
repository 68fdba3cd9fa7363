import type { BatchOptions, ByteStream } from '../adder.js';
import type { TulvingClient } from '../client/index.js';
import type { MemoryOptions } from '../compose.js';
import type { Memory } from '../memory.js';
import { LOCAL } from '../model/caller.js';
import type { AddRequest, AddResult, BatchOutcome, DocumentInput } from '../model/requests.js';
import type { Settings } from '../settings.js';
import { usage } from './input.js';
import { earlierEmbedder, openEmbedder } from './open-embedder.js';
import { lazyReranker } from './lazy-reranker.js';

/** What library and client have in common: commands do not know which of them they talk to. */
export type MemoryDoor = Pick<
  TulvingClient,
  | 'search'
  | 'context'
  | 'stats'
  | 'get'
  | 'list'
  | 'update'
  | 'delete'
  | 'deleteScope'
  | 'restore'
  | 'merge'
  | 'erase'
  | 'eraseEpisode'
  | 'eraseScope'
  | 'history'
  | 'episode'
  | 'status'
  | 'keys'
  | 'jobs'
  | 'traces'
> & {
  add(request: AddRequest): Promise<AddResult>;
  addDocument(request: DocumentInput): Promise<AddResult>;
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

/** Does something with the server of `--url`, else with the data directory, and closes it again. */
export async function withMemory<Result>(
  settings: Settings,
  work: (memory: MemoryDoor) => Promise<Result>,
): Promise<Result> {
  if (settings.url !== undefined) return work(await clientOf(settings, settings.url));
  return withLocalMemory(settings, work);
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
  const { fileMegabytes, allowUrls, caFile } = settings;
  const { tracesMegabytes, rerankerTop, rerankerDeadline, embedderDeadline } = settings;
  const { databaseUrl, databasePool, databaseTimeout } = settings;
  const embedder = openEmbedder(settings);
  const reranker = lazyReranker(settings);
  return {
    data,
    ...(databaseUrl !== undefined && { databaseUrl, databasePool, databaseTimeout }),
    timezone,
    residentMegabytes,
    ttlDays,
    undoDays,
    memoryQuota,
    secrets,
    fileMegabytes,
    allowUrls,
    caFile,
    tracesMegabytes,
    rerankerTop,
    rerankerDeadline,
    embedderDeadline,
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
): Promise<(app?: string) => TulvingClient> {
  const [{ createClient }, { createFetch }] = await Promise.all([
    import('../client/index.js'),
    import('../network/fetch.js'),
  ]);
  const fetch = createFetch({ environment: process.env, caFile });
  return (app) => createClient({ baseUrl, fetch, app, ...(apiKey !== undefined && { apiKey }) });
}
