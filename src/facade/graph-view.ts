import { namedIn } from '../graph/names.js';
import { isWhole } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import { isInScope, type Reach } from '../model/scope.js';
import type { Instant } from '../model/time.js';
import { holdsAt } from '../model/validity.js';
import { isWithin } from '../model/within.js';
import type { FullScope } from '../store/change-set.js';
import type { StoredEntity, StoredRelation } from '../store/graph.js';
import type { CubeState, Store, StoredMemory } from '../store/port.js';

/** Who looks, at what, as of when. */
export interface View {
  caller: Caller;
  reach: Reach;
  cubes: readonly CubeState[];
  at: Instant;
}

/** An entity with the memories that name it and may be read, the newest first. */
export interface SeenEntity {
  entity: StoredEntity;
  memories: StoredMemory[];
}

/** A relation with the memory that says so. */
export interface SeenRelation extends Omit<StoredRelation, 'memory'> {
  memory: StoredMemory;
}

interface Behind {
  no: number;
  scope: FullScope;
}

/** What one step of a walk looks at; more makes an answer that is cut. */
export const MOST_RELATIONS = 2_000;
const MOST_MENTIONS = 2_000;
const MOST_MOMENTS = 500;
/** Numbers in one query. */
const CHUNK = 500;

/** Reads the graph as a caller may see it: nothing shows that no readable memory says. */
export class GraphView {
  readonly #store: Pick<Store, 'graph' | 'memories'>;
  readonly #view: View;
  /** Null for what is hidden. */
  readonly #memories = new Map<number, StoredMemory | null>();
  /** Whether some step had more relations than were read. */
  cut = false;

  constructor(store: Pick<Store, 'graph' | 'memories'>, view: View) {
    this.#store = store;
    this.#view = view;
  }

  /** Relations from or to any of these that hold and may be read. */
  readonly relations = async (entities: readonly number[]): Promise<SeenRelation[]> => {
    const found: StoredRelation[] = [];
    for (const some of chunksOf(entities)) {
      const query = { entities: some, at: this.#view.at, limit: MOST_RELATIONS };
      const relations = await this.#store.graph.relations(query);
      if (relations.length === MOST_RELATIONS) this.cut = true;
      found.push(...relations);
    }
    await this.#read(found.map(({ memory }) => memory));
    return found.flatMap(({ memory: { no }, ...relation }) => {
      const memory = this.#memories.get(no);
      return memory ? [{ ...relation, memory }] : [];
    });
  };

  /** When relations of these began and ended, whatever holds now; the newest where there are too many. */
  async moments(entities: readonly number[]): Promise<Instant[]> {
    const { graph, memories } = this.#store;
    const moments = new Set<Instant>();
    for (const some of chunksOf(entities)) {
      const found = await graph.relations({ entities: some, at: null, limit: MOST_RELATIONS });
      const numbers = new Set(found.map(({ memory }) => memory.no));
      const read = await memories.byNumbers([...numbers]);
      const seen = new Map(
        read.filter((memory) => this.#mayRead(memory)).map((memory) => [memory.no, memory]),
      );
      for (const { validFrom, validTo, memory } of found) {
        const said = seen.get(memory.no)?.occurredAt;
        if (said === undefined) continue;
        moments.add(validFrom ?? said);
        if (validTo !== null) moments.add(validTo);
      }
    }
    return [...moments].toSorted((one, other) => one - other).slice(-MOST_MOMENTS);
  }

  /**
   * Those of the entities that a readable memory names. Whoever does not reach the whole tenant sees
   * only the names that such memories hold.
   */
  async entities(
    entities: readonly StoredEntity[],
    related: readonly SeenRelation[] = [],
  ): Promise<Map<number, SeenEntity>> {
    const naming = await this.#naming(entities.map(({ no }) => no));
    for (const { from, to, memory } of related) {
      for (const end of [from, to]) naming.get(end)?.add(memory);
    }
    const seen = new Map<number, SeenEntity>();
    for (const entity of entities) {
      const memories = [...(naming.get(entity.no) ?? [])].toSorted((a, b) => b.no - a.no);
      if (memories.length === 0) continue;
      const shown = isWhole(this.#view.caller.access)
        ? entity
        : namedIn(
            entity,
            memories.map(({ text }) => text),
          );
      if (shown) seen.set(entity.no, { entity: shown, memories });
    }
    return seen;
  }

  async #naming(entities: readonly number[]): Promise<Map<number, Set<StoredMemory>>> {
    const naming = new Map(entities.map((no) => [no, new Set<StoredMemory>()]));
    const read = async (some: readonly number[]) => {
      const mentions = await this.#store.graph.mentioning(some, MOST_MENTIONS);
      await this.#read(mentions.map(({ memory }) => memory));
      for (const { entity, memory } of mentions) {
        const seen = this.#memories.get(memory.no);
        if (seen) naming.get(entity)?.add(seen);
      }
      return mentions.length === MOST_MENTIONS;
    };
    for (const some of chunksOf(entities)) {
      if (!(await read(some))) continue;
      // The much mentioned have left no room for the others.
      for (const no of some) if (naming.get(no)?.size === 0) await read([no]);
    }
    return naming;
  }

  async #read(behind: readonly Behind[]): Promise<void> {
    const { reach, at } = this.#view;
    const wanted = new Set<number>();
    for (const { no, scope } of behind) {
      if (this.#memories.has(no)) continue;
      this.#memories.set(no, null);
      if (isInScope(reach, scope)) wanted.add(no);
    }
    for (const memory of await this.#store.memories.byNumbers([...wanted])) {
      if (holdsAt(memory, at) && this.#mayRead(memory)) this.#memories.set(memory.no, memory);
    }
  }

  #mayRead(memory: StoredMemory): boolean {
    const { reach, at } = this.#view;
    const expired = memory.expiresAt !== null && memory.expiresAt <= at;
    const isReached = isInScope(reach, memory.scope) && isWithin(reach, memory);
    return memory.state === 'active' && !expired && isReached;
  }
}

function* chunksOf(numbers: readonly number[]): Generator<readonly number[]> {
  for (let at = 0; at < numbers.length; at += CHUNK) yield numbers.slice(at, at + CHUNK);
}
