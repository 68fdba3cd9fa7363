import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Documents, OpenedDocument } from './documents.js';
import { TulvingError } from './errors.js';
import type { Indexer } from './ingest/indexer.js';
import { inOrder, readLines } from './ingest/lines.js';
import { type Addition, planAdd } from './ingest/plan-add.js';
import { planDocument } from './ingest/plan-document.js';
import { joinSections } from './ingest/read/join.js';
import { type Redactor, redactRequest } from './ingest/redact-request.js';
import type { Editor } from './lifecycle/editor.js';
import { type Plan, planSupersede, type Reviser } from './lifecycle/revise.js';
import { narrowScope, refuseCube, requireScope } from './model/access.js';
import type { Caller } from './model/caller.js';
import type { NewId } from './model/ids.js';
import {
  type AddRequest,
  type AddResult,
  addSchema,
  type BatchOutcome,
  type DocumentInput,
  documentSchema,
} from './model/requests.js';
import { cubeOfWrite, type Scope } from './model/scope.js';
import { validate } from './model/validate.js';
import { presentMemory } from './present.js';
import type { Store } from './store/port.js';

export interface AddOptions {
  /** The same request with the same key, within a day, is answered and not done again. */
  idempotencyKey?: string | undefined;
  /** Whether it comes from elsewhere: then what was erased here is refused. */
  imported?: boolean;
}

export interface BatchOptions extends AddOptions {
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
  indexer: Indexer;
  newId: NewId;
  timezone: string;
  /** How long a memory is kept that says nothing of its own, in ms; 0: for ever. */
  timeToLive: number;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
  redactor: Redactor;
  documents: Documents;
  /** Missing where no model makes vectors. */
  embedWork?: { pendingAmong(memories: readonly number[]): Promise<number> } | undefined;
}

/** How long a repeated request is recognised, in ms. */
const ONCE_KEPT = 86_400_000;
/** Writes that wait together share one fsync. */
const BATCH_AT_ONCE = 64;

/** The way of everything that is added: check, redact, narrow, plan, commit, present. */
export class Adder {
  readonly #parts: AdderParts;

  constructor(parts: AdderParts) {
    this.#parts = parts;
  }

  async add(request: AddRequest, caller: Caller, options: AddOptions): Promise<AddResult> {
    requireScope(caller.access, 'write');
    const { request: given, found } = checkAndRedact(addSchema, request, this.#parts.redactor);
    const input = forWrite(given, caller);
    return this.#remember('add', input, found, caller, options, async (reviser) => {
      const addition = planAdd(input, { ...this.#parts, at: reviser.at });
      return { ...addition, ...(await this.#supersede(input, addition, caller, reviser)) };
    });
  }

  async document(request: DocumentInput, caller: Caller, options: AddOptions): Promise<AddResult> {
    requireScope(caller.access, 'write');
    const { documents, redactor } = this.#parts;
    const asked = documents.check(request);
    // Before anything is fetched or read: who may not write there has nothing read for him.
    const opened = await documents.open({ ...asked, about: forWrite(asked.about, caller) });
    const { about, content, found } = redactDocument(opened, redactor);
    const input = { ...about, text: content.sections.map(({ text }) => text) };
    return this.#remember('document', input, found, caller, options, (reviser) =>
      planDocument(about, content, { ...this.#parts, at: reviser.at }),
    );
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
      ...options
    }: BatchOptions,
  ): AsyncGenerator<BatchOutcome> {
    const turns = new Turns();
    yield* inOrder(readLines(stream), BATCH_AT_ONCE, async ({ line, value, error }) => {
      const key = idempotencyKey && { idempotencyKey: `${idempotencyKey}#${line}` };
      try {
        await authorise?.();
        if (error) throw error;
        const request = prepare(value) as AddRequest;
        // Turns of one session stand in the order of their lines.
        const kept = await turns.take(runOf(request), () =>
          this.add(request, caller, { ...options, ...key }),
        );
        return {
          line,
          status: 'kept',
          memories: kept.memories.map(({ id }) => id),
          episodes: kept.episodes.map(({ id }) => id),
        };
      } catch (failure) {
        return presentFailure(line, failure, onFault);
      }
    });
  }

  /** Commits an addition, once for each idempotency key, and answers what it led to. */
  async #remember(
    kind: 'add' | 'document',
    input: Scope,
    redacted: string[],
    caller: Caller,
    { idempotencyKey: key, imported }: AddOptions,
    plan: (reviser: Reviser) => Promise<Plan & Addition>,
  ): Promise<AddResult> {
    const { store, editor, embedWork } = this.#parts;
    const owner = `${caller.tenant}/${caller.key ?? ''}`;
    const request = sha256(JSON.stringify([kind, imported ?? false, cubeOfWrite(input), input]));
    let led: { memories: string[]; episodes: string[]; redacted: string[] } | undefined;
    const receipt = await editor.commit(caller, async (reviser) => {
      const before =
        key === undefined ? undefined : await store.memories.once(owner, key, reviser.at);
      if (before) {
        if (!before.isOf(request)) throw keyReused(key);
        led = before;
        return undefined;
      }
      const planned = await plan(reviser);
      if (imported) await this.#refuseErased(planned, caller);
      led = { memories: [], episodes: planned.episodes.map(({ id }) => id), redacted };
      const until = reviser.at + ONCE_KEPT;
      const once = key === undefined ? undefined : { owner, key, request, until, redacted };
      return { ...planned, once, quota: this.#quotaOf(input) };
    });
    const ids = new Set(receipt ? receipt.memories.map(({ id }) => id) : led?.memories);
    const memories = await store.memories.byIds(caller.tenant, [...ids]);
    return {
      memories: memories
        .filter(({ state }) => state !== 'deleted')
        .map((memory) => presentMemory(memory)),
      episodes: (led?.episodes ?? []).map((id) => ({ id })),
      redacted: led?.redacted ?? [],
      ...(embedWork && {
        vectors_pending: await embedWork.pendingAmong(memories.map(({ no }) => no)),
      }),
    };
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

  /** An import must not bring back what was erased. */
  async #refuseErased({ memories }: Addition, { tenant }: Caller): Promise<void> {
    const words = memories.map(({ scope, index: { fingerprint } }) => {
      return { ...scope, fingerprint };
    });
    if (!(await this.#parts.store.removals.wasErased(tenant, words))) return;
    throw new TulvingError('erased', 'These words were erased.');
  }

  #quotaOf({ user_id: user }: Scope): { user: string; most: number } | undefined {
    const { quota } = this.#parts;
    return quota > 0 && user !== undefined ? { user, most: quota } : undefined;
  }
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
  { about, content: { format, sections } }: OpenedDocument,
  redactor: Redactor,
): OpenedDocument & { found: string[] } {
  const whole = { ...about, text: sections.map(({ text }) => text) };
  const { request, found } = redactRequest(whole, redactor);
  const { text: texts, ...kept } = request;
  const cleaned = sections.map(({ place }, at) => ({ place, text: texts[at] ?? '' }));
  // A hook of the user's may have left something that cannot be kept.
  if (redactor.hook) validate(documentSchema, { ...kept, text: joinSections(cleaned).text });
  return { about: kept, content: { format, sections: cleaned }, found };
}

/** What a write may reach: fills in what the caller's key fixes. */
function forWrite<Request extends Scope>(request: Request, { access }: Caller): Request {
  const input = narrowScope(access, request);
  refuseCube(access, cubeOfWrite(input));
  return input;
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
