import { TulvingError } from '../errors.js';
import type { JobHandler } from '../jobs/runner.js';
import { Consolidator } from '../lifecycle/consolidate/consolidator.js';
import { type Diary, diaryOf } from '../lifecycle/consolidate/diary.js';
import type { Group } from '../lifecycle/consolidate/members.js';
import type { ConsolidatorParts, RunOptions } from '../lifecycle/consolidate/run.js';
import { narrowReach, ownsAll } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import {
  type ConsolidateRequest,
  type ConsolidateResult,
  consolidateSchema,
  type DiaryEntry,
  type DiaryRequest,
  type DiaryResult,
  diarySchema,
} from '../model/consolidation.js';
import { localTime } from '../model/local-time.js';
import { costOf } from '../model/price.js';
import { ANY_USER, isInScope, type Reach, reachOf } from '../model/scope.js';
import { seenPage } from '../model/seen-page.js';
import { formatInstant, type Instant, parseInstant } from '../model/time.js';
import type { LanguageModels } from '../models/port.js';
import type { StoredBatch } from '../store/batches.js';
import type { StoredJob } from '../store/jobs.js';
import type { Store } from '../store/port.js';
import { askFor } from './ask.js';
import { checked } from './checked.js';

export interface ConsolidationParts extends ConsolidatorParts {
  store: ConsolidatorParts['store'] & Pick<Store, 'jobs' | 'tenants'>;
  models?: LanguageModels | undefined;
  /** Whether jobs do it each night by themselves, where a model is configured. */
  daily: boolean;
  /** Told of each group that a job has put in order. */
  afterwards: (group: Group) => Promise<void>;
}

/** Behind what somebody waits for. */
const PRIORITY = -10;
/** In the configured time zone. */
const NIGHT = '03:00';
const DAY = 86_400_000;
const PAGE = 2_000;

export type ConsolidationJob = 'consolidate' | 'consolidate-nightly';

/** Puts memories in order, when it is asked for and each night; and tells what was done. */
export class Consolidation {
  readonly #parts: ConsolidationParts;
  readonly #consolidator: Consolidator;

  constructor(parts: ConsolidationParts) {
    this.#parts = parts;
    this.#consolidator = new Consolidator(parts);
  }

  /**
   * For a user in one cube or in all, or with `*` for all users: as jobs, or while one waits.
   *
   * @throws TulvingError `model_…` where a model was waited for and failed
   */
  async run(request: ConsolidateRequest = {}, caller: Caller = LOCAL): Promise<ConsolidateResult> {
    const input = checked(consolidateSchema, request, caller, 'write');
    const { dry_run: isDry = false, wait = false, all = false, ...scope } = input;
    refusePart(caller);
    const { models, newId } = this.#parts;
    const groups = await this.#groups(caller, reachOf(scope));
    const { provider, model } = models?.identity ?? {};
    const result: ConsolidateResult = {
      model: models ? `${provider}:${model}` : null,
      estimates: [],
      jobs: [],
      diary: [],
    };
    for (const group of groups) {
      if (isDry) result.estimates.push(await this.#estimate(group, all));
      else if (!wait) result.jobs.push(await this.#handIn(group, all));
      else result.diary.push(await this.#runNow({ group, all, batch: newId() }));
    }
    return result;
  }

  /** What was done, newest first. */
  async diary(request: DiaryRequest = {}, caller: Caller = LOCAL): Promise<DiaryResult> {
    const { limit = 20, cursor, ...scope } = checked(diarySchema, request, caller);
    const { cube, user_id: user } = scope;
    const { tenant, access } = caller;
    // An entry is of a whole cube: such keys own none, and would have the store look through all of them.
    if (access.agent !== null || access.app !== null || access.bounds !== undefined) {
      return { data: [], next_cursor: null };
    }
    const ofUser = user === ANY_USER ? undefined : user;
    const cubes = access.cubes ?? undefined;
    const query = { tenant, kind: 'consolidate', cube, user: ofUser, cubes } as const;
    const { data, next_cursor } = await seenPage(
      { limit, cursor },
      (most, before) => this.#parts.store.batches.page({ ...query, limit: most, before }),
      (batches) => batches.filter((one) => ownsAll(access, scopeOf(one))),
    );
    return { data: data.map(presentBatch), next_cursor };
  }

  /** Asks for the next night, where a model is configured and nobody has turned it off. */
  async ask(tenant: number): Promise<void> {
    const { models, daily, store, clock, newId } = this.#parts;
    if (!models || !daily) return;
    const at = clock();
    const dueAt = nextNight(at, this.#parts.timezone);
    const kind: ConsolidationJob = 'consolidate-nightly';
    const job = { id: newId(), kind, tenant, user: null, payload: {}, dueAt };
    await store.jobs.enqueue({ ...job, priority: PRIORITY, onlyOne: true }, at);
  }

  handlers(): Record<ConsolidationJob, JobHandler> {
    return {
      consolidate: {
        concurrency: 1,
        tries: 8,
        run: (job, { signal }) => this.#work(job, signal),
      },
      'consolidate-nightly': {
        concurrency: 1,
        tries: 8,
        run: (job, { signal }) => this.#night(job, signal),
      },
    };
  }

  async #work({ id, tenant, user, payload }: StoredJob, signal: AbortSignal) {
    const cube = String(payload['cube']);
    const group = { tenant, cube, user };
    const all = payload['all'] === true;
    const entry = await this.#runNow({ group, all, batch: id, signal });
    await this.#parts.afterwards(group);
    return entry;
  }

  /** Hands in a job for each group that has changed since it was put in order. */
  async #night({ tenant }: StoredJob, signal: AbortSignal): Promise<{ groups: number }> {
    let groups = 0;
    const all = await this.#groups({ ...LOCAL, tenant }, { cubes: 'all' });
    for (const group of this.#parts.models && this.#parts.daily ? all : []) {
      signal.throwIfAborted();
      if (!(await this.#consolidator.isDue(group))) continue;
      await this.#handIn(group);
      groups += 1;
    }
    await this.ask(tenant);
    return { groups };
  }

  async #runNow(options: Omit<RunOptions, 'ask'>): Promise<DiaryEntry> {
    const { group, batch } = options;
    const ask = askFor(this.#parts.models, group.tenant, 'consolidate');
    const diary = await this.#consolidator.run({ ...options, ask });
    const { cube, user } = group;
    const at = this.#parts.clock();
    return presentDiary({ id: batch, cube, user, at, undoneAt: null }, diary);
  }

  async #handIn({ tenant, cube, user }: Group, all = false): Promise<string> {
    const { store, clock, newId } = this.#parts;
    const kind: ConsolidationJob = 'consolidate';
    const payload = { cube, ...(all && { all }) };
    const job = { id: newId(), kind, tenant, user, payload, priority: PRIORITY };
    return store.jobs.enqueue({ ...job, onlyOne: true }, clock());
  }

  async #estimate(group: Group, all: boolean): Promise<ConsolidateResult['estimates'][number]> {
    const { models } = this.#parts;
    const estimate = await this.#consolidator.estimate({ group, all }, models !== undefined);
    const { inputTokens, ...counts } = estimate;
    const inputCost = models ? costOf(models.price, { input: inputTokens, output: 0 }) : 0;
    const told = { input_tokens: inputTokens, input_cost: inputCost };
    return { cube: group.cube, user_id: group.user, ...counts, ...told };
  }

  /** Whose memories lie in which cubes, as far as the caller may change them. */
  async #groups({ tenant, access }: Caller, wanted: Reach): Promise<Group[]> {
    const { cubes } = this.#parts.store;
    const reach = narrowReach(access, wanted);
    const groups: Group[] = [];
    for (const { no, name: cube, live } of await cubes.states(tenant, reach.cubes)) {
      const users = live === 0 ? [] : await this.#usersIn(no);
      for (const user of users) {
        const scope = { cube, user, agent: null, app: null };
        const isMeant = isInScope(exactly(reach), { ...scope, run: null });
        if (isMeant && ownsAll(access, scope)) groups.push({ tenant, cube, user });
      }
    }
    return groups;
  }

  async #usersIn(cube: number): Promise<(string | null)[]> {
    const users = new Set<string | null>();
    for (let after = 0; ;) {
      const rows = await this.#parts.store.cubes.outline(cube, 'live', after, PAGE);
      for (const { user } of rows) users.add(user);
      if (rows.length < PAGE) return [...users];
      after = rows.at(-1)?.memory ?? after;
    }
  }
}

/** Memories about nobody are a group of their own: they are not asked for with a user. */
function exactly(reach: Reach): Reach {
  return reach.user ? { ...reach, user: { ...reach.user, orNone: false } } : reach;
}

/** What is merged and summed up goes across agents and apps. */
function refusePart({ access }: Caller): void {
  if (access.agent === null && access.app === null) return;
  throw new TulvingError('forbidden', 'This goes through the memories of all agents and apps.', {
    remedy: 'Use a key that fixes neither agent nor app.',
  });
}

/** The next time that it is night where people are. */
export function nextNight(at: Instant, timezone: string): Instant {
  const on = (day: Instant) => parseInstant(`${localTime(day, timezone).day}T${NIGHT}`, timezone);
  const tonight = on(at);
  return tonight !== undefined && tonight > at ? tonight : (on(at + DAY) ?? at + DAY);
}

function scopeOf({ cube, user }: StoredBatch) {
  return { cube: cube ?? '', user, agent: null, app: null };
}

function presentBatch(batch: StoredBatch): DiaryEntry {
  return presentDiary(batch, diaryOf(batch.note));
}

function presentDiary(
  { id, cube, user, at, undoneAt }: Pick<StoredBatch, 'id' | 'cube' | 'user' | 'at' | 'undoneAt'>,
  diary: Diary,
): DiaryEntry {
  const { change_seq: _seq, before: _before, began: _began, ...told } = diary;
  return {
    batch: id,
    cube,
    user_id: user,
    at: formatInstant(at),
    undone_at: undoneAt === null ? null : formatInstant(undoneAt),
    ...told,
  };
}
