import { TulvingError } from '../errors.js';
import type { JobHandler } from '../jobs/runner.js';
import type { StateChange, StateChanger } from '../lifecycle/state-changer.js';
import { FULL, requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { NewId } from '../model/ids.js';
import type { MemoryState } from '../model/memory.js';
import {
  type ChangePolicyRequest,
  changePolicySchema,
  type NewPolicyRequest,
  newPolicySchema,
  type Policy,
  type PolicyAction,
  type PolicyRun,
  type RunPoliciesRequest,
  type RunPoliciesResult,
  runPoliciesSchema,
} from '../model/policies.js';
import { type Clock, formatInstant, type Instant } from '../model/time.js';
import { validate } from '../model/validate.js';
import type { StoredJob } from '../store/jobs.js';
import type { PolicyStore, StoredPolicy } from '../store/policies.js';
import type { Store, MemoryStub } from '../store/port.js';
import { nextNight } from './consolidation.js';
import { filterOf } from './finder.js';
import type { Recalls } from './recalls.js';

export interface PoliciesParts {
  store: Pick<Store, 'policies' | 'jobs'>;
  changer: StateChanger;
  clock: Clock;
  newId: NewId;
  timezone: string;
  recalls: Pick<Recalls, 'noted'>;
}

const DAY = 86_400_000;
const KIND = 'archive';

const states: Readonly<Record<PolicyAction, { to: MemoryState; from: readonly MemoryState[] }>> = {
  archive: { to: 'archived', from: ['active'] },
  delete: { to: 'deleted', from: ['active', 'paused', 'archived'] },
};

/** What is archived or deleted by itself, once a day. */
export class Policies {
  readonly #parts: PoliciesParts;

  constructor(parts: PoliciesParts) {
    this.#parts = parts;
  }

  async list(caller: Caller = LOCAL): Promise<Policy[]> {
    govern(caller);
    return (await this.#store.list(caller.tenant)).map(present);
  }

  async add(request: NewPolicyRequest, caller: Caller = LOCAL): Promise<Policy> {
    govern(caller);
    const { action = 'archive', enabled = true, ...rest } = validate(newPolicySchema, request);
    const { clock, newId } = this.#parts;
    const policy: StoredPolicy = {
      ...rest,
      id: newId(),
      tenant: caller.tenant,
      action,
      enabled,
      createdAt: clock(),
      ranAt: null,
      changed: null,
      batch: null,
    };
    if (!(await this.#store.add(policy))) throw nameTaken(policy.name);
    await this.ask(caller.tenant);
    return present(policy);
  }

  async update(id: string, request: ChangePolicyRequest, caller: Caller = LOCAL): Promise<Policy> {
    govern(caller);
    const patch = validate(changePolicySchema, request);
    const given = Object.entries(patch).filter(([, value]) => value !== undefined);
    const policy: StoredPolicy = {
      ...(await this.#find(id, caller)),
      ...Object.fromEntries(given),
    };
    if (!(await this.#store.change(policy))) throw nameTaken(policy.name);
    await this.ask(caller.tenant);
    return present(policy);
  }

  async remove(id: string, caller: Caller = LOCAL): Promise<void> {
    govern(caller);
    if (!(await this.#store.remove(caller.tenant, id))) throw unknown(id);
  }

  /** Each that does something is a batch of its own. */
  async run(request: RunPoliciesRequest = {}, caller: Caller = LOCAL): Promise<RunPoliciesResult> {
    govern(caller);
    const { dry_run: isDry = false, id } = validate(runPoliciesSchema, request);
    const policies =
      id === undefined ? await this.#enabled(caller.tenant) : [await this.#find(id, caller)];
    const data: PolicyRun[] = [];
    for (const policy of policies) data.push(await this.#run(policy, caller, isDry));
    return { data, dry_run: isDry };
  }

  /** Asks for the next night, where there is a policy. */
  async ask(tenant: number): Promise<void> {
    if ((await this.#enabled(tenant)).length === 0) return;
    const { store, clock, newId, timezone } = this.#parts;
    const at = clock();
    const dueAt = nextNight(at, timezone);
    const job = { id: newId(), kind: KIND, tenant, user: null, payload: {}, dueAt, onlyOne: true };
    await store.jobs.enqueue(job, at);
  }

  handlers(): Record<typeof KIND, JobHandler> {
    return {
      [KIND]: { concurrency: 1, tries: 10, run: (job, { signal }) => this.#work(job, signal) },
    };
  }

  async #work({ tenant }: StoredJob, signal: AbortSignal): Promise<{ policies: PolicyRun[] }> {
    const caller = { tenant, principal: `job:${KIND}`, app: null, access: FULL, key: null };
    const policies: PolicyRun[] = [];
    for (const policy of await this.#enabled(tenant)) {
      policies.push(await this.#run(policy, caller, false, signal));
    }
    await this.ask(tenant);
    return { policies };
  }

  async #run(
    policy: StoredPolicy,
    caller: Caller,
    isDry: boolean,
    signal?: AbortSignal,
  ): Promise<PolicyRun> {
    const { changer, clock, newId, recalls } = this.#parts;
    // What was just found counts.
    await recalls.noted.flush();
    const at = clock();
    const { id, name, action } = policy;
    const batch = newId();
    const change: StateChange = {
      ...states[action],
      meant: { reach: { cubes: 'all' }, filter: filterOf(filtersOf(policy, at), 'UTC') },
      ...(await this.#unrecalled(policy, at)),
      reason: `policy ${name}`,
      batch: (changed) => ({
        id: batch,
        kind: 'states',
        cube: null,
        user: null,
        note: { policy: id, action, state: states[action].to, changed },
      }),
    };
    if (isDry) {
      return { id, name, action, changed: await changer.count(change, caller), batch_id: null };
    }
    const { changed } = await changer.run(change, caller, { signal });
    const undo = changed === 0 ? null : batch;
    await this.#store.change({ ...policy, ranAt: at, changed, batch: undo });
    return { id, name, action, changed, batch_id: undo };
  }

  /** Of what was found before anybody noted it, nothing is known: it is as if it was found at the last moment. */
  async #unrecalled(
    { criteria: { recalled_days: days } }: StoredPolicy,
    at: Instant,
  ): Promise<Pick<StateChange, 'only'>> {
    if (days === undefined) return {};
    const since = await this.#store.recalledSince();
    const before = at - days * DAY;
    const only = async (portion: readonly MemoryStub[]) => {
      const recalled = await this.#store.lastRecalled(portion.map(({ no }) => no));
      return portion.filter(({ no }) => (recalled.get(no) ?? since) < before);
    };
    return { only };
  }

  async #enabled(tenant: number): Promise<StoredPolicy[]> {
    return (await this.#store.list(tenant)).filter(({ enabled }) => enabled);
  }

  async #find(id: string, { tenant }: Caller): Promise<StoredPolicy> {
    const found = (await this.#store.list(tenant)).find((policy) => policy.id === id);
    if (found) return found;
    throw unknown(id);
  }

  get #store(): PolicyStore {
    return this.#parts.store.policies;
  }
}

/** They go through everything of the tenant. */
function govern({ access }: Caller): void {
  requireScope(access, 'admin');
  requireWhole(access);
}

function filtersOf({ criteria }: StoredPolicy, at: Instant): object {
  const { created_days, updated_days, recalled_days, category, app_id, kind } = criteria;
  const before = (days: number | undefined) =>
    days === undefined ? undefined : { lt: formatInstant(at - days * DAY) };
  const conditions = [
    { created_at: before(created_days) },
    { created_at: before(recalled_days) },
    { updated_at: before(updated_days) },
    { categories: category },
    { app_id },
    { kind },
  ];
  return { AND: conditions.filter((one) => Object.values(one)[0] !== undefined) };
}

function present(policy: StoredPolicy): Policy {
  const { id, name, criteria, action, enabled, createdAt, ranAt, changed, batch } = policy;
  return {
    id,
    name,
    criteria,
    action,
    enabled,
    created_at: formatInstant(createdAt),
    last_run:
      ranAt === null ? null : { at: formatInstant(ranAt), changed: changed ?? 0, batch_id: batch },
  };
}

function nameTaken(name: string): TulvingError {
  return new TulvingError('invalid_input', `There is a policy "${name}" already.`, {
    remedy: 'Change that one, or take another name.',
  });
}

function unknown(id: string): TulvingError {
  return new TulvingError('not_found', `There is no policy ${id}.`, {
    remedy: 'List what exists with `tulving policies`.',
  });
}
