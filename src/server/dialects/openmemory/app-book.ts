import type { Memory } from '../../../memory.js';
import type { Caller } from '../../../model/caller.js';
import { isWhole } from '../../../model/access.js';
import { ANY_USER } from '../../../model/scope.js';
import { idOfName, means } from './ids.js';
import { NO_APP } from './shapes.js';
import { Walk } from './walk.js';

export interface KnownApp {
  name: string;
  isActive: boolean;
  created: number;
  accessed: number;
  /** RFC 3339. */
  firstAccess: string | null;
  lastAccess: string | null;
}

/** Stats tell so many, those with most memories. */
const TOLD = 20;

/** States that OpenMemory counts. */
export const countedStates = ['active', 'paused', 'archived'] as const;

/** The apps that a caller can know of, by the memories that they have written. */
export class AppBook {
  readonly #memory: Memory;
  readonly #caller: Caller;

  constructor(memory: Memory, caller: Caller) {
    this.#memory = memory;
    this.#caller = caller;
  }

  /** By name. @param user of whose memories; undefined: of all that the caller reaches */
  async list(user?: string): Promise<KnownApp[]> {
    const [written, seen] = await Promise.all([this.#names(user), this.#seen()]);
    const names = new Set(user === undefined ? [...written, ...seen.keys()] : written);
    const apps = [...names].toSorted().map(async (name) => {
      const here = seen.get(name);
      return {
        name,
        isActive: here?.state !== 'paused',
        created: await this.#count(name, user),
        accessed: here?.memories_accessed ?? 0,
        firstAccess: here?.first_seen_at ?? null,
        lastAccess: here?.last_seen_at ?? null,
      };
    });
    return (await Promise.all(apps)).filter(
      ({ name, created }) => created > 0 || (user === undefined && seen.has(name)),
    );
  }

  /** The names that are meant by these ids or names; what nothing has is left out. */
  async namesOf(given: readonly string[], user?: string): Promise<string[]> {
    const { tenant } = this.#caller;
    const names = await this.#names(user);
    return names.filter((name) => given.some((one) => means(one, tenant, 'app', name)));
  }

  async find(given: string): Promise<KnownApp | undefined> {
    const { tenant } = this.#caller;
    return (await this.list()).find(({ name }) => means(given, tenant, 'app', name));
  }

  idOf(name: string): string {
    return idOfName(this.#caller.tenant, 'app', name);
  }

  /** Those that were here, whether or not they have written; for who may know of them. */
  async #seen() {
    const { access } = this.#caller;
    if (access.app === null && !isWhole(access)) return new Map<string, never>();
    const { data } = await this.#memory.apps.list(this.#caller);
    return new Map(data.map((app) => [app.name, app]));
  }

  /** Stats tell the twenty with most memories; the others show themselves where these are left out. */
  async #names(user: string | undefined): Promise<string[]> {
    const scope = this.#scope(user);
    const { apps } = await this.#memory.stats(scope, this.#caller);
    const names = new Set([NO_APP, ...apps.map(({ name }) => name)]);
    if (apps.length >= TOLD) {
      const filters = { NOT: appFilter([...names]) };
      const walk = new Walk(this.#memory, this.#caller);
      for await (const { app_id: app } of walk.all({ ...scope, filters, states: countedStates })) {
        if (app !== null) names.add(app);
      }
    }
    return [...names].toSorted();
  }

  async #count(name: string, user: string | undefined): Promise<number> {
    const about = user === undefined ? [] : [{ user_id: user }];
    const filters = { AND: [appFilter([name]), ...about] };
    const wanted = { ...this.#scope(user), filters, states: countedStates };
    return new Walk(this.#memory, this.#caller).count(wanted);
  }

  #scope(user: string | undefined) {
    return { user_id: user ?? this.#caller.access.user ?? ANY_USER };
  }
}

/** Of memories that one of these apps has written. */
export function appFilter(names: readonly string[]): Record<string, unknown> {
  if (names.length === 0) return { OR: [] };
  const written = { app_id: { in: [...names] } };
  return names.includes(NO_APP) ? { OR: [written, { app_id: { exists: false } }] } : written;
}
