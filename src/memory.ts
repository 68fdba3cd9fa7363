import { TulvingError } from './errors.js';
import type { Keys } from './access/keys.js';
import type { AccessLog } from './access/log/access-log.js';
import type { AccessRules } from './access/rules.js';
import { type AddOptions, type BatchOptions, type ByteStream } from './facade/adder.js';
import type { Apps } from './facade/apps.js';
import type { Audit } from './facade/audit.js';
import type { Backups } from './facade/backups.js';
import type { Exchange } from './facade/exchange/exchange.js';
import type { Batches } from './facade/batches.js';
import type { Events } from './events/events.js';
import type { Extraction } from './facade/extract/extraction.js';
import type { Consolidation } from './facade/consolidation.js';
import type { Feedback } from './facade/feedback.js';
import { filterOf } from './facade/finder.js';
import type { Forms } from './facade/forms.js';
import type { Graph } from './facade/graph.js';
import type { Jobs } from './jobs/jobs.js';
import type { JobRunner } from './jobs/runner.js';
import type { ReindexOptions, ReindexReport } from './lifecycle/reindexer.js';
import type { StateProgress } from './lifecycle/state-changer.js';
import type { Vectors } from './lifecycle/vectors.js';
import { narrowReach, narrowScope, requireScope, requireWhole } from './model/access.js';
import {
  type ConversationRequest,
  type ConversationResult,
  type RelatedRequest,
  type RelatedResult,
  type RevertRequest,
} from './model/browsing.js';
import { type Caller, LOCAL } from './model/caller.js';
import type { ChatEvent, ChatRequest, ChatResult } from './model/chat.js';
import type { Components } from './model/health.js';
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
  type GetRequest,
  getSchema,
  type ListRequest,
  type ListResult,
  type MergeRequest,
  type ScanReport,
  type SearchRequest,
  type SearchResult,
  statsRequestSchema,
  type UpdateRequest,
} from './model/requests.js';
import { reachOf, type Scope } from './model/scope.js';
import type { SetStateRequest, SetStateResult, Why } from './model/states.js';
import type { Stats } from './model/stats.js';
import type { Profile, ProfileRequest } from './model/profile.js';
import type { Status } from './model/status.js';
import type { UndoRequest, UndoResult } from './model/undo.js';
import type { TreeRequest, TreeResult } from './model/tree.js';
import type { Usage, UsageRequest } from './model/usage.js';
import { validate } from './model/validate.js';
import { presentMemory } from './present.js';
import { hideLinks } from './facade/hide-links.js';
import type { Attachments } from './facade/attachments.js';
import type { Categories } from './facade/categories.js';
import type { Users } from './facade/users.js';
import type { Cubes } from './facade/cubes.js';
import type { Policies } from './facade/policies.js';
import type { ProfileForms } from './facade/profile-forms.js';
import type { Reindexing } from './facade/reindexing.js';
import type { Reviews } from './facade/reviews.js';
import type { Samples } from './facade/samples.js';
import type { Sources } from './facade/sources.js';
import { assemble, type Held, type MemoryParts } from './facade/assemble.js';
import type { Check, Compaction, StoredMemory } from './store/port.js';
import type { Timeline } from './facade/timeline.js';
import type { Traces } from './traces/traces.js';
import type { Webhooks } from './facade/webhooks.js';
import { askForChores, createRunner, type WorkParts } from './facade/work.js';

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
  /** What people say of memories: useful, wrong, or to be replaced everywhere. */
  readonly feedback: Feedback;
  /** What happens, while it happens. */
  readonly events: Events;
  /** Something to look at, for who has just begun. */
  readonly samples: Samples;
  /** Vectors of the model that is the embedder. */
  readonly vectors: Vectors;
  /** What was done together, and can be undone together. */
  readonly batches: Batches;
  /** All that is kept, in one file. */
  readonly backups: Backups;
  /** Files that documents were made of. */
  readonly attachments: Attachments;
  /** Memories that a model draws from what was added. */
  readonly extraction: Extraction;
  /** Who and what memories name, and how that is related. */
  readonly graph: Graph;
  /** Memories along time, and how many there are when. */
  readonly timeline: Timeline;
  /** Puts memories in order: merges, sums up, relates. */
  readonly consolidation: Consolidation;
  /** What waits for a person to look at it. */
  readonly reviews: Reviews;
  /** What holds in one cube. */
  readonly cubes: Cubes;
  /** Files that come from other programs, and go to them. */
  readonly exchange: Exchange;
  /** The names that memories are filed under. */
  readonly categories: Categories;
  /** Under which names something is kept, and what came of what was said. */
  readonly sources: Sources;
  /** Schemas that are filled from memories. */
  readonly forms: Forms;
  /** By which form users have their profiles. */
  readonly profileForms: ProfileForms;
  /** The programs that read and write. */
  readonly apps: Apps;
  /** What is archived or deleted by itself. */
  readonly policies: Policies;
  /** Addresses that are told what happens. */
  readonly webhooks: Webhooks;
  /** Whom memories are about. */
  readonly users: Users;
  /** Who may see and change what, beside what keys fix. */
  readonly access: AccessRules;
  /** Who has read and written what. */
  readonly accessLog: AccessLog;
  /** The index of all memories, made anew by a job. */
  readonly reindexing: Reindexing;
  /** Who has changed how Tulving is run. */
  readonly audit: Audit;
  readonly #held: Held;
  #runner: JobRunner | undefined;
  #closed = false;

  constructor(parts: MemoryParts) {
    const held = assemble(parts);
    this.keys = held.keys;
    this.jobs = held.jobs;
    this.traces = held.traces;
    this.feedback = held.feedback;
    this.events = held.events;
    this.samples = held.samples;
    this.vectors = held.vectors;
    this.batches = held.batches;
    this.backups = held.backups;
    this.attachments = held.attachments;
    this.extraction = held.extraction;
    this.graph = held.graph;
    this.timeline = held.timeline;
    this.consolidation = held.consolidation;
    this.reviews = held.reviews;
    this.cubes = held.cubes;
    this.categories = held.categoryNames;
    this.exchange = held.exchange;
    this.sources = held.sources;
    this.forms = held.forms;
    this.profileForms = held.profileForms;
    this.apps = held.apps;
    this.policies = held.policies;
    this.webhooks = held.webhooks;
    this.users = held.users;
    this.access = held.access;
    this.accessLog = held.accessLog;
    this.audit = held.audit;
    this.reindexing = held.reindexing;
    this.#held = held;
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

  /** What a scope holds as a tree: what goes on, what is known for long, what is about the user. */
  async tree(request: TreeRequest = {}, caller: Caller = LOCAL): Promise<TreeResult> {
    return this.#parts.tree.of(request, caller);
  }

  /** What memories tell of a user, with those that say so. No model is asked. */
  async profile(request: ProfileRequest, caller: Caller = LOCAL): Promise<Profile> {
    return this.#parts.profiles.of(request, caller);
  }

  /**
   * Answers a message from memory, with citations, and remembers both.
   *
   * @example
   * const { answer } = await memory.chat({ user_id: 'ada', message: 'Where does Mia live?' });
   */
  async chat(request: ChatRequest, caller: Caller = LOCAL): Promise<ChatResult> {
    return this.#parts.chat.answer(request, caller);
  }

  /** The same, told while it is made. */
  chatStream(request: ChatRequest, caller: Caller = LOCAL): AsyncGenerator<ChatEvent> {
    return this.#parts.chat.stream(request, caller);
  }

  /** Counts of what a scope holds. */
  async stats(request: Scope = {}, caller: Caller = LOCAL): Promise<Stats> {
    requireScope(caller.access, 'read');
    const scope = narrowScope(caller.access, validate(statsRequestSchema, request));
    const reach = narrowReach(caller.access, reachOf(scope));
    return this.#parts.counts.of(caller.tenant, reach);
  }

  /** What was deleted is only read where that is asked for. */
  async get(id: string, caller: Caller = LOCAL, request: GetRequest = {}): Promise<MemoryRecord> {
    const { include_deleted: deletedToo } = validate(getSchema, request);
    const found = await this.#parts.editor.find(id, caller, { deletedToo });
    this.#parts.reader.noteOne('get', found, caller);
    return this.#present(found, caller);
  }

  /** In pages, newest first unless another order is asked for. */
  async list(request: ListRequest = {}, caller: Caller = LOCAL): Promise<ListResult> {
    return this.#parts.reader.list(request, caller);
  }

  /** Corrects a memory: same id, new version. What it said before stays in its history. */
  async update(id: string, request: UpdateRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    await this.#parts.corrector.update(id, request, caller);
    return this.#shown(id, caller);
  }

  /** Says again what a version of the memory said, as a new version. */
  async revert(id: string, request: RevertRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    await this.#parts.corrector.revert(id, request, caller);
    return this.#shown(id, caller);
  }

  /** Takes a memory out of what is searched and listed; its history and its source stay. */
  async delete(id: string, caller: Caller = LOCAL, why: Why = {}): Promise<void> {
    return this.#parts.corrector.delete(id, why, caller);
  }

  /**
   * Takes all memories of a scope out of what is searched. Nothing stands in for what the scope
   * does not name.
   */
  async deleteScope(request: DeleteScopeRequest, caller: Caller = LOCAL): Promise<DeleteReport> {
    requireScope(caller.access, 'write');
    const { filters: _, ...scope } = validate(deleteScopeSchema, request);
    const filter = filterOf(request.filters, this.#parts.timezone);
    return this.#parts.deleter.scope(scope, filter, caller);
  }

  /** Changes the state of several memories at once; all of it can be undone together. */
  setState(
    request: SetStateRequest,
    caller: Caller = LOCAL,
    { progress }: { progress?: StateProgress } = {},
  ): Promise<SetStateResult> {
    return this.#parts.states.set(request, caller, progress);
  }

  /**
   * Brings back what was deleted, paused, archived or expired; else parts what was merged; else lets
   * hold again what was superseded. One step each call.
   */
  async restore(id: string, caller: Caller = LOCAL): Promise<MemoryRecord> {
    await this.#parts.corrector.restore(id, caller);
    return this.#shown(id, caller);
  }

  /**
   * Takes back what was done together: by a batch, from a source, or since a time. With `preview` it tells
   * what it would do. What it did is a batch of its own, and can be taken back itself.
   */
  async undo(request: UndoRequest, caller: Caller = LOCAL): Promise<UndoResult> {
    return this.#parts.undoer.undo(request, caller);
  }

  /** Makes a duplicate a part of another memory. @returns the memory that stays */
  async merge(id: string, request: MergeRequest, caller: Caller = LOCAL): Promise<MemoryRecord> {
    return this.#shown(await this.#parts.corrector.merge(id, request, caller), caller);
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
    await this.#parts.recorder.noted.flush();
    await this.#parts.accessRecorder.noted.flush();
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
    const found = await this.#parts.editor.find(id, caller, { deletedToo: true });
    this.#parts.reader.noteOne('history', found, caller);
    return this.#parts.store.history.of(found.no);
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

  /** What language models were asked, and what of today is left. */
  async usage(request: UsageRequest = {}, caller: Caller = LOCAL): Promise<Usage> {
    return this.#parts.usage.of(request, caller);
  }

  /** How each component is. What is down is told, not thrown. */
  async health(caller: Caller = LOCAL): Promise<Omit<Components, 'disk'>> {
    return this.#parts.vitals.health(caller, this.#runner !== undefined);
  }

  /** Does jobs in this process from now on, until it is closed. */
  async startJobs(onError: WorkParts['onError']): Promise<void> {
    const work = { ...this.#parts.work, onError };
    this.#runner ??= createRunner(work);
    this.extraction.runner = this.#runner;
    this.forms.runner = this.#runner;
    await askForChores(work);
    for (const noted of this.#held.noted) noted.onError = (error) => onError(undefined, error);
    this.#held.webhookWork.watch(this.#runner, (error) => onError(undefined, error));
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
    await this.#held.webhookWork.stop();
    await this.#runner?.stop();
    for (const noted of this.#held.noted) await noted.flush();
    await this.#held.models?.flush?.();
    this.#held.recall.close();
    await this.#held.store.close();
  }

  async #present(found: StoredMemory, caller: Caller): Promise<MemoryRecord> {
    const [memory = found] = await hideLinks(this.#parts.store, [found], caller);
    return presentMemory(memory);
  }

  async #shown(id: string, caller: Caller): Promise<MemoryRecord> {
    return this.#present(await this.#parts.editor.find(id, caller), caller);
  }
}
