import { asApp, type Caller } from '../../model/caller.js';
import type { HistoryEntry, Memory as MemoryRecord } from '../../model/memory.js';
import type {
  AddRequest,
  AddResult,
  ContextRequest,
  ContextResult,
  DeleteReport,
  DeleteScopeRequest,
  ListRequest,
  ListResult,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from '../../model/requests.js';
import type { Scope } from '../../model/scope.js';
import type { SourceVerbs } from '../../model/sources.js';
import type { Stats } from '../../model/stats.js';
import type { Memory } from '../../memory.js';

/** The verbs that tools call, in the name of one caller. The client of a server is one, too. */
export interface Door {
  add(request: AddRequest): Promise<AddResult>;
  search(request: SearchRequest): Promise<SearchResult>;
  context(request: ContextRequest): Promise<ContextResult>;
  get(id: string): Promise<MemoryRecord>;
  list(request: ListRequest): Promise<ListResult>;
  update(id: string, request: UpdateRequest): Promise<MemoryRecord>;
  delete(id: string): Promise<void>;
  deleteScope(request: DeleteScopeRequest): Promise<DeleteReport>;
  history(id: string): Promise<HistoryEntry[]>;
  stats(scope: Scope): Promise<Stats>;
  readonly sources: SourceVerbs;
}

/** The facade. Where nothing tells the app, what is written is labelled with the one that is claimed. */
export function doorOf(memory: Memory, told: Caller, claimed: string | undefined): Door {
  const named = asApp(told, told.app ?? claimed ?? null);
  // For each call: a session on standard input lasts, and rules change meanwhile.
  const caller = async () => {
    await memory.apps.enter(named);
    return named.viewing === true ? named : memory.access.of(named);
  };
  return {
    add: async ({ app_id = claimed, ...request }) =>
      memory.add({ ...request, ...(app_id !== undefined && { app_id }) }, await caller()),
    search: async (request) => memory.search(request, await caller()),
    context: async (request) => memory.context(request, await caller()),
    get: async (id) => memory.get(id, await caller()),
    list: async (request) => memory.list(request, await caller()),
    update: async (id, request) => memory.update(id, request, await caller()),
    delete: async (id) => memory.delete(id, await caller()),
    deleteScope: async (request) => memory.deleteScope(request, await caller()),
    history: async (id) => memory.history(id, await caller()),
    stats: async (scope) => memory.stats(scope, await caller()),
    sources: {
      names: async (request) => memory.sources.names(request, await caller()),
      drawnFrom: async (episode) => memory.sources.drawnFrom(episode, await caller()),
    },
  };
}
