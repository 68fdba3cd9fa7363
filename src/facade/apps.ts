import { TulvingError } from '../errors.js';
import { Gatherer } from '../gatherer.js';
import { narrowName, narrowReach, requireScope, requireWhole } from '../model/access.js';
import {
  type AccessedPage,
  type App,
  type AppList,
  appNameSchema,
  type ListAccessedRequest,
  MOST_CLAIMED,
} from '../model/apps.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { formatInstant, type Clock } from '../model/time.js';
import { validate } from '../model/validate.js';
import type { AccessLogStore } from '../store/access-log.js';
import type { AppCount, AppStore, SeenApp, StoredApp } from '../store/apps.js';
import { accessedBy, type AccessedParts } from './accessed.js';

export interface AppsParts {
  apps: AppStore;
  clock: Clock;
  memories: AccessedParts['memories'];
  accessLog: Pick<AccessLogStore, 'countsByApp' | 'accessedBy'>;
  /** Writes what of the access log waits. */
  flushLog: () => Promise<void>;
}

/** For how long it is believed which apps are paused, in ms: another process may pause one. */
const BELIEVED = 1_000;

/** Requests of a second: what they tell of apps is put together before it is written. */
const MOST_WAITING = 10_000;

/** The programs that read and write: one for each name that a key fixes or a program gives itself. */
export class Apps {
  /** Apps that were here, one for each request. */
  readonly noted = new Gatherer<SeenApp>({
    write: (some) => this.#write(some),
    slice: MOST_WAITING,
    most: MOST_WAITING,
    lost: (count) => `Which apps ${count} requests came from was not kept`,
  });
  readonly #parts: AppsParts;
  readonly #paused = new Map<number, { names: Promise<ReadonlySet<string>>; until: number }>();

  constructor(parts: AppsParts) {
    this.#parts = parts;
  }

  /** By name. A key that fixes an app sees that one alone. */
  async list(caller: Caller = LOCAL): Promise<AppList> {
    requireScope(caller.access, 'read');
    const own = caller.access.app;
    if (own === null) requireWhole(caller.access);
    await this.noted.flush();
    const all = await this.#parts.apps.list(caller.tenant);
    const shown = own === null ? all : all.filter(({ name }) => name === own);
    return {
      data: await this.#present(shown, caller),
      unlisted: own === null && all.filter(({ proven }) => !proven).length >= MOST_CLAIMED,
    };
  }

  async get(given: string, caller: Caller = LOCAL): Promise<App> {
    const name = this.#nameFor(given, caller);
    requireScope(caller.access, 'read');
    await this.noted.flush();
    const found = await this.#parts.apps.find(caller.tenant, name);
    const [app] = found ? await this.#present([found], caller) : [];
    if (app) return app;
    throw new TulvingError('not_found', `There is no app "${name}".`, {
      remedy: 'List what exists with `tulving apps`.',
    });
  }

  /** What it was answered with, most often first. */
  async accessed(
    given: string,
    request: ListAccessedRequest = {},
    caller: Caller = LOCAL,
  ): Promise<AccessedPage> {
    requireScope(caller.access, 'read');
    const { name } = await this.get(given, caller);
    return accessedBy(this.#parts, name, request, caller);
  }

  /** From now on it neither reads nor writes; other processes learn of it within a second. */
  pause(name: string, caller: Caller = LOCAL): Promise<App> {
    return this.#set(name, { by: caller.principal }, caller);
  }

  resume(name: string, caller: Caller = LOCAL): Promise<App> {
    return this.#set(name, null, caller);
  }

  /**
   * For doors: notes that the app of the caller is here.
   *
   * @throws TulvingError `app_paused`
   */
  async enter({ tenant, app, access, viewing }: Caller): Promise<void> {
    if (app === null || viewing === true) return;
    if ((await this.#pausedOf(tenant)).has(app)) {
      throw new TulvingError(
        'app_paused',
        `The app "${app}" is paused: it neither reads nor writes.`,
      );
    }
    this.#note({ tenant, name: app, proven: access.app === app });
  }

  async #set(given: string, paused: Parameters<AppStore['setPaused']>[2], caller: Caller) {
    requireScope(caller.access, 'write');
    // Nobody lets himself go on.
    requireWhole(caller.access);
    const name = this.#nameFor(given, caller);
    const { apps, clock } = this.#parts;
    await this.noted.flush();
    await apps.setPaused(caller.tenant, name, paused, clock());
    this.#paused.delete(caller.tenant);
    return this.get(name, caller);
  }

  #nameFor(given: string, { access }: Caller): string {
    const { name } = validate(appNameSchema, { name: given });
    if (access.app === null) requireWhole(access);
    return narrowName('app_id', name, access.app) ?? name;
  }

  #pausedOf(tenant: number): Promise<ReadonlySet<string>> {
    const now = performance.now();
    const known = this.#paused.get(tenant);
    if (known && known.until > now) return known.names;
    const names = this.#parts.apps.paused(tenant).then((found) => new Set(found));
    // What could not be read is asked again by the next one.
    names.catch(() => this.#paused.delete(tenant));
    this.#paused.set(tenant, { names, until: now + BELIEVED });
    return names;
  }

  #note({ tenant, name, proven }: Pick<SeenApp, 'tenant' | 'name' | 'proven'>): void {
    const at = this.#parts.clock();
    this.noted.add({ tenant, name, proven, first: at, last: at });
  }

  async #write(some: readonly SeenApp[]): Promise<void> {
    const seen = new Map<string, SeenApp>();
    for (const app of some) {
      const key = `${app.tenant}/${app.name}`;
      const known = seen.get(key);
      if (known) Object.assign(known, { proven: known.proven || app.proven, last: app.last });
      // Names that somebody makes up by the thousand must not fill the store.
      else if (seen.size < 2 * MOST_CLAIMED) seen.set(key, app);
    }
    for (const app of seen.values()) await this.#parts.apps.note(app, MOST_CLAIMED);
  }

  async #present(apps: readonly StoredApp[], { tenant, access }: Caller): Promise<App[]> {
    const reach = narrowReach(access, { cubes: 'all' });
    const counts = await this.#parts.apps.counts(tenant, reach);
    const byName = new Map(counts.map((count) => [count.app, count]));
    await this.#parts.flushLog();
    const read = await this.#parts.accessLog.countsByApp(tenant);
    const readBy = new Map(read.map((one) => [one.app, one]));
    return apps.map((app) => present(app, byName.get(app.name), readBy.get(app.name)));
  }
}

type Reads = Awaited<ReturnType<AccessLogStore['countsByApp']>>[number];

function present(app: StoredApp, count: AppCount | undefined, reads: Reads | undefined): App {
  const { name, proven, firstSeen, lastSeen, pausedAt, pausedBy } = app;
  return {
    name,
    state: pausedAt === null ? 'active' : 'paused',
    claimed: !proven,
    first_seen_at: formatInstant(firstSeen),
    last_seen_at: formatInstant(lastSeen),
    paused_at: pausedAt === null ? null : formatInstant(pausedAt),
    paused_by: pausedBy,
    memories_created: count?.memories ?? 0,
    memories_active: count?.active ?? 0,
    first_accessed_at: reads ? formatInstant(reads.first) : null,
    last_accessed_at: reads ? formatInstant(reads.last) : null,
    memories_accessed: reads?.memories ?? 0,
  };
}
