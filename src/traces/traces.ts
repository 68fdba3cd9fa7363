import { TulvingError } from '../errors.js';
import { isWhole, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { isId } from '../model/ids.js';
import {
  type KeptTrace,
  type ListTracesRequest,
  type ListTracesResult,
  listTracesSchema,
  type ReplayReport,
  type ReplayRequest,
  replaySchema,
  withoutCubes,
} from '../model/kept-trace.js';
import { seenPage } from '../model/seen-page.js';
import { validate } from '../model/validate.js';
import type { StoredTrace, TraceStore } from '../store/traces.js';
import { askerOf, maySee } from './asker.js';
import type { Recorder, TraceBody } from './recorder.js';
import { replay, type Recorded, type ReplayParts } from './replay.js';

export interface TracesParts extends ReplayParts {
  traces: TraceStore;
  recorder: Pick<Recorder, 'noted'>;
}

/** How many are read at once while requests are looked for. */
const PAGE = 200;

/**
 * Searches that were kept: looked at, and asked again. Who reaches the whole tenant sees all of them,
 * anybody else what was asked in the own name.
 */
export class Traces {
  readonly #parts: TracesParts;

  constructor(parts: TracesParts) {
    this.#parts = parts;
  }

  /** Newest first, in pages. */
  async list(request: ListTracesRequest = {}, caller: Caller = LOCAL): Promise<ListTracesResult> {
    requireScope(caller.access, 'read');
    const { limit = 50, cursor } = validate(listTracesSchema, request);
    await this.#parts.recorder.noted.flush();
    return seenPage(
      { limit, cursor },
      (most, before) => this.#page(caller, { limit: most, before }),
      (traces) =>
        traces.filter((one) => isSeen(one, caller)).map((trace) => present(trace, caller)),
    );
  }

  async get(id: string, caller: Caller = LOCAL): Promise<KeptTrace> {
    requireScope(caller.access, 'read');
    await this.#parts.recorder.noted.flush();
    return present(await this.#find(id, caller), caller);
  }

  /** Asks again, and tells what is answered otherwise. Changes nothing, and is not kept itself. */
  async replay(request: ReplayRequest = {}, caller: Caller = LOCAL): Promise<ReplayReport> {
    requireScope(caller.access, 'read');
    const { ids, answers, limit = 50 } = validate(replaySchema, request);
    await this.#parts.recorder.noted.flush();
    const wanted =
      answers ?? (ids ? await this.#byIds(ids, caller) : await this.#newest(limit, caller));
    return replay(wanted, caller, this.#parts);
  }

  async #byIds(ids: readonly string[], caller: Caller): Promise<Recorded[]> {
    const found = [];
    for (const id of ids) found.push(recordedOf(await this.#find(id, caller)));
    return found;
  }

  /** Each request once, and none that a secret was taken out of. */
  async #newest(limit: number, caller: Caller): Promise<Recorded[]> {
    const found = new Map<string, Recorded>();
    let before: string | undefined;
    for (;;) {
      const page = await this.#page(caller, { limit: PAGE, before });
      for (const trace of page) {
        if (found.size === limit) break;
        const recorded = recordedOf(trace);
        if ((recorded.redacted ?? []).length > 0 || !isSeen(trace, caller)) continue;
        const key = questionOf(recorded);
        if (!found.has(key)) found.set(key, recorded);
      }
      before = page.at(-1)?.id;
      if (page.length < PAGE || found.size === limit) return [...found.values()];
    }
  }

  async #page(
    caller: Caller,
    { limit, before }: { limit: number; before: string | undefined },
  ): Promise<StoredTrace[]> {
    const { tenant, access } = caller;
    if (isWhole(access)) return this.#parts.traces.list({ tenant, limit, before });
    const asker = askerOf(caller);
    return asker === null ? [] : this.#parts.traces.list({ tenant, asker, limit, before });
  }

  async #find(id: string, caller: Caller): Promise<StoredTrace> {
    const found = isId(id) ? await this.#parts.traces.get(caller.tenant, id) : undefined;
    if (found && isSeen(found, caller)) return found;
    throw new TulvingError('not_found', `There is no trace ${id}.`, {
      remedy: 'List what is kept with `tulving traces`; the oldest go when there are too many.',
    });
  }
}

function bodyOf({ body }: StoredTrace): TraceBody {
  return body as TraceBody;
}

function recordedOf(trace: StoredTrace): Recorded {
  return { id: trace.id, ...bodyOf(trace) };
}

/** The same whenever it is asked, unless it names a time of its own. */
function questionOf({ kind, at, request, within }: Recorded): string {
  const { reference_time: reference, ...question } = request;
  return JSON.stringify([kind, question, within, reference === at ? null : reference]);
}

function isSeen(trace: StoredTrace, caller: Caller): boolean {
  return maySee(caller, { asker: trace.asker, within: bodyOf(trace).within });
}

function present(trace: StoredTrace, { access }: Caller): KeptTrace {
  const kept = { id: trace.id, ...bodyOf(trace) };
  return isWhole(access) ? kept : withoutCubes(kept);
}
