import { narrowReach, narrowScope, requireScope, seenBy, sees } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import {
  doubtsIn,
  type ListDoubtsRequest,
  type ListDoubtsResult,
  listDoubtsSchema,
} from '../model/doubt.js';
import { isId } from '../model/ids.js';
import { reachOf } from '../model/scope.js';
import type { Clock } from '../model/time.js';
import { invalidInput, validate } from '../model/validate.js';
import { presentMemory } from '../present.js';
import type { Store } from '../store/port.js';
import type { DoubtQuery } from '../store/reviews.js';
import { hideLinks } from './hide-links.js';
import type { Reader } from './reader.js';

export interface DoubtsParts {
  store: Pick<Store, 'memories' | 'reviews'>;
  reader: Pick<Reader, 'noteList'>;
  clock: Clock;
}

/** Memories that hold now and may not be so. */
export class Doubts {
  readonly #parts: DoubtsParts;

  constructor(parts: DoubtsParts) {
    this.#parts = parts;
  }

  /** The most doubtful first, in pages. */
  async list(request: ListDoubtsRequest, caller: Caller): Promise<ListDoubtsResult> {
    const { access, tenant } = caller;
    requireScope(access, 'read');
    const input = narrowScope(access, validate(listDoubtsSchema, request));
    const { limit = 50, cursor, doubt, ...scope } = input;
    const { store, clock, reader } = this.#parts;
    const reach = narrowReach(access, reachOf(scope));
    const after = cursor === undefined ? undefined : await this.#placeOf(cursor, caller);
    const seen = seenBy(access);
    const query = { tenant, reach, seen, at: clock(), doubt, after, limit: limit + 1 };
    const found = await store.reviews.doubted(query);
    const page = found.slice(0, limit);
    const weights = new Map(page.map(({ no, weight }) => [no, weight]));
    const memories = await store.memories.byNumbers(page.map(({ no }) => no));
    const shown = await hideLinks(store, memories, caller);
    reader.noteList(shown, scope, caller);
    const weightOf = (no: number) => weights.get(no) ?? 0;
    const last = found.length > limit ? memories.at(-1) : undefined;
    return {
      data: shown.map((memory) => ({
        memory: presentMemory(memory),
        doubts: doubtsIn(weightOf(memory.no)),
      })),
      next_cursor: last ? `${last.id}.${weightOf(last.no)}` : null,
    };
  }

  async #placeOf(cursor: string, { tenant, access }: Caller): Promise<DoubtQuery['after']> {
    const [, id = '', weight] = /^([\w-]+)\.(\d{1,3})$/.exec(cursor) ?? [];
    const [last] = isId(id) ? await this.#parts.store.memories.byIds(tenant, [id]) : [];
    if (last && sees(access, last)) return { no: last.no, weight: Number(weight) };
    const detail = 'is not one that a page was answered with, or its memory was erased';
    throw invalidInput([{ pointer: '/cursor', detail }]);
  }
}
