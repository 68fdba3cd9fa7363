import { Gatherer } from '../../gatherer.js';
import { analyseQuery } from '../../language/terms/analyse.js';
import type { AccessKind } from '../../model/access-log.js';
import type { Caller } from '../../model/caller.js';
import type { Clock, Instant } from '../../model/time.js';
import type { AccessHit, NewAccess } from '../../store/access-log.js';
import type { Store } from '../../store/port.js';

/** What somebody has read. */
export interface Read {
  kind: AccessKind;
  at: Instant;
  /** About whom was asked. */
  user: string | null;
  query?: string | undefined;
  /** Of the query, where they are known. */
  terms?: readonly string[] | undefined;
  hits: readonly (AccessHit & { cube: string })[];
  /** Names of the cubes that were looked through. */
  cubes: readonly string[];
}

/** What the parts of the facade note reads with. */
export interface ReadLog {
  note(read: Read, caller: Caller): void;
}

export interface AccessRecorderParts {
  store: Pick<Store, 'accessLog' | 'cubes' | 'notes'>;
  clock: Clock;
  /** How long rows are kept, in ms; 0: nothing is noted. */
  keptFor: number;
  mostBytes: number;
  redact: (query: string) => { text: string; isWhole: boolean };
}

/** A write of so many takes some 5 ms. */
const SLICE = 50;
/** What waits while the store is slow. */
const MOST_WAITING = 5_000;
/** The log is cut once a minute, for its oldest days, and whenever this part of its size has been added. */
const TRIM_PAUSE = 60_000;
const TRIM_SHARE = 0.05;

interface Noted {
  read: Read;
  caller: Caller;
}

/** Notes what is read without making it wait. */
export class AccessRecorder implements ReadLog {
  readonly #parts: AccessRecorderParts;
  readonly noted = new Gatherer<Noted>({
    write: (some) => this.#write(some),
    after: () => this.#trim(),
    slice: SLICE,
    most: MOST_WAITING,
    lost: (count) => `The access log of ${count} reads was not kept`,
  });
  #trimmed = -Infinity;
  #addedBytes = 0;

  constructor(parts: AccessRecorderParts) {
    this.#parts = parts;
  }

  note(read: Read, caller: Caller): void {
    if (this.#parts.keptFor === 0 || caller.viewing === true) return;
    this.noted.add({ read, caller });
  }

  async #write(some: readonly Noted[]): Promise<void> {
    const silent = await this.#silentCubes(some);
    const rows = some.flatMap((one) => this.#draw(one, silent) ?? []);
    if (rows.length > 0) this.#addedBytes += await this.#parts.store.accessLog.append(rows);
  }

  async #trim(): Promise<void> {
    const { store, clock, keptFor, mostBytes } = this.#parts;
    const isLate = performance.now() - this.#trimmed >= TRIM_PAUSE;
    if (!isLate && this.#addedBytes < mostBytes * TRIM_SHARE) return;
    this.#trimmed = performance.now();
    this.#addedBytes = 0;
    try {
      await store.accessLog.trim({ before: clock() - keptFor, mostBytes });
    } catch (error) {
      this.noted.onError(new Error('The access log was not cut to its size', { cause: error }));
    }
  }

  /** Those whose settings say that nothing is noted, as `tenant/cube`. */
  async #silentCubes(some: readonly Noted[]): Promise<Set<string>> {
    const { store } = this.#parts;
    const silent = new Set<string>();
    const byTenant = new Map<number, Set<string>>();
    for (const { read, caller } of some) {
      const names = byTenant.get(caller.tenant) ?? new Set();
      for (const name of [...read.cubes, ...read.hits.map(({ cube }) => cube)]) names.add(name);
      byTenant.set(caller.tenant, names);
    }
    for (const [tenant, names] of byTenant) {
      for (const { no, name } of await store.cubes.states(tenant, [...names])) {
        const settings = await store.notes.cubeSettings(no);
        if (settings['access_log'] === false) silent.add(`${tenant}/${name}`);
      }
    }
    return silent;
  }

  /** Done when it is written, not when it is read. */
  #draw({ read, caller }: Noted, silent: ReadonlySet<string>): NewAccess | undefined {
    const isSilent = (cube: string) => silent.has(`${caller.tenant}/${cube}`);
    const cubes = [...new Set([...read.cubes, ...read.hits.map(({ cube }) => cube)])];
    if (cubes.length > 0 && cubes.every(isSilent)) return undefined;
    const asked =
      read.query === undefined || cubes.some(isSilent) ? undefined : this.#parts.redact(read.query);
    const { kind, at, user, hits, terms } = read;
    const known = asked?.isWhole === true ? terms : undefined;
    return {
      tenant: caller.tenant,
      at,
      kind,
      app: caller.access.app ?? caller.app,
      proven: caller.access.app !== null,
      principal: caller.principal,
      user,
      query: asked?.text ?? null,
      hits: hits.filter(({ cube }) => !isSilent(cube)),
      terms: asked ? [...new Set(known ?? termsOf(asked.text))] : [],
      names: [...new Set([user, caller.principal, caller.app, ...read.cubes])].filter(
        (name) => name !== null,
      ),
    };
  }
}

function termsOf(query: string): string[] {
  return analyseQuery(query).terms;
}
