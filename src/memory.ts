import { TulvingError } from './errors.js';
import type { Indexer } from './ingest/indexer.js';
import { planAdd } from './ingest/plan-add.js';
import { planDelete, planUpdate } from './lifecycle/revise.js';
import type { NewId } from './model/ids.js';
import { isId } from './model/ids.js';
import type { Episode, HistoryEntry, Memory as MemoryRecord } from './model/memory.js';
import {
  type AddRequest,
  type AddResult,
  addSchema,
  type ListRequest,
  type ListResult,
  listSchema,
  type SearchRequest,
  type SearchResult,
  searchSchema,
  type UpdateRequest,
  updateSchema,
} from './model/requests.js';
import { reachOf } from './model/scope.js';
import type { Status } from './model/status.js';
import type { Clock } from './model/time.js';
import { invalidInput, validate } from './model/validate.js';
import { presentEpisode, presentMemory } from './present.js';
import type { Recall } from './recall/recall.js';
import type { Revision } from './store/change-set.js';
import type { Store, StoredMemory } from './store/port.js';

/** What the facade is put together from; see `compose.ts`. */
export interface MemoryParts {
  store: Store;
  indexer: Indexer;
  recall: Recall;
  clock: Clock;
  newId: NewId;
  timezone: string;
}

/** Who calls. Doors (REST, CLI) fill it in; a library call is the local tenant. */
export interface Caller {
  tenant: number;
  principal: string | null;
  app: string | null;
}

export const LOCAL: Caller = { tenant: 1, principal: null, app: null };

const UPDATE_TRIES = 3;

/**
 * Remembers and recalls. Each verb checks its input, plans with a pure function and hands the plan
 * to the store or to recall; nothing else happens here.
 */
export class Memory {
  readonly #held: MemoryParts;
  #closed = false;

  constructor(parts: MemoryParts) {
    this.#held = parts;
  }

  get #parts(): MemoryParts {
    if (this.#closed) throw new TulvingError('closed', 'The memory was used after close().');
    return this.#held;
  }

  /**
   * Keeps a note or a conversation: every turn word for word, and a statement for each turn that
   * says something.
   *
   * @example
   * await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
   */
  async add(request: AddRequest, caller: Caller = LOCAL): Promise<AddResult> {
    const { store, indexer, clock, newId, timezone } = this.#parts;
    const input = validate(addSchema, request);
    const changes = planAdd(input, { ...caller, at: clock(), newId, timezone, indexer });
    const receipt = await store.commit(changes);
    const ids = [...new Set(receipt.memories.map(({ id }) => id))];
    const memories = await store.memories.byIds(caller.tenant, ids);
    return {
      memories: memories.map(presentMemory),
      episodes: changes.episodes.map(({ id }) => ({ id })),
    };
  }

  /**
   * The memories that answer a query best, best first. A query that nothing matches gets none.
   *
   * @example
   * const { results } = await memory.search({ user_id: 'ada', query: 'Where does Mia live?' });
   */
  async search(request: SearchRequest, caller: Caller = LOCAL): Promise<SearchResult> {
    const input = validate(searchSchema, request);
    const { ranked, trace } = await this.#parts.recall.search({
      tenant: caller.tenant,
      reach: reachOf(input),
      query: input.query,
      limit: input.limit ?? 10,
      explain: input.explain ?? false,
      at: this.#parts.clock(),
    });
    const stored = await this.#parts.store.memories.byNumbers(ranked.map(({ memory }) => memory));
    const scores = new Map(ranked.map(({ memory, score }) => [memory, score]));
    const results = stored.map((memory) => ({
      ...presentMemory(memory),
      score: scores.get(memory.no) ?? 0,
    }));
    return trace ? { results, trace: trace(stored) } : { results };
  }

  async get(id: string, caller: Caller = LOCAL): Promise<MemoryRecord> {
    return presentMemory(await this.#find(id, caller));
  }

  /** Newest first, in pages. */
  async list(request: ListRequest = {}, caller: Caller = LOCAL): Promise<ListResult> {
    const { limit = 50, state = 'active', cursor, ...scope } = validate(listSchema, request);
    const page = await this.#parts.store.memories.page({
      tenant: caller.tenant,
      reach: reachOf(scope),
      state,
      limit: limit + 1,
      before: cursor === undefined ? undefined : readCursor(cursor),
    });
    const last = page.length > limit ? page[limit - 1] : undefined;
    return {
      data: page.slice(0, limit).map(presentMemory),
      next_cursor: last ? String(last.no) : null,
    };
  }

  /** Corrects a memory: same id, new version. What it said before stays in its history. */
  async update(id: string, request: UpdateRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    const { indexer, timezone } = this.#parts;
    const input = validate(updateSchema, request);
    await this.#revise(id, caller, input.if_version, (memory) =>
      planUpdate(memory, input, { indexer, timezone }),
    );
    return this.get(id, caller);
  }

  /** Takes a memory out of what is searched and listed; its history and its source stay. */
  async delete(id: string, caller: Caller = LOCAL): Promise<void> {
    await this.#revise(id, caller, undefined, (memory) => planDelete(memory, this.#parts.indexer));
  }

  /** What happened to a memory, oldest first. */
  async history(id: string, caller: Caller = LOCAL): Promise<HistoryEntry[]> {
    const { no } = await this.#find(id, caller, true);
    return this.#parts.store.memories.history(no);
  }

  /** The verbatim source of a memory, by the `episode_id` of its `sources`. */
  async episode(id: string, caller: Caller = LOCAL): Promise<Episode> {
    const found = isId(id)
      ? await this.#parts.store.memories.episode(caller.tenant, id)
      : undefined;
    if (!found) throw new TulvingError('not_found', `There is no episode ${id}.`);
    return presentEpisode(found);
  }

  /** Resolves when the store answers. */
  async ready(): Promise<void> {
    await this.#parts.store.log.page(LOCAL.tenant, Number.MAX_SAFE_INTEGER, 1);
  }

  async status(): Promise<Status> {
    const status = await this.#parts.store.status();
    return { ...status, embedder: this.#parts.indexer.embedder };
  }

  /** Finishes what was handed in and lets go of the files. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#held.recall.close();
    await this.#held.store.close();
  }

  async #find(id: string, { tenant }: Caller, deletedToo = false): Promise<StoredMemory> {
    const [found] = isId(id) ? await this.#parts.store.memories.byIds(tenant, [id]) : [];
    if (!found || (found.state === 'deleted' && !deletedToo)) {
      throw new TulvingError('not_found', `There is no memory ${id}.`);
    }
    return found;
  }

  /** Reads, plans and commits; when somebody else was faster, again with what they left. */
  async #revise(
    id: string,
    caller: Caller,
    expectVersion: number | undefined,
    plan: (memory: StoredMemory) => Revision | undefined,
  ): Promise<void> {
    for (let tries = 1; ; tries++) {
      const memory = await this.#find(id, caller);
      const revision = plan(memory);
      if (!revision) return;
      try {
        await this.#parts.store.commit({
          tenant: caller.tenant,
          at: this.#parts.clock(),
          actor: { principal: caller.principal, app: caller.app },
          episodes: [],
          memories: [],
          revisions: [{ ...revision, expectVersion: expectVersion ?? memory.version }],
        });
        return;
      } catch (error) {
        const conflict = TulvingError.isInstance(error) && error.code === 'version_conflict';
        if (!conflict || expectVersion !== undefined || tries === UPDATE_TRIES) throw error;
      }
    }
  }
}

function readCursor(cursor: string): number {
  const no = Number(cursor);
  if (Number.isSafeInteger(no) && no > 0) return no;
  throw invalidInput([{ pointer: '/cursor', detail: 'is not one that a page was answered with' }]);
}
