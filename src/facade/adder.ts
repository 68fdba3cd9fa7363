import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Batches } from './batches.js';
import type { Apps } from './apps.js';
import type { Attachments } from './attachments.js';
import type { Documents, OpenedDocument } from './documents.js';
import { TulvingError } from '../errors.js';
import type { Extraction } from './extract/extraction.js';
import { hideLinks } from './hide-links.js';
import type { Categoriser } from '../ingest/categorise/categoriser.js';
import type { Gate } from '../ingest/gate/gate.js';
import type { Indexer } from '../ingest/indexer.js';
import { inOrder, readLines } from '../ingest/lines.js';
import { type Addition, planAdd } from '../ingest/plan-add.js';
import { planDocument } from '../ingest/plan-document.js';
import { joinSections } from '../ingest/read/join.js';
import { type Redactor, redactRequest } from '../ingest/redact-request.js';
import type { Editor } from '../lifecycle/editor.js';
import { type Plan, planSupersede, type Reviser } from '../lifecycle/revise.js';
import { narrowScope, refuseCube, requireScope, requireWritable, sees } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { NewId } from '../model/ids.js';
import {
  type AddRequest,
  type AddResult,
  addSchema,
  type BatchOutcome,
  type DocumentInput,
  documentSchema,
} from '../model/requests.js';
import { cubeOfWrite, type Scope } from '../model/scope.js';
import type { Instant } from '../model/time.js';
import { invalidInput, validate } from '../model/validate.js';
import { presentMemory } from '../present.js';
import { asStored, type UnnumberedMemory } from '../store/as-stored.js';
import type { NewBatch } from '../store/batch-entry.js';
import type { Store, StoredMemory } from '../store/port.js';

export interface AddOptions {
  /** The same request with the same key, within a day, is answered and not done again. */
  idempotencyKey?: string | undefined;
  /** Whether it comes from elsewhere: then what was erased here is refused. */
  imported?: boolean;
  /** With what else it can be undone together. */
  batch?: NewBatch | undefined;
}

export interface BatchOptions extends Omit<AddOptions, 'batch'> {
  /** Id of the batch that it goes on with. Default: a new one. */
  batch?: string | undefined;
  /** Fills in what a line leaves open of its scope. */
  scope?: Scope;
  /** In place of `scope`: changes what a line holds before it is checked. */
  prepare?: (value: unknown) => unknown;
  /** Asked before each line: whoever opened a batch may have lost the right to write. */
  authorise?: (() => Promise<unknown>) | undefined;
  /** Told of a fault of the program, which the line is refused for. */
  onFault?: ((error: unknown) => void) | undefined;
}

/** Bytes as they come from a file or a request. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface AdderParts {
  store: Store;
  editor: Editor;
  batches: Pick<Batches, 'find'>;
  indexer: Indexer;
  newId: NewId;
  timezone: string;
  /** How long a memory is kept that says nothing of its own, in ms; 0: for ever. */
  timeToLive: number;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
  redactor: Redactor;
  gate: Gate;
  categoriser: Categoriser;
  documents: Documents;
  attachments: Pick<Attachments, 'keepWith'>;
  /** Missing where no model makes vectors. */
  embedWork?: { pendingAmong(memories: readonly number[]): Promise<number> } | undefined;
  extraction: Pick<Extraction, 'jobFor' | 'wait'>;
  apps: Pick<Apps, 'enter'>;
}

/** How long a repeated request is recognised, in ms. */
const ONCE_KEPT = 86_400_000;
/** How long `sync` waits where the request does not say, in ms. */
const SYNC_DEADLINE = 30_000;
/** Writes that wait together share one fsync. */
const BATCH_AT_ONCE = 64;

/** What an addition led to. */
interface Remembered {
  /** Of memories. */
  ids: readonly string[];
  episodes: readonly string[];
  redacted: readonly string[];
  job: string | undefined;
  /** Whether what is drawn from it comes later than it was waited for. */
  pending: boolean;
  /** Whether anything was committed: a request that is sent again is answered only. */
  isNew: boolean;
  /** The memories as they are kept, where all are new and nothing else can have changed them. */
  made: (() => UnnumberedMemory[]) | undefined;
}

/** The way of everything that is added: check, redact, narrow, plan, commit, present. */
export class Adder {
  readonly #parts: AdderParts;

  constructor(parts: AdderParts) {
    this.#parts = parts;
  }

  async add(request: AddRequest, caller: Caller, options: AddOptions): Promise<AddResult> {
    return this.#present(await this.#add(request, caller, options), caller);
  }

  async #add(request: AddRequest, caller: Caller, options: AddOptions): Promise<Remembered> {
    requireScope(caller.access, 'write');
    const { request: given, found } = checkAndRedact(addSchema, request, this.#parts.redactor);
    const input = forWrite(given, caller);
    await this.#enter(input, caller);
    const categorise = await this.#parts.categoriser.for(caller.tenant, cubeOfWrite(input));
    return this.#remember('add', input, found, caller, options, async (reviser) => {
      const addition = planAdd(input, { categorise, at: reviser.at, ...this.#parts });
      return { ...addition, ...(await this.#supersede(input, addition, caller, reviser)) };
    });
  }

  async document(request: DocumentInput, caller: Caller, options: AddOptions): Promise<AddResult> {
    requireScope(caller.access, 'write');
    const { documents, redactor } = this.#parts;
    const asked = documents.check(request);
    // Before anything is fetched or read: who may not write there has nothing read for him.
    const allowed = forWrite(asked.about, caller);
    await this.#enter(allowed, caller);
    const opened = await documents.open({ ...asked, about: allowed }, caller.tenant);
    const { about, content, found } = redactDocument(opened, redactor);
    const input = { ...about, text: content.sections.map(({ text }) => text) };
    const categorise = await this.#parts.categoriser.for(caller.tenant, cubeOfWrite(about));
    const remember = async () => {
      const kept = await this.#remember('document', input, found, caller, options, (reviser) =>
        planDocument(about, content, { categorise, at: reviser.at, ...this.#parts }),
      );
      return this.#present(kept, caller);
    };
    // What was taken out of the text is still in the file.
    if (!opened.file || found.length > 0) return remember();
    return this.#parts.attachments.keepWith(opened.file, async () => {
      const result = await remember();
      return { result, episode: result.episodes[0]?.id };
    });
  }

  batch(stream: ByteStream, caller: Caller, options: BatchOptions): AsyncGenerator<BatchOutcome> {
    // Here and not in the generator: whoever may not write learns it before the first line.
    requireScope(caller.access, 'write');
    return this.#batch(stream, caller, options);
  }

  async *#batch(
    stream: ByteStream,
    caller: Caller,
    {
      idempotencyKey,
      scope,
      prepare = filling(scope),
      authorise,
      onFault,
      batch: into,
      ...options
    }: BatchOptions,
  ): AsyncGenerator<BatchOutcome> {
    const turns = new Turns();
    const batch = await this.#batchOf(into, caller);
    yield* inOrder(readLines(stream), BATCH_AT_ONCE, async ({ line, value, error }) => {
      const key = idempotencyKey && { idempotencyKey: `${idempotencyKey}#${line}` };
      try {
        await authorise?.();
        if (error) throw error;
        const request = prepare(value) as AddRequest;
        // Turns of one session stand in the order of their lines.
        const kept = await turns.take(runOf(request), () =>
          this.#add(request, caller, { ...options, ...key, batch }),
        );
        return {
          line,
          status: 'kept',
          memories: await this.#readable(kept, caller),
          episodes: [...kept.episodes],
          ...(kept.job !== undefined && { job_id: kept.job }),
          // What was kept before belongs to the import that kept it.
          ...(kept.isNew && { batch: batch.id }),
        };
      } catch (failure) {
        return presentFailure(line, failure, onFault);
      }
    });
  }

  /** All lines are one import, that can be undone whole. */
  async #batchOf(into: string | undefined, caller: Caller): Promise<NewBatch> {
    const { batches, newId } = this.#parts;
    if (into !== undefined) {
      const { id, kind, cube, user, note } = await batches.find(into, caller);
      if (kind === 'import') return { id, kind, cube, user, note };
      throw invalidInput([{ pointer: '/batch', detail: 'is no batch of an import' }]);
    }
    const { cube, user_id: user } = narrowScope<Scope>(caller.access, {});
    return { id: newId(), kind: 'import', cube: cube ?? null, user: user ?? null, note: {} };
  }

  /** Commits an addition, once for each idempotency key. */
  async #remember(
    kind: 'add' | 'document',
    input: Scope & Drawn,
    redacted: string[],
    caller: Caller,
    { idempotencyKey: key, imported, batch }: AddOptions,
    plan: (reviser: Reviser) => Promise<Plan & Addition>,
  ): Promise<Remembered> {
    const { store, editor, extraction } = this.#parts;
    const owner = `${caller.tenant}/${caller.key ?? ''}`;
    const request =
      key === undefined
        ? undefined
        : sha256(JSON.stringify([kind, imported ?? false, cubeOfWrite(input), input]));
    let led: { memories: string[]; episodes: string[]; redacted: string[] } | undefined;
    let job: string | undefined;
    let made: Remembered['made'];
    const receipt = await editor.commit(caller, async (reviser) => {
      const before = request && (await store.memories.once(owner, key as string, reviser.at));
      if (before) {
        if (!before.isOf(request)) throw keyReused(key);
        led = before;
        return undefined;
      }
      const planned = apart(await plan(reviser), caller);
      refuseForbidden(planned, input, caller);
      if (imported) await this.#refuseErased(planned, caller);
      led = { memories: [], episodes: planned.episodes.map(({ id }) => id), redacted };
      const until = reviser.at + ONCE_KEPT;
      const once = request && { owner, key: key as string, request, until, redacted };
      const now = input.mode === 'sync';
      const draws = isDrawnFrom(input)
        ? extraction.jobFor(planned.episodes, caller, { at: reviser.at, now })
        : undefined;
      job = draws?.id;
      made = now && draws ? undefined : madeBy(planned, reviser.at);
      const jobs = [...(planned.jobs ?? []), ...(draws ? [draws] : [])];
      return { ...planned, jobs, once, batch, quota: this.#quotaOf(input) };
    });
    const ids = new Set(receipt ? receipt.memories.map(({ id }) => id) : led?.memories);
    const drawn = await this.#drawn(input, caller, job);
    if (drawn !== 'pending') for (const id of drawn) ids.add(id);
    return {
      ids: [...ids],
      episodes: led?.episodes ?? [],
      redacted: led?.redacted ?? [],
      job,
      pending: drawn === 'pending',
      isNew: receipt !== undefined,
      made: receipt?.memories.every(({ outcome }) => outcome === 'created') ? made : undefined,
    };
  }

  async #present(kept: Remembered, caller: Caller): Promise<AddResult> {
    const { memories, ...pending } = await this.#kept(kept, caller);
    return {
      memories: memories.filter(mayRead(caller)).map((memory) => presentMemory(memory)),
      episodes: kept.episodes.map((id) => ({ id })),
      redacted: [...kept.redacted],
      ...(kept.job !== undefined && { job_id: kept.job }),
      ...(kept.pending && { pending: true }),
      ...pending,
    };
  }

  /** What waits for a vector is told by its number, which only the store knows. */
  async #kept(
    { ids, made }: Remembered,
    caller: Caller,
  ): Promise<{ memories: readonly UnnumberedMemory[]; vectors_pending?: number }> {
    const { embedWork } = this.#parts;
    if (made && !embedWork) return { memories: made() };
    const stored = await this.#read(ids, caller);
    const memories = await hideLinks(this.#parts.store, stored, caller);
    if (!embedWork) return { memories };
    const numbers = stored.map(({ no }) => no);
    return { memories, vectors_pending: await embedWork.pendingAmong(numbers) };
  }

  /** Ids of what the caller may read of it. What nothing hides from him need not be read for that. */
  async #readable({ ids, isNew, made }: Remembered, caller: Caller): Promise<string[]> {
    if (isNew && caller.access.bounds === undefined) return [...ids];
    const memories = made?.() ?? (await this.#read(ids, caller));
    return memories.filter(mayRead(caller)).map(({ id }) => id);
  }

  #read(ids: readonly string[], { tenant }: Caller): Promise<StoredMemory[]> {
    return this.#parts.store.memories.byIds(tenant, ids);
  }

  /** Ids of what was drawn, for who waits for it. */
  async #drawn(
    { mode, deadline_ms: deadline = SYNC_DEADLINE }: Drawn,
    { tenant }: Caller,
    job: string | undefined,
  ): Promise<readonly string[] | 'pending'> {
    if (mode !== 'sync' || job === undefined) return [];
    const waited = await this.#parts.extraction.wait(tenant, job, deadline);
    return waited === 'pending' ? waited : waited.ids;
  }

  /** What an addition does to the memories that it supersedes. */
  async #supersede(
    input: AddRequest,
    { memories }: Addition,
    caller: Caller,
    reviser: Reviser,
  ): Promise<Plan> {
    const [newer] = memories;
    // What waits for a person changes nothing yet.
    if (!newer || !input.supersedes || newer.state === 'paused') return {};
    const ids = [...new Set(input.supersedes)];
    const older = await Promise.all(
      ids.map((id) => this.#parts.editor.find(id, caller, { toWrite: true })),
    );
    return planSupersede(newer, older, reviser);
  }

  /** An import must not bring back what was erased. */
  async #refuseErased({ memories }: Addition, { tenant }: Caller): Promise<void> {
    const words = memories.map(({ scope, index: { fingerprint } }) => {
      return { ...scope, fingerprint };
    });
    if (!(await this.#parts.store.removals.wasErased(tenant, words))) return;
    throw new TulvingError('erased', 'These words were erased.');
  }

  /** What is written in the name of a paused app is refused, whoever calls. */
  async #enter({ app_id: app }: Scope, caller: Caller): Promise<void> {
    if (app !== undefined) await this.#parts.apps.enter({ ...caller, app });
  }

  #quotaOf({ user_id: user }: Scope): { user: string; most: number } | undefined {
    const { quota } = this.#parts;
    return quota > 0 && user !== undefined ? { user, most: quota } : undefined;
  }
}

/** A duplicate is evidence of a memory that is there, which a rule may hide. */
function mayRead({ access }: Caller): (memory: UnnumberedMemory) => boolean {
  return (memory) => memory.state !== 'deleted' && sees(access, memory);
}

/** What an addition makes, unless it is linked to what was there: that must be read. */
function madeBy(
  { memories, episodes, links = [] }: Plan & Addition,
  at: Instant,
): Remembered['made'] {
  if (links.length > 0) return undefined;
  return () => {
    const said = new Map(episodes.map((episode) => [episode.id, episode]));
    return memories.map((memory) => asStored(memory, said, at));
  };
}

/** What a request says of drawing from it. */
type Drawn = Pick<AddRequest, 'mode' | 'deadline_ms' | 'extract' | 'kind'>;

/** What comes as a fact is one already. */
function isDrawnFrom({ extract = true, kind = 'statement' }: Drawn): boolean {
  return extract && kind === 'statement';
}

/** Checks a request and takes secrets out of it, before anything else is done with it. */
export function checkAndRedact<Schema extends z.ZodType<object>>(
  schema: Schema,
  request: unknown,
  redactor: Redactor,
): { request: z.output<Schema>; found: string[] } {
  const redaction = redactRequest(validate(schema, request), redactor);
  // A hook of the user's may have left something that cannot be kept.
  return redactor.hook ? { ...redaction, request: validate(schema, redaction.request) } : redaction;
}

/** Section by section, so that each keeps its place in the file. */
function redactDocument(
  { about, content: { sections, ...rest } }: OpenedDocument,
  redactor: Redactor,
): OpenedDocument & { found: string[] } {
  const whole = { ...about, text: sections.map(({ text }) => text) };
  const { request, found } = redactRequest(whole, redactor);
  const { text: texts, ...kept } = request;
  const cleaned = sections.map(({ place }, at) => ({ place, text: texts[at] ?? '' }));
  // A hook of the user's may have left something that cannot be kept.
  if (redactor.hook) validate(documentSchema, { ...kept, text: joinSections(cleaned).text });
  return { about: kept, content: { ...rest, sections: cleaned }, found };
}

/** What a write may reach: fills in what the caller's key fixes. */
function forWrite<Request extends Scope>(request: Request, { access }: Caller): Request {
  const input = narrowScope(access, request);
  refuseCube(access, cubeOfWrite(input));
  return input;
}

/** Whom rules hide memories from says the same again as an own one: not as evidence of what is hidden. */
function apart<Planned extends Addition>(planned: Planned, { access }: Caller): Planned {
  if (access.bounds === undefined) return planned;
  const memories = planned.memories.map((memory) => ({ ...memory, unlessSame: false }));
  return { ...planned, memories };
}

/** What access rules say of it is known when it is planned: its categories, among other things. */
function refuseForbidden({ memories }: Addition, input: Scope, { access }: Caller): void {
  const scope = { cube: cubeOfWrite(input), app: input.app_id ?? null };
  const place = { scope, categories: [], tags: [] };
  for (const memory of memories.length > 0 ? memories : [place]) requireWritable(access, memory);
}

function filling(scope: Scope = {}): (value: unknown) => unknown {
  return (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...scope, ...value }
      : value;
}

function runOf(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null) return undefined;
  const { cube, user_id: user, run_id: run } = request as Scope;
  return run === undefined ? undefined : JSON.stringify([cube, user, run]);
}

/** Lets work of one name wait for what came before it. */
class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<Result>(name: string | undefined, work: () => Promise<Result>): Promise<Result> {
    if (name === undefined) return work();
    const before = this.#last.get(name);
    const own = (async () => {
      // How it ended is told to the one whose work it was.
      await Promise.allSettled([before]);
      return work();
    })();
    this.#last.set(name, own);
    try {
      return await own;
    } finally {
      if (this.#last.get(name) === own) this.#last.delete(name);
    }
  }
}

function presentFailure(
  line: number,
  failure: unknown,
  onFault: BatchOptions['onFault'],
): BatchOutcome {
  if (!TulvingError.isInstance(failure)) {
    onFault?.(failure);
    const fault = new TulvingError('internal', 'The line could not be kept.', { cause: failure });
    return presentFailure(line, fault, undefined);
  }
  const { code, message: detail, remedy, issues } = failure;
  const none = { line, memories: [], episodes: [] };
  if (code === 'erased') return { ...none, status: 'blocked' };
  const error = { code, detail, remedy, errors: [...issues] };
  return { ...none, status: 'refused', error };
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

function keyReused(key: string | undefined): TulvingError {
  return new TulvingError('idempotency_key_reused', `The key "${key}" came with another request.`);
}
