import type { Caller } from '../../../model/caller.js';
import { compareText } from '../../../model/filter.js';
import type { Memory as MemoryRecord, MemoryState } from '../../../model/memory.js';
import type { ListRequest } from '../../../model/requests.js';
import { compareKeys } from '../../../model/sort-key.js';
import type { Memory } from '../../../memory.js';

/** Read at a time, at most: as many as a list gives. */
const PORTION = 500;

export interface Wanted extends Pick<ListRequest, 'user_id' | 'filters' | 'text'> {
  states: readonly MemoryState[];
}

export interface Order {
  by: 'created_at' | 'memory' | 'app_name';
  descending: boolean;
}

const newestFirst: Order = { by: 'created_at', descending: true };

const sorts = { created_at: 'created_at', memory: 'text', app_name: 'app_id' } as const;

/** As lists are ordered. Ids sort by the time that they were made. */
const orders = {
  created_at: (one, other) => compareText(placeOf(one), placeOf(other)),
  memory: (one, other) => compareKeys(one.text, other.text),
  app_name: (one, other) => compareKeys(one.app_id, other.app_id),
} satisfies Record<Order['by'], (one: MemoryRecord, other: MemoryRecord) => number>;

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
    return { memories: await this.#slice(wanted, order, from, size), total };
  }

  /** All of them, newest first where no order is given, read as they are asked for. @param noted whether somebody sees them */
  async *all(
    { states, ...wanted }: Wanted,
    { order = newestFirst, portion = PORTION, noted = false } = {},
  ): AsyncGenerator<MemoryRecord> {
    const heads = await Promise.all(
      states.map(async (state) => {
        const caller = noted ? this.#caller : this.#counting;
        const rest = this.#ofState({ ...wanted, state, limit: portion }, order, caller);
        return { rest, next: await rest.next() };
      }),
    );
    const compare = orders[order.by];
    const sign = order.descending ? -1 : 1;
    const before = (one: MemoryRecord, other: MemoryRecord) =>
      (sign * compare(one, other) || compareText(placeOf(other), placeOf(one))) < 0;
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
    { by, descending }: Order,
    caller: Caller,
  ): AsyncGenerator<MemoryRecord, undefined> {
    const sort = `${descending ? '-' : ''}${sorts[by]}` as const;
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

  async #slice(wanted: Wanted, order: Order, from: number, size: number) {
    const kept: MemoryRecord[] = [];
    let at = 0;
    const portion = Math.min(from + size, PORTION);
    const noted = from === 0;
    for await (const memory of this.all(wanted, { order, portion, noted })) {
      if (at++ >= from) kept.push(memory);
      if (kept.length === size) break;
    }
    if (noted) return kept;
    return Promise.all(kept.map(({ id }) => this.#memory.get(id, this.#caller)));
  }
}

/** For what is looked through without being shown: the access log tells of what was. */
export function unnoted(caller: Caller): Caller {
  return { ...caller, viewing: true };
}

function placeOf({ created_at, id }: MemoryRecord): string {
  return `${created_at}/${id}`;
}
