import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../errors.js';
import type { JobHandler, JobRunner } from '../jobs/runner.js';
import { analyse } from '../language/terms/analyse.js';
import { stands } from '../lifecycle/consolidate/members.js';
import { fillByName } from '../lifecycle/forms/by-name.js';
import { fillByModel } from '../lifecycle/forms/question.js';
import { readSchema } from '../lifecycle/forms/read-schema.js';
import { isWhole, sees } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { type Form, type FormRequest, formRequestSchema } from '../model/form.js';
import { isId, type NewId } from '../model/ids.js';
import { limits, type ListRequest } from '../model/requests.js';
import { ANY_USER, userCube } from '../model/scope.js';
import { type Clock, formatInstant, type Instant } from '../model/time.js';
import type { LanguageModels } from '../models/port.js';
import type { StoredForm } from '../store/forms.js';
import type { StoredJob } from '../store/jobs.js';
import type { Store, StoredMemory } from '../store/port.js';
import { askFor } from './ask.js';
import { checked } from './checked.js';
import type { Profiles } from './profiles.js';
import type { Reader } from './reader.js';

export interface FormsParts {
  store: Pick<Store, 'forms' | 'jobs' | 'memories'>;
  clock: Clock;
  newId: NewId;
  timezone: string;
  models?: LanguageModels | undefined;
  reader: Pick<Reader, 'list'>;
  profiles: Pick<Profiles, 'write'>;
}

/** What is kept of a form. */
interface Body {
  /** Null: what is told of the user anyway. */
  schema: FormRequest['schema'];
  instructions?: string | undefined;
  user: string | null;
  note: unknown;
  value?: unknown;
  by?: Form['by'];
  from?: number;
  filledAt?: Instant;
}

const FILL = 'fill';
/** Memories that one form is filled from. */
const MOST_MEMORIES = 500;
const MOST_LISTED = 200;
const POLL_MS = 50;

/** Schemas that are filled from memories: by a model where there is one, else by the names of their fields. */
export class Forms {
  /** Who does the jobs of this process. */
  runner: JobRunner | undefined;
  readonly #parts: FormsParts;

  constructor(parts: FormsParts) {
    this.#parts = parts;
  }

  /** Chooses the memories at once, as the caller may read them; a job fills the form. */
  async ask(request: FormRequest, caller: Caller = LOCAL): Promise<Form> {
    const input = checked(formRequestSchema, request, caller, 'write');
    const { schema, instructions, note = null, batch = null, filters: _, ...scope } = input;
    const { store, clock, newId } = this.#parts;
    const { tenant } = caller;
    if (schema !== null) readSchema(schema);
    const asked: ListRequest = {
      ...scope,
      ...(request.filters !== undefined && { filters: request.filters }),
    };
    const memories = schema === null ? [] : await this.#choose(asked, caller);
    const id = newId();
    const at = clock();
    const user = scope.user_id === ANY_USER ? null : (scope.user_id ?? null);
    const body: Body = { schema, instructions, user, note };
    const terms = analyse(instructions ?? '');
    await store.forms.add({ id, tenant, batch, at, holds: { memories, terms }, body });
    await store.jobs.enqueue({ id, kind: FILL, tenant, user: null, payload: {} }, at);
    this.runner?.wake();
    return this.get(id, caller);
  }

  /** Whoever gets a form must see every memory that it is filled from. */
  async get(id: string, caller: Caller = LOCAL): Promise<Form> {
    const form = isId(id) ? await this.#parts.store.forms.get(caller.tenant, id) : undefined;
    const [seen] = form ? await this.#seen([form], caller) : [];
    if (seen) return this.#present(seen);
    throw new TulvingError('not_found', `There is no form ${id}.`);
  }

  /** The newest first, of those that the caller may see and that are looked for. */
  async find(
    {
      batch,
      most,
      matches,
    }: { batch?: string; most: number; matches?: (note: unknown) => boolean },
    caller: Caller = LOCAL,
  ): Promise<Form[]> {
    const query = { tenant: caller.tenant, batch, limit: MOST_LISTED };
    const listed = await this.#parts.store.forms.list(query);
    const meant = listed.filter(({ body }) => matches?.((body as Body).note) ?? true);
    const seen = await this.#seen(meant, caller);
    return Promise.all(seen.slice(0, most).map((form) => this.#present(form)));
  }

  /** As `get`, once it is filled or has failed; as it is when the time is over. */
  async wait(id: string, deadlineMs: number, caller: Caller = LOCAL): Promise<Form> {
    const until = performance.now() + deadlineMs;
    let form = await this.get(id, caller);
    while (form.status === 'pending' && performance.now() < until) {
      await sleep(POLL_MS);
      if (!(await this.#isPending(id, caller))) form = await this.get(id, caller);
    }
    return form;
  }

  handlers(): Record<typeof FILL, JobHandler> {
    return {
      [FILL]: { concurrency: 1, tries: 5, run: (job, { signal }) => this.#fill(job, signal) },
    };
  }

  async #choose(request: ListRequest, caller: Caller): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const limit = Math.min(limits.page, MOST_MEMORIES - ids.length);
      const page = await this.#parts.reader.list({ ...request, limit, cursor }, caller);
      ids.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined && ids.length < MOST_MEMORIES);
    return ids;
  }

  async #fill({ tenant, id }: StoredJob, signal: AbortSignal) {
    const { store, clock, models, profiles, timezone } = this.#parts;
    const form = await store.forms.get(tenant, id);
    // What it was to be filled from was erased.
    if (!form) return { filled: false };
    const body = form.body as Body;
    const { schema, instructions, user } = body;
    const at = clock();
    const ends = async (told: Pick<Body, 'value' | 'by' | 'from'>) => {
      const filled = await store.forms.fill({
        tenant,
        id,
        body: { ...body, ...told, filledAt: at },
      });
      return { filled, memories: told.from };
    };
    if (schema === null) {
      if (user !== null) await profiles.write({ tenant, user, cube: userCube(user) }, signal);
      return ends({ value: null, by: null, from: 0 });
    }
    const memories = await this.#standing(form, at);
    const fields = readSchema(schema);
    const ask = askFor(models, tenant, 'form');
    const from = memories.length;
    if (!ask || from === 0)
      return ends({ value: await fillByName(fields, memories), by: 'rule', from });
    const asking = { ask, schema, instructions, timezone, signal };
    return ends({ value: await fillByModel(fields, memories, asking), by: 'model', from });
  }

  /** What holds now, the newest first. */
  async #standing({ tenant, holds }: StoredForm, at: Instant): Promise<StoredMemory[]> {
    const found = await this.#parts.store.memories.byIds(tenant, holds.memories);
    return found
      .filter((memory) => stands(memory, at))
      .toSorted((a, b) => b.occurredAt - a.occurredAt || b.no - a.no);
  }

  async #seen(forms: readonly StoredForm[], { tenant, access }: Caller): Promise<StoredForm[]> {
    if (isWhole(access)) return [...forms];
    const ids = [...new Set(forms.flatMap(({ holds }) => holds.memories))];
    const hidden = new Set<string>();
    for (let from = 0; from < ids.length; from += MOST_MEMORIES) {
      const some = ids.slice(from, from + MOST_MEMORIES);
      for (const memory of await this.#parts.store.memories.byIds(tenant, some)) {
        if (!sees(access, memory)) hidden.add(memory.id);
      }
    }
    return forms.filter(({ holds, body }) => {
      const { user } = body as Body;
      const isOthers = user !== null && access.user !== null && user !== access.user;
      return !isOthers && !holds.memories.some((id) => hidden.has(id));
    });
  }

  /** Without asking who may see it. */
  async #isPending(id: string, { tenant }: Caller): Promise<boolean> {
    const form = await this.#parts.store.forms.get(tenant, id);
    return form !== undefined && (await this.#present(form)).status === 'pending';
  }

  async #present({ tenant, id, batch, at, body, holds }: StoredForm): Promise<Form> {
    const { user, note, value = null, by = null, from, filledAt } = body as Body;
    const job = filledAt === undefined ? await this.#parts.store.jobs.get(tenant, id) : undefined;
    return {
      id,
      status: filledAt === undefined ? statusOf(job) : 'succeeded',
      cause: job?.cause ?? null,
      value,
      by,
      memories: from ?? holds.memories.length,
      user_id: user,
      note,
      batch,
      created_at: formatInstant(at),
      filled_at: filledAt === undefined ? null : formatInstant(filledAt),
    };
  }
}

function statusOf(job: StoredJob | undefined): Form['status'] {
  return job === undefined || job.state === 'parked' || job.state === 'cancelled'
    ? 'failed'
    : 'pending';
}
