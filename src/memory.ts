import type { z } from 'zod';
import { Keys } from './access/keys.js';
import { TulvingError } from './errors.js';
import type { Indexer } from './ingest/indexer.js';
import { type Addition, planAdd } from './ingest/plan-add.js';
import { findSecrets, redactValue } from './ingest/redact.js';
import { type Redactor, redactRequest } from './ingest/redact-request.js';
import { Jobs } from './jobs/jobs.js';
import type { JobRunner } from './jobs/runner.js';
import { Editor } from './lifecycle/editor.js';
import { Eraser } from './lifecycle/eraser.js';
import { Retention } from './lifecycle/retention.js';
import { Scanner } from './lifecycle/scanner.js';
import {
  type Plan,
  planDelete,
  planMerge,
  planRestore,
  planSupersede,
  planUpdate,
  type Reviser,
} from './lifecycle/revise.js';
import {
  narrowReach,
  narrowScope,
  refuseCube,
  requireOwned,
  requireScope,
  requireWhole,
  sees,
} from './model/access.js';
import { type Caller, LOCAL } from './model/caller.js';
import type { Filter } from './model/filter.js';
import { parseFilter } from './model/filter-parse.js';
import type { NewId } from './model/ids.js';
import { isId } from './model/ids.js';
import type { Episode, HistoryEntry, Memory as MemoryRecord } from './model/memory.js';
import {
  type AddRequest,
  type AddResult,
  addSchema,
  type EraseReport,
  eraseScopeSchema,
  type ListRequest,
  type ListResult,
  listSchema,
  type MergeRequest,
  mergeSchema,
  type ScanReport,
  type SearchRequest,
  type SearchResult,
  searchSchema,
  type UpdateRequest,
  updateSchema,
} from './model/requests.js';
import { cubeOfWrite, reachOf, type Scope } from './model/scope.js';
import type { Status } from './model/status.js';
import type { Clock, Instant } from './model/time.js';
import { instantOf, invalidInput, validate } from './model/validate.js';
import { presentEpisode, presentMemory } from './present.js';
import type { Recall } from './recall/recall.js';
import type { Check, Compaction, Store } from './store/port.js';
import { askForChores, createRunner, type WorkParts } from './work.js';

/** What the facade is put together from; see `compose.ts`. */
export interface MemoryParts {
  store: Store;
  indexer: Indexer;
  recall: Recall;
  clock: Clock;
  newId: NewId;
  timezone: string;
  /** How long a memory is kept that says nothing of its own, in ms; 0: for ever. */
  timeToLive: number;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
  redactor: Redactor;
  /** How long what is deleted can be restored, in ms. */
  undoWindow: number;
}

interface Held extends MemoryParts {
  editor: Editor;
  eraser: Eraser;
  scanner: Scanner;
  work: Omit<WorkParts, 'onError'>;
}

/**
 * Remembers and recalls. Each verb checks its input, plans with a pure function and hands the plan
 * to the store or to recall; nothing else happens here.
 */
export class Memory {
  /** Keys of the server: make, list, revoke, rotate. */
  readonly keys: Keys;
  /** What is done in the background. */
  readonly jobs: Jobs;
  readonly #held: Held;
  #runner: JobRunner | undefined;
  #closed = false;

  constructor(parts: MemoryParts) {
    const editor = new Editor(parts);
    const { store, clock, timezone } = parts;
    this.keys = new Keys({ keys: store.keys, clock, timezone });
    this.jobs = new Jobs({ jobs: store.jobs, clock });
    const eraser = new Eraser(store.memories, editor);
    const retention = new Retention({ ...parts, editor, eraser });
    this.#held = {
      ...parts,
      editor,
      eraser,
      scanner: new Scanner(store.memories, editor, { find: findSecrets, redact: redactValue }),
      work: { store, retention, clock },
    };
  }

  get #parts(): Held {
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
    const { store } = this.#parts;
    const { request: redactedRequest, found: redacted } = this.#redact(addSchema, request);
    requireScope(caller.access, 'write');
    const input = narrowScope(caller.access, redactedRequest);
    refuseCube(caller.access, cubeOfWrite(input));
    const episodes: { id: string }[] = [];
    const receipt = await this.#parts.editor.commit(caller, async (reviser) => {
      const addition = planAdd(input, { ...this.#parts, at: reviser.at });
      episodes.splice(0, Infinity, ...addition.episodes.map(({ id }) => ({ id })));
      const superseding = await this.#supersede(input, addition, caller, reviser);
      return { ...addition, ...superseding, quota: this.#quotaOf(input) };
    });
    const ids = [...new Set(receipt?.memories.map(({ id }) => id))];
    const memories = await store.memories.byIds(caller.tenant, ids);
    return { memories: memories.map((memory) => presentMemory(memory)), episodes, redacted };
  }

  /**
   * The memories that answer a query best, best first. A query that nothing matches gets none.
   *
   * @example
   * const { results } = await memory.search({ user_id: 'ada', query: 'Where does Mia live?' });
   */
  async search(request: SearchRequest, caller: Caller = LOCAL): Promise<SearchResult> {
    const { recall, store, clock } = this.#parts;
    requireScope(caller.access, 'read');
    const input = narrowScope(caller.access, validate(searchSchema, request));
    const { ranked, versions, trace } = await recall.search({
      tenant: caller.tenant,
      reach: narrowReach(caller.access, reachOf(input)),
      query: input.query,
      limit: input.limit ?? 10,
      explain: input.explain ?? false,
      at: clock(),
      asOf: this.#instant(input.as_of, '/as_of'),
      knownAt: this.#instant(input.known_at, '/known_at'),
      includeSuperseded: input.include_superseded ?? false,
      filter: this.#filter(request.filters),
    });
    const stored = await store.memories.byNumbers(ranked.map(({ memory }) => memory));
    const scores = new Map(ranked.map(({ memory, score }) => [memory, score]));
    const results = stored.map((memory) => ({
      ...presentMemory(memory, versions.get(memory.no)),
      score: scores.get(memory.no) ?? 0,
    }));
    return trace ? { results, trace: trace(stored) } : { results };
  }

  async get(id: string, caller: Caller = LOCAL): Promise<MemoryRecord> {
    return presentMemory(await this.#parts.editor.find(id, caller));
  }

  /** Newest first, in pages. */
  async list(request: ListRequest = {}, caller: Caller = LOCAL): Promise<ListResult> {
    requireScope(caller.access, 'read');
    const input = narrowScope(caller.access, validate(listSchema, request));
    const { limit = 50, state = 'active', cursor, filters: _, ...scope } = input;
    const page = await this.#parts.store.memories.page({
      tenant: caller.tenant,
      reach: narrowReach(caller.access, reachOf(scope)),
      state,
      limit: limit + 1,
      before: cursor === undefined ? undefined : readCursor(cursor),
      at: this.#parts.clock(),
      filter: this.#filter(request.filters),
    });
    const last = page.length > limit ? page[limit - 1] : undefined;
    return {
      data: page.slice(0, limit).map((memory) => presentMemory(memory)),
      next_cursor: last ? String(last.no) : null,
    };
  }

  /** Corrects a memory: same id, new version. What it said before stays in its history. */
  async update(id: string, request: UpdateRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    const { request: input } = this.#redact(updateSchema, request);
    const plan = async (reviser: Reviser) => {
      const memory = await this.#parts.editor.find(id, caller, { toWrite: true });
      const { if_version: expected = memory.version } = input;
      return planUpdate({ ...memory, version: expected }, input, reviser);
    };
    await this.#parts.editor.commit(caller, plan, input.if_version === undefined ? undefined : 1);
    return this.get(id, caller);
  }

  /** Takes a memory out of what is searched and listed; its history and its source stay. */
  async delete(id: string, caller: Caller = LOCAL): Promise<void> {
    await this.#parts.editor.commit(caller, async (reviser) =>
      planDelete(await this.#parts.editor.find(id, caller, { toWrite: true }), reviser),
    );
  }

  /**
   * Brings back what was deleted, paused, archived or expired; else parts what was merged; else lets
   * hold again what was superseded. One step each call.
   */
  async restore(id: string, caller: Caller = LOCAL): Promise<MemoryRecord> {
    const { memories } = this.#parts.store;
    await this.#parts.editor.commit(caller, async (reviser) => {
      const memory = await this.#parts.editor.find(id, caller, { deletedToo: true, toWrite: true });
      const [merged, superseded] = await Promise.all([
        memories.link(id, 'merged_into', 'from'),
        memories.link(id, 'supersedes', 'to'),
      ]);
      const [into] = merged ? await memories.byIds(caller.tenant, [merged.other]) : [];
      if (into) requireOwned(caller.access, into.scope);
      return planRestore(memory, { merged, into, superseded }, reviser);
    });
    return this.get(id, caller);
  }

  /** Makes a duplicate a part of another memory. @returns the memory that stays */
  async merge(id: string, request: MergeRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    const { into } = validate(mergeSchema, request);
    await this.#parts.editor.commit(caller, async (reviser) =>
      planMerge(
        await this.#parts.editor.find(id, caller, { toWrite: true }),
        await this.#parts.editor.find(into, caller, { toWrite: true }),
        reviser,
      ),
    );
    return this.get(into, caller);
  }

  /**
   * Takes a memory out for good: its text, its history, the words it quotes and every copy of them.
   * `compact()` takes the last bytes off the disk.
   */
  erase(id: string, caller: Caller = LOCAL): Promise<EraseReport> {
    return this.#parts.eraser.memory(id, caller);
  }

  /** Blanks a verbatim source, and takes out what rests on it alone. */
  eraseEpisode(id: string, caller: Caller = LOCAL): Promise<EraseReport> {
    return this.#parts.eraser.episode(id, caller);
  }

  /** Takes out everything of a scope: all memories and episodes of a user, of a cube, of a run. */
  async eraseScope(request: Scope, caller: Caller = LOCAL): Promise<EraseReport> {
    return this.#parts.eraser.scope(validate(eraseScopeSchema, request), caller);
  }

  /** Looks for secrets in what was kept before; `redact` takes them out. */
  scan(options: { redact: boolean }, caller: Caller = LOCAL): Promise<ScanReport> {
    return this.#parts.scanner.scan(caller, options);
  }

  /** Looks for damage in what is kept; reads everything once. */
  check(): Promise<Check[]> {
    return this.#parts.store.check();
  }

  /** Rewrites what still holds bytes of what was deleted; `whole` gives free space back to the disk. */
  compact(options: { whole: boolean } = { whole: false }): Promise<Compaction> {
    return this.#parts.store.compact(options);
  }

  /** What happened to a memory, oldest first. */
  async history(id: string, caller: Caller = LOCAL): Promise<HistoryEntry[]> {
    const { no } = await this.#parts.editor.find(id, caller, { deletedToo: true });
    return this.#parts.store.memories.history(no);
  }

  /** The verbatim source of a memory, by the `episode_id` of its `sources`. */
  async episode(id: string, caller: Caller = LOCAL): Promise<Episode> {
    const found = isId(id)
      ? await this.#parts.store.memories.episode(caller.tenant, id)
      : undefined;
    requireScope(caller.access, 'read');
    if (!found || !sees(caller.access, found.scope)) {
      throw new TulvingError('not_found', `There is no episode ${id}.`);
    }
    return presentEpisode(found);
  }

  /** Resolves when the store answers. */
  async ready(): Promise<void> {
    await this.#parts.store.log.page(LOCAL.tenant, Number.MAX_SAFE_INTEGER, 1);
  }

  async status({ access }: Caller = LOCAL): Promise<Status> {
    requireScope(access, 'read');
    requireWhole(access);
    const status = await this.#parts.store.status();
    return { ...status, embedder: this.#parts.indexer.embedder };
  }

  /** Does jobs in this process from now on, until it is closed. */
  async startJobs(onError: WorkParts['onError']): Promise<void> {
    const work = { ...this.#parts.work, onError };
    this.#runner ??= createRunner(work);
    await askForChores(work);
    this.#runner.start();
  }

  /** Does the jobs that are due. @returns how many were begun */
  async runJobs(onError: WorkParts['onError']): Promise<number> {
    const work = { ...this.#parts.work, onError };
    await askForChores(work);
    const runner = createRunner(work);
    const begun = await runner.runDue();
    await runner.stop();
    return begun;
  }

  /** Finishes what was handed in and lets go of the files. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#runner?.stop();
    this.#held.recall.close();
    await this.#held.store.close();
  }

  /** What an addition does to the memories that it supersedes. */
  async #supersede(
    input: AddRequest,
    { memories }: Addition,
    caller: Caller,
    reviser: Reviser,
  ): Promise<Plan> {
    const [newer] = memories;
    if (!newer || !input.supersedes) return {};
    const ids = [...new Set(input.supersedes)];
    const older = await Promise.all(
      ids.map((id) => this.#parts.editor.find(id, caller, { toWrite: true })),
    );
    return planSupersede(newer, older, reviser);
  }

  /** Checks a request and takes secrets out of it, before anything else is done with it. */
  #redact<Schema extends z.ZodType<object>>(
    schema: Schema,
    request: unknown,
  ): { request: z.output<Schema>; found: string[] } {
    const { redactor } = this.#parts;
    const redaction = redactRequest(validate(schema, request), redactor);
    // A hook of the user's may have left something that cannot be kept.
    return redactor.hook
      ? { ...redaction, request: validate(schema, redaction.request) }
      : redaction;
  }

  #quotaOf({ user_id: user }: AddRequest): { user: string; most: number } | undefined {
    const { quota } = this.#parts;
    return quota > 0 && user !== undefined ? { user, most: quota } : undefined;
  }

  /** What zod hands on has lost keys such as `__proto__`, so a filter is read as it was given. */
  #filter(given: unknown): Filter | undefined {
    if (given === undefined) return undefined;
    const filter: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    return parseFilter(filter, '/filters', this.#parts.timezone);
  }

  #instant(value: string | undefined, pointer: string): Instant | undefined {
    return value === undefined ? undefined : instantOf(value, pointer, this.#parts.timezone);
  }
}

function readCursor(cursor: string): number {
  const no = Number(cursor);
  if (Number.isSafeInteger(no) && no > 0) return no;
  throw invalidInput([{ pointer: '/cursor', detail: 'is not one that a page was answered with' }]);
}
