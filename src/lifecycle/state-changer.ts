import { TulvingError } from '../errors.js';
import { requireOwned } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { IndexIdentity } from '../model/index-identity.js';
import type { Filter } from '../model/filter.js';
import type { HistoryEvent, MemoryState } from '../model/memory.js';
import type { Reach } from '../model/scope.js';
import type { Clock } from '../model/time.js';
import type { NewBatch } from '../store/batch-entry.js';
import type { MemoryStub, Store, StoredMemory, StubQuery } from '../store/port.js';
import type { Editor } from './editor.js';
import { chore } from './chores.js';
import type { Plan, Reviser } from './revise.js';

/** Memories of one commit, which keeps the event loop for some 20 ms: others write in between. */
const PORTION = 400;
/** When terms that were left behind follow, in ms: what was paused is often resumed before that, and then nothing is to be done. */
const SOON = 600_000;
/** For how long a portion of several is tried, in ms. */
const SHORT_PATIENCE = 200;

export interface StateChange {
  to: MemoryState;
  from: readonly MemoryState[];
  /** Where to look; or which ones. */
  meant: { reach: Reach; filter?: Filter | undefined } | { ids: readonly string[] };
  /** Of a portion, those that are meant; asked anew for each try. */
  only?: (portion: readonly MemoryStub[]) => Promise<readonly MemoryStub[]>;
  reason?: string | undefined;
  /** By which all of it can be undone, told how many were changed until then, and which ones last. */
  batch?: (changed: number, last: readonly MemoryStub[]) => NewBatch;
}

export interface StateChangerParts {
  store: Pick<Store, 'memories'>;
  editor: Editor;
  indexer: { readonly identity: IndexIdentity };
  clock: Clock;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
}

/** @param total where it is known */
export type StateProgress = (done: number, total?: number) => void;

interface RunOptions {
  progress?: StateProgress | undefined;
  signal?: AbortSignal | undefined;
  /** Stops there. */
  limit?: number | undefined;
}

/** Those of some memories that are meant, as they are now. */
type Ask = (numbers: readonly number[]) => Promise<readonly MemoryStub[]>;

/** Changes the state of many memories, portion by portion. */
export class StateChanger {
  readonly #parts: StateChangerParts;

  constructor(parts: StateChangerParts) {
    this.#parts = parts;
  }

  /** @returns how many it changed itself, and whether it stopped at the limit */
  async run(
    change: StateChange,
    caller: Caller,
    { progress, signal, limit = Infinity }: RunOptions = {},
  ): Promise<{ changed: number; more: boolean }> {
    const total = progress && (await this.#total(change, caller));
    let changed = 0;
    for await (const { portion, ask } of this.#portions(change, caller)) {
      signal?.throwIfAborted();
      for (const part of this.#parted(portion.slice(0, limit - changed), change)) {
        changed += await this.#change(part, ask, { ...change, caller, changed }, part);
      }
      progress?.(changed, total);
      if (changed >= limit) return { changed, more: true };
    }
    return { changed, more: false };
  }

  /** How many it would change. */
  async count(change: StateChange, caller: Caller): Promise<number> {
    if (!change.only && 'reach' in change.meant) return (await this.#total(change, caller)) ?? 0;
    let count = 0;
    for await (const { portion } of this.#portions(change, caller)) count += portion.length;
    return count;
  }

  async #total({ from, meant }: StateChange, { tenant }: Caller): Promise<number | undefined> {
    if ('ids' in meant) return meant.ids.length;
    let total = 0;
    for (const state of from) {
      const query = { tenant, state, ...meant, at: this.#parts.clock() };
      total += await this.#parts.store.memories.count(query);
    }
    return total;
  }

  async *#portions(
    { to, meant, from, only = async (all) => all }: StateChange,
    { tenant, access }: Caller,
  ): AsyncGenerator<{ portion: readonly MemoryStub[]; ask: Ask }> {
    const { memories } = this.#parts.store;
    if ('ids' in meant) {
      const action = to === 'deleted' ? 'delete' : 'write';
      const ids = [...new Set(meant.ids)];
      for (let at = 0; at < ids.length; at += PORTION) {
        const some = ids.slice(at, at + PORTION);
        const ask = async () => {
          const found = await memories.byIds(tenant, some);
          for (const memory of found) requireOwned(access, memory, action);
          const meant = found.filter(({ state }) => from.includes(state));
          return only(meant.map(stubOf).toSorted(newestFirst));
        };
        yield { portion: await ask(), ask };
      }
      return;
    }
    for (const state of from) {
      const query = { tenant, ...meant, state };
      const ask: Ask = async (among) =>
        only(
          await memories.stubs({ ...query, among, limit: among.length, at: this.#parts.clock() }),
        );
      for await (const read of this.#gathered(query)) yield { portion: await only(read), ask };
    }
  }

  /** Cube by cube, since there an index has them in order; of small cubes several make a portion. */
  async *#gathered(query: Omit<StubQuery, 'limit' | 'at'>): AsyncGenerator<MemoryStub[]> {
    const { memories } = this.#parts.store;
    let gathered: MemoryStub[] = [];
    for (const cube of await memories.cubesHolding(query)) {
      const reach = { ...query.reach, cubes: [cube] };
      let before: number | undefined;
      do {
        const limit = PORTION - gathered.length;
        const at = this.#parts.clock();
        const read = await memories.stubs({ ...query, reach, limit, before, at });
        gathered.push(...read);
        before = read.length < limit ? undefined : read.at(-1)?.no;
        if (gathered.length === PORTION) {
          yield gathered;
          gathered = [];
        }
      } while (before !== undefined);
    }
    if (gathered.length > 0) yield gathered;
  }

  /** A commit keeps to the quota of one user. */
  #parted(portion: readonly MemoryStub[], { to }: StateChange): MemoryStub[][] {
    if (portion.length === 0) return [];
    if (to !== 'active' || this.#parts.quota === 0) return [[...portion]];
    const users = new Set(portion.map(({ user }) => user));
    return Array.from(users, (user) => portion.filter((memory) => memory.user === user));
  }

  /**
   * Beside somebody who writes without pause a large portion would never go through: then by halves.
   *
   * @param fresh what was read of the portion just now
   */
  async #change(
    portion: readonly MemoryStub[],
    ask: Ask,
    change: Running,
    fresh?: readonly MemoryStub[],
  ): Promise<number> {
    const ids = new Set(portion.map(({ id }) => id));
    let changed = 0;
    let read = fresh;
    try {
      await this.#parts.editor.commit(
        change.caller,
        async (reviser) => {
          // Asked again for each try: somebody may have changed one so that it is no longer meant.
          const now = read ?? (await ask(portion.map(({ no }) => no)));
          read = undefined;
          const meant = now.filter(({ id }) => ids.has(id));
          changed = meant.length;
          return meant.length === 0 ? undefined : this.#plan(meant, change, reviser);
        },
        portion.length > 1 ? { patience: SHORT_PATIENCE } : {},
      );
      return changed;
    } catch (error) {
      const conflict = TulvingError.isInstance(error) && error.code === 'version_conflict';
      if (!conflict || portion.length === 1) throw error;
      const middle = portion.length >> 1;
      const newer = await this.#change(portion.slice(0, middle), ask, change);
      const older = { ...change, changed: change.changed + newer };
      return newer + (await this.#change(portion.slice(middle), ask, older));
    }
  }

  #plan(
    meant: readonly MemoryStub[],
    { to, reason, batch, changed }: Running,
    { at }: Reviser,
  ): Plan {
    const { quota: most, indexer } = this.#parts;
    const user = meant[0]?.user ?? null;
    return {
      restated: {
        memories: meant.map(({ no, id, version }) => ({ no, id, expectVersion: version })),
        state: to,
        event: eventOf(to),
        reason,
      },
      jobs: [{ ...chore('reindex', at + SOON), payload: { ...indexer.identity } }],
      ...(batch && { batch: batch(changed + meant.length, meant) }),
      ...(to === 'active' && most > 0 && user !== null && { quota: { user, most } }),
    };
  }
}

interface Running extends StateChange {
  caller: Caller;
  /** Before this portion. */
  changed: number;
}

const events: Partial<Record<MemoryState, HistoryEvent>> = {
  active: 'restored',
  deleted: 'deleted',
};

function eventOf(to: MemoryState): HistoryEvent {
  return events[to] ?? 'updated';
}

function newestFirst(one: MemoryStub, other: MemoryStub): number {
  return other.no - one.no;
}

function stubOf({ no, id, version, scope: { user } }: StoredMemory): MemoryStub {
  return { no, id, version, user };
}
