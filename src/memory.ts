import type { Documents } from './documents.js';
import { TulvingError } from './errors.js';
import { Keys } from './access/keys.js';
import {
  Adder,
  type AddOptions,
  type BatchOptions,
  type ByteStream,
  checkAndRedact,
} from './adder.js';
import { Counts } from './counts.js';
import { Events } from './events/events.js';
import { filterOf, Finder } from './finder.js';
import type { Indexer } from './ingest/indexer.js';
import { findSecrets, redactValue } from './ingest/redact.js';
import { redactQuestion, type Redactor } from './ingest/redact-request.js';
import { Jobs } from './jobs/jobs.js';
import type { JobRunner } from './jobs/runner.js';
import { Deleter } from './lifecycle/deleter.js';
import { Editor } from './lifecycle/editor.js';
import type { EmbedWork } from './lifecycle/embed-work.js';
import { Eraser } from './lifecycle/eraser.js';
import { Reindexer, type ReindexOptions, type ReindexReport } from './lifecycle/reindexer.js';
import { Retention } from './lifecycle/retention.js';
import {
  planDelete,
  planMerge,
  planRestore,
  planRevert,
  planUpdate,
  type Reviser,
} from './lifecycle/revise.js';
import { Scanner } from './lifecycle/scanner.js';
import { Vectors } from './lifecycle/vectors.js';
import {
  narrowReach,
  narrowScope,
  requireOwned,
  requireScope,
  requireWhole,
} from './model/access.js';
import {
  type ConversationRequest,
  type ConversationResult,
  type RelatedRequest,
  type RelatedResult,
  type RevertRequest,
  revertSchema,
} from './model/browsing.js';
import { type Caller, LOCAL } from './model/caller.js';
import type { Filter } from './model/filter.js';
import type { Components } from './model/health.js';
import type { NewId } from './model/ids.js';
import type { Episode, HistoryEntry, Memory as MemoryRecord } from './model/memory.js';
import {
  type AddRequest,
  type AddResult,
  type BatchOutcome,
  type ContextRequest,
  type ContextResult,
  type DeleteReport,
  type DeleteScopeRequest,
  type DocumentInput,
  deleteScopeSchema,
  type EraseReport,
  eraseScopeSchema,
  type ListRequest,
  type ListResult,
  type MergeRequest,
  mergeSchema,
  type ScanReport,
  type SearchRequest,
  type SearchResult,
  statsRequestSchema,
  type UpdateRequest,
  updateSchema,
} from './model/requests.js';
import { reachOf, type Scope } from './model/scope.js';
import type { Stats } from './model/stats.js';
import type { Status } from './model/status.js';
import { Vitals } from './vitals.js';
import type { Clock } from './model/time.js';
import { validate } from './model/validate.js';
import { presentMemory } from './present.js';
import { Reader } from './reader.js';
import type { Recall } from './recall/recall.js';
import { Samples } from './samples.js';
import type { Check, Compaction, Store } from './store/port.js';
import { Recorder } from './traces/recorder.js';
import { Traces } from './traces/traces.js';
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
  documents: Documents;
  /** How long what is deleted can be restored, in ms. */
  undoWindow: number;
  /** Whether a model makes vectors of what is kept, in this process or in another. */
  embeds?: boolean;
  /** Missing where this process knows no such model. */
  embedWork?: EmbedWork | undefined;
  /** Live memories of a cube above which the store's own index of vectors answers, where it has one. */
  largeCube: number;
  /** What is kept of recent searches, in bytes; 0: nothing. */
  traceBytes: number;
}

interface Held extends MemoryParts {
  adder: Adder;
  editor: Editor;
  eraser: Eraser;
  deleter: Deleter;
  scanner: Scanner;
  reindexer: Reindexer;
  finder: Finder;
  counts: Counts;
  reader: Reader;
  recorder: Recorder;
  vitals: Vitals;
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
  /** Recent searches: look at them, ask them again. */
  readonly traces: Traces;
  /** What happens, while it happens. */
  readonly events: Events;
  /** Something to look at, for who has just begun. */
  readonly samples: Samples;
  /** Vectors of the model that is the embedder. */
  readonly vectors: Vectors;
  readonly #held: Held;
  #runner: JobRunner | undefined;
  #closed = false;

  constructor(parts: MemoryParts) {
    const editor = new Editor(parts);
    const { store, clock, timezone } = parts;
    this.keys = new Keys({ keys: store.keys, clock, timezone });
    this.jobs = new Jobs({ jobs: store.jobs, clock });
    this.vectors = new Vectors(parts.embedWork);
    const recorder = new Recorder({
      traces: store.traces,
      mostBytes: parts.traceBytes,
      redact: (request) => redactQuestion(request, parts.redactor),
    });
    const finder = new Finder({ ...parts, recorder });
    const { memories, traces } = store;
    this.events = new Events({ log: store.log, memories, clock });
    this.traces = new Traces({ traces, memories, recorder, ask: finder.ask });
    const eraser = new Eraser(store, editor);
    const retention = new Retention({ ...parts, editor, eraser });
    const reindexer = new Reindexer(parts);
    const adder = new Adder({ ...parts, editor });
    this.samples = new Samples({
      adder,
      eraser,
      store,
      clock,
      flushTraces: () => recorder.flush(),
    });
    this.#held = {
      ...parts,
      editor,
      adder,
      eraser,
      deleter: new Deleter(store.memories, editor, clock),
      scanner: new Scanner(store, editor, { find: findSecrets, redact: redactValue }),
      finder,
      counts: new Counts(store, clock),
      reader: new Reader({
        ...parts,
        find: (id, caller) => editor.find(id, caller),
        search: finder.unnoted,
      }),
      recorder,
      reindexer,
      vitals: new Vitals({ ...parts, reindexer }),
      work: { ...parts, retention, reindexer },
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
  async add(
    request: AddRequest,
    caller: Caller = LOCAL,
    options: AddOptions = {},
  ): Promise<AddResult> {
    return this.#parts.adder.add(request, caller, options);
  }

  /** Keeps a document, a text or a file, in pieces that can be found on their own. */
  async addDocument(
    request: DocumentInput,
    caller: Caller = LOCAL,
    options: AddOptions = {},
  ): Promise<AddResult> {
    return this.#parts.adder.document(request, caller, options);
  }

  /** In bytes: the largest file that `addDocument` takes. */
  get mostFileBytes(): number {
    return this.#parts.documents.mostBytes;
  }

  /**
   * Keeps one `add` request a line of newline-delimited JSON, and tells what each line came to, in
   * order. One that is refused does not keep the others from being kept.
   */
  addBatch(
    stream: ByteStream,
    caller: Caller = LOCAL,
    options: BatchOptions = {},
  ): AsyncGenerator<BatchOutcome> {
    return this.#parts.adder.batch(stream, caller, options);
  }

  /**
   * The memories that answer a query best, best first. A query that nothing matches gets none.
   *
   * @example
   * const { results } = await memory.search({ user_id: 'ada', query: 'Where does Mia live?' });
   */
  async search(request: SearchRequest, caller: Caller = LOCAL): Promise<SearchResult> {
    return this.#parts.finder.search(request, caller);
  }

  /** The memories that answer a query, as a block for a prompt within a budget of tokens. */
  async context(request: ContextRequest, caller: Caller = LOCAL): Promise<ContextResult> {
    return this.#parts.finder.context(request, caller);
  }

  /** Counts of what a scope holds. */
  async stats(request: Scope = {}, caller: Caller = LOCAL): Promise<Stats> {
    requireScope(caller.access, 'read');
    const scope = narrowScope(caller.access, validate(statsRequestSchema, request));
    const reach = narrowReach(caller.access, reachOf(scope));
    return this.#parts.counts.of(caller.tenant, reach);
  }

  async get(id: string, caller: Caller = LOCAL): Promise<MemoryRecord> {
    return presentMemory(await this.#parts.editor.find(id, caller));
  }

  /** In pages, newest first unless another order is asked for. */
  async list(request: ListRequest = {}, caller: Caller = LOCAL): Promise<ListResult> {
    return this.#parts.reader.list(request, caller);
  }

  /** Corrects a memory: same id, new version. What it said before stays in its history. */
  async update(id: string, request: UpdateRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    requireScope(caller.access, 'write');
    const { request: input } = checkAndRedact(updateSchema, request, this.#parts.redactor);
    const plan = async (reviser: Reviser) => {
      const memory = await this.#parts.editor.find(id, caller, { toWrite: true });
      const { if_version: expected = memory.version } = input;
      const plan = planUpdate({ ...memory, version: expected }, input, reviser);
      return plan && { ...plan, quota: this.#quotaOf(memory.scope.user) };
    };
    await this.#parts.editor.commit(caller, plan, {
      ...(input.if_version !== undefined && { patience: 0 }),
    });
    return this.get(id, caller);
  }

  /** Says again what a version of the memory said, as a new version. */
  async revert(id: string, request: RevertRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    requireScope(caller.access, 'write');
    const { version, if_version: expected } = validate(revertSchema, request);
    const plan = async (reviser: Reviser) => {
      const memory = await this.#parts.editor.find(id, caller, { toWrite: true });
      const history = await this.#parts.store.history.of(memory.no);
      const found = { ...memory, version: expected ?? memory.version };
      return planRevert(found, history, version, reviser);
    };
    await this.#parts.editor.commit(caller, plan, {
      ...(expected !== undefined && { patience: 0 }),
    });
    return this.get(id, caller);
  }

  /** Takes a memory out of what is searched and listed; its history and its source stay. */
  async delete(id: string, caller: Caller = LOCAL): Promise<void> {
    await this.#parts.editor.commit(caller, async (reviser) =>
      planDelete(await this.#parts.editor.find(id, caller, { toWrite: true }), reviser),
    );
  }

  /**
   * Takes all memories of a scope out of what is searched. Nothing stands in for what the scope
   * does not name.
   */
  async deleteScope(request: DeleteScopeRequest, caller: Caller = LOCAL): Promise<DeleteReport> {
    requireScope(caller.access, 'write');
    const { filters: _, ...scope } = validate(deleteScopeSchema, request);
    const filter = this.#filter(request.filters);
    return this.#parts.deleter.scope(scope, filter, caller);
  }

  /**
   * Brings back what was deleted, paused, archived or expired; else parts what was merged; else lets
   * hold again what was superseded. One step each call.
   */
  async restore(id: string, caller: Caller = LOCAL): Promise<MemoryRecord> {
    const { memories, history } = this.#parts.store;
    await this.#parts.editor.commit(caller, async (reviser) => {
      const memory = await this.#parts.editor.find(id, caller, { deletedToo: true, toWrite: true });
      const [merged, superseded] = await Promise.all([
        history.link(id, 'merged_into', 'from'),
        history.link(id, 'supersedes', 'to'),
      ]);
      const others = [merged, superseded].flatMap((link) => (link ? [link.other] : []));
      for (const { scope } of await memories.byIds(caller.tenant, others)) {
        requireOwned(caller.access, scope);
      }
      const plan = planRestore(memory, { merged, superseded }, reviser);
      return plan && { ...plan, quota: this.#quotaOf(memory.scope.user) };
    });
    return this.get(id, caller);
  }

  /** Makes a duplicate a part of another memory. @returns the memory that stays */
  async merge(id: string, request: MergeRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    requireScope(caller.access, 'write');
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
  async erase(id: string, caller: Caller = LOCAL): Promise<EraseReport> {
    return this.#parts.eraser.memory(id, caller);
  }

  /** Blanks a verbatim source, and takes out what rests on it alone. */
  async eraseEpisode(id: string, caller: Caller = LOCAL): Promise<EraseReport> {
    return this.#parts.eraser.episode(id, caller);
  }

  /** Takes out everything of a scope: all memories and episodes of a user, of a cube, of a run. */
  async eraseScope(request: Scope, caller: Caller = LOCAL): Promise<EraseReport> {
    requireScope(caller.access, 'admin');
    await this.#parts.recorder.flush();
    return this.#parts.eraser.scope(validate(eraseScopeSchema, request), caller);
  }

  /** Looks for secrets in what was kept before; `redact` takes them out. */
  async scan(options: { redact: boolean }, caller: Caller = LOCAL): Promise<ScanReport> {
    return this.#parts.scanner.scan(caller, options);
  }

  /** Looks for damage in what is kept; reads everything once. */
  async check(): Promise<Check[]> {
    return this.#parts.store.check();
  }

  /** Rewrites what still holds bytes of what was deleted; `whole` gives free space back to the disk. */
  async compact(options: { whole: boolean } = { whole: false }): Promise<Compaction> {
    return this.#parts.store.compact(options);
  }

  /**
   * Makes the index anew where an older version of Tulving made it; a server does it by itself.
   * Searches go on meanwhile.
   */
  async reindex(options: ReindexOptions = {}, caller: Caller = LOCAL): Promise<ReindexReport> {
    requireScope(caller.access, 'admin');
    requireWhole(caller.access);
    return this.#parts.reindexer.run(caller.tenant, options);
  }

  /** What happened to a memory, oldest first. */
  async history(id: string, caller: Caller = LOCAL): Promise<HistoryEntry[]> {
    const { no } = await this.#parts.editor.find(id, caller, { deletedToo: true });
    return this.#parts.store.history.of(no);
  }

  /** The verbatim source of a memory, by the `episode_id` of its `sources`. */
  async episode(id: string, caller: Caller = LOCAL): Promise<Episode> {
    return this.#parts.reader.episode(id, caller);
  }

  /** An episode with those around it in its session. */
  async conversation(
    id: string,
    request: ConversationRequest = {},
    caller: Caller = LOCAL,
  ): Promise<ConversationResult> {
    return this.#parts.reader.conversation(id, request, caller);
  }

  /** What says most of the same as a memory, in its own cube. */
  async related(
    id: string,
    request: RelatedRequest = {},
    caller: Caller = LOCAL,
  ): Promise<RelatedResult> {
    return this.#parts.reader.related(id, request, caller);
  }

  /** Resolves when the store answers. */
  async ready(): Promise<void> {
    await this.#parts.store.log.page(LOCAL.tenant, Number.MAX_SAFE_INTEGER, 1);
  }

  async status(caller: Caller = LOCAL): Promise<Status> {
    return this.#parts.vitals.status(caller);
  }

  /** How each component is. What is down is told, not thrown. */
  async health(caller: Caller = LOCAL): Promise<Omit<Components, 'disk'>> {
    return this.#parts.vitals.health(caller, this.#runner !== undefined);
  }

  /** Does jobs in this process from now on, until it is closed. */
  async startJobs(onError: WorkParts['onError']): Promise<void> {
    const work = { ...this.#parts.work, onError };
    this.#runner ??= createRunner(work);
    await askForChores(work);
    this.#held.recorder.onError = (error) => onError(undefined, error);
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
    this.events.close();
    await this.#runner?.stop();
    await this.#held.recorder.flush();
    this.#held.recall.close();
    await this.#held.store.close();
  }

  #quotaOf(user: string | null): { user: string; most: number } | undefined {
    const { quota } = this.#parts;
    return quota > 0 && user !== null ? { user, most: quota } : undefined;
  }

  #filter(given: unknown): Filter | undefined {
    return filterOf(given, this.#parts.timezone);
  }
}
