import type { Caller } from '../../model/caller.js';
import type { HistoryEntry, Memory as MemoryRecord } from '../../model/memory.js';
import type {
  AddRequest,
  AddResult,
  ContextRequest,
  ContextResult,
  ListRequest,
  ListResult,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from '../../model/requests.js';
import type { Scope } from '../../model/scope.js';
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
  history(id: string): Promise<HistoryEntry[]>;
  stats(scope: Scope): Promise<Stats>;
}

/** The facade. Where nothing tells the app, what is written is labelled with the one that is claimed. */
export function doorOf(memory: Memory, told: Caller, claimed: string | undefined): Door {
  const caller = { ...told, app: told.app ?? claimed ?? null };
  return {
    add: ({ app_id = claimed, ...request }) =>
      memory.add({ ...request, ...(app_id !== undefined && { app_id }) }, caller),
    search: (request) => memory.search(request, caller),
    context: (request) => memory.context(request, caller),
    get: (id) => memory.get(id, caller),
    list: (request) => memory.list(request, caller),
    update: (id, request) => memory.update(id, request, caller),
    delete: (id) => memory.delete(id, caller),
    history: (id) => memory.history(id, caller),
    stats: (scope) => memory.stats(scope, caller),
  };
}
