import type { Caller } from '../../../model/caller.js';
import type { Memory as MemoryRecord, MemoryState } from '../../../model/memory.js';
import type { ListRequest } from '../../../model/requests.js';
import type { Memory } from '../../../memory.js';

/** Read at a time, at most: as many as a list gives. */
const PORTION = 500;
/** Of a text that others are ordered by, in UTF-16 units; what is alike so far keeps its order. */
const COMPARED = 64;

export interface Wanted extends Pick<ListRequest, 'user_id' | 'filters' | 'text'> {
  states: readonly MemoryState[];
}

export interface Order {
  by: 'created_at' | 'memory' | 'app_name';
  descending: boolean;
}

/** Reads memories for one caller, where OpenMemory counts pages and Tulving follows a cursor. */
export class Walk {
  readonly #memory: Memory;
  readonly #caller: Caller;
  readonly #counting: Caller;

  constructor(memory: Memory, caller: Caller) {
    this.#memory = memory;
    this.#caller = caller;
    this.#counting = unnoted(caller);
  }

  async count({ states, ...wanted }: Wanted): Promise<number> {
    const counts = await Promise.all(
      states.map(async (state) => {
        const asked = { ...wanted, state, limit: 1, total: true };
        return (await this.#memory.list(asked, this.#counting)).total ?? 0;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Those of one page, and how many there are on all of them. */
  async page(
    wanted: Wanted,
    order: Order,
    { page, size }: { page: number; size: number },
  ): Promise<{ memories: MemoryRecord[]; total: number }> {
    const total = await this.count(wanted);
    const from = (page - 1) * size;
    if (from >= total) return { memories: [], total };
    const memories =
      order.by === 'created_at'
        ? await this.#slice(wanted, order.descending, from, size)
        : await this.#sorted(wanted, order, from, size);
    return { memories, total };
  }

  /** All of them by when they were made, read as they are asked for. @param noted whether somebody sees them */
  async *all(
    { states, ...wanted }: Wanted,
    { descending = true, portion = PORTION, noted = false } = {},
  ): AsyncGenerator<MemoryRecord> {
    const heads = await Promise.all(
      states.map(async (state) => {
        const caller = noted ? this.#caller : this.#counting;
        const rest = this.#ofState({ ...wanted, state, limit: portion }, descending, caller);
        return { rest, next: await rest.next() };
      }),
    );
    const before = (one: MemoryRecord, other: MemoryRecord) =>
      descending ? placeOf(one) > placeOf(other) : placeOf(one) < placeOf(other);
    for (;;) {
      let first: (typeof heads)[number] | undefined;
      for (const head of heads) {
        if (head.next.done) continue;
        if (!first || first.next.done || before(head.next.value, first.next.value)) first = head;
      }
      if (!first || first.next.done) return;
      yield first.next.value;
      first.next = await first.rest.next();
    }
  }

  async *#ofState(
    asked: ListRequest,
    descending: boolean,
    caller: Caller,
  ): AsyncGenerator<MemoryRecord, undefined> {
    const sort = descending ? '-created_at' : 'created_at';
    let cursor: string | undefined;
    do {
      const page = await this.#memory.list(
        { ...asked, sort, ...(cursor !== undefined && { cursor }) },
        caller,
      );
      yield* page.data;
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return undefined;
  }

  async #slice(wanted: Wanted, descending: boolean, from: number, size: number) {
    const kept: MemoryRecord[] = [];
    let at = 0;
    const portion = Math.min(from + size, PORTION);
    for await (const memory of this.all(wanted, { descending, portion, noted: true })) {
      if (at++ >= from) kept.push(memory);
      if (kept.length === size) break;
    }
    return kept;
  }

  /** No store orders by these: keys of all are compared here, and those of the page are read again. */
  async #sorted(wanted: Wanted, { by, descending }: Order, from: number, size: number) {
    const keys: { id: string; key: string }[] = [];
    for await (const { id, text, app_id } of this.all(wanted)) {
      const key = by === 'memory' ? text : (app_id ?? '');
      keys.push({ id, key: key.slice(0, COMPARED).toLowerCase() });
    }
    const sign = descending ? -1 : 1;
    const sorted = keys.toSorted((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -sign : sign));
    const ids = sorted.slice(from, from + size).map(({ id }) => id);
    return Promise.all(ids.map((id) => this.#memory.get(id, this.#caller)));
  }
}

/** For what is looked through without being shown: the access log tells of what was. */
export function unnoted(caller: Caller): Caller {
  return { ...caller, viewing: true };
}

/** Ids sort by the time that they were made. */
function placeOf({ created_at, id }: MemoryRecord): string {
  return `${created_at}/${id}`;
}
