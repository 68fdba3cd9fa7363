import type { ReadLog } from '../access/log/recorder.js';
import { TulvingError } from '../errors.js';
import { fold } from '../language/terms/fold.js';
import { narrowReach, narrowScope, requireScope, sees } from '../model/access.js';
import type { Attachment } from '../model/attachments.js';
import {
  type ConversationRequest,
  type ConversationResult,
  conversationSchema,
  type RelatedRequest,
  type RelatedResult,
  relatedSchema,
} from '../model/browsing.js';
import type { Caller } from '../model/caller.js';
import { wellFormed } from '../model/fields.js';
import { isId } from '../model/ids.js';
import type { Episode } from '../model/memory.js';
import {
  type ListRequest,
  type ListResult,
  listSchema,
  type SearchRequest,
  type SearchResult,
} from '../model/requests.js';
import { reachOf, type Scope } from '../model/scope.js';
import { sortKeyOf } from '../model/sort-key.js';
import type { Clock } from '../model/time.js';
import { invalidInput, validate } from '../model/validate.js';
import { presentEpisode, presentMemory } from '../present.js';
import type { PageOrder, PageQuery, Store, StoredEpisode, StoredMemory } from '../store/port.js';
import { filterOf } from './finder.js';
import { hideLinks } from './hide-links.js';
import { seenEpisodes } from './seen-episodes.js';

export interface ReaderParts {
  store: Pick<Store, 'memories' | 'removals'>;
  clock: Clock;
  timezone: string;
  find: (id: string, caller: Caller) => Promise<StoredMemory>;
  accessLog: ReadLog;
  attachmentsOf: (episode: string) => Promise<Attachment[]>;
  /** Without a note for the traces: nobody has asked for it in words. */
  search: (request: SearchRequest, caller: Caller) => Promise<SearchResult>;
}

type Sort = NonNullable<ListRequest['sort']>;

/** Of a book the beginning is enough. In UTF-16 units. */
const MOST_COMPARED = 2_000;

const fields = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  occurred_at: 'occurredAt',
  text: 'text',
  app_id: 'app',
} as const satisfies Record<string, PageOrder['by']>;

/** The way of what is looked through, not searched: lists, and sources in their conversation. */
export class Reader {
  readonly #parts: ReaderParts;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  async list(request: ListRequest, caller: Caller): Promise<ListResult> {
    requireScope(caller.access, 'read');
    const input = narrowScope(caller.access, validate(listSchema, request));
    const { limit = 50, state = 'active', sort = '-created_at', ...rest } = input;
    const { cursor, text, total, filters: _, ...scope } = rest;
    const { memories } = this.#parts.store;
    const order = orderOf(sort);
    const asked = {
      tenant: caller.tenant,
      reach: narrowReach(caller.access, reachOf(scope)),
      state,
      at: this.#parts.clock(),
      filter: filterOf(request.filters, this.#parts.timezone),
      text: text === undefined ? undefined : fold(text),
    };
    const place = cursor === undefined ? { order } : await this.#placeOf(cursor, order, caller);
    const page = await memories.page({ ...asked, ...place, limit: limit + 1 });
    const last = page.length > limit ? page[limit - 1] : undefined;
    const shown = await hideLinks(this.#parts.store, page.slice(0, limit), caller);
    this.noteList(shown, scope, caller);
    return {
      data: shown.map((memory) => presentMemory(memory)),
      next_cursor: last ? cursorOf(last, order) : null,
      ...(total && { total: await memories.count(asked) }),
    };
  }

  /** Memories that were looked through. */
  noteList(page: readonly StoredMemory[], { user_id: user }: Scope, caller: Caller): void {
    const at = this.#parts.clock();
    const hits = page.map(({ no, scope }) => ({ memory: no, cube: scope.cube, score: null }));
    const read = { kind: 'list', at, user: user ?? null, hits, cubes: [] } as const;
    this.#parts.accessLog.note(read, caller);
  }

  /** One memory that was looked at by its id. */
  noteOne(kind: 'get' | 'history' | 'related', { no, scope }: StoredMemory, caller: Caller): void {
    const at = this.#parts.clock();
    const hits = [{ memory: no, cube: scope.cube, score: null }];
    this.#parts.accessLog.note({ kind, at, user: scope.user, hits, cubes: [] }, caller);
  }

  async episode(id: string, caller: Caller): Promise<Episode> {
    const episode = presentEpisode(await this.#findEpisode(id, caller));
    const attachments = await this.#parts.attachmentsOf(id);
    return attachments.length === 0 ? episode : { ...episode, attachments };
  }

  /** An episode with those around it in its session. */
  async conversation(
    id: string,
    request: ConversationRequest,
    caller: Caller,
  ): Promise<ConversationResult> {
    const { before = 5, after = 5 } = validate(conversationSchema, request);
    const { ord } = await this.#findEpisode(id, caller);
    const { memories } = this.#parts.store;
    const around = { before: before + 1, after: after + 1 };
    const all = await memories.conversation(caller.tenant, id, around);
    const seen = await seenEpisodes(this.#parts.store, all, caller);
    const earlier = seen.filter((episode) => episode.ord < ord);
    const later = seen.filter((episode) => episode.ord > ord);
    return {
      data: [
        ...earlier.slice(Math.max(0, earlier.length - before)),
        ...seen.filter((episode) => episode.ord === ord),
        ...later.slice(0, after),
      ].map(presentEpisode),
      more_before: earlier.length > before,
      more_after: later.length > after,
    };
  }

  /** What says most of the same as a memory, in its own cube. */
  async related(id: string, request: RelatedRequest, caller: Caller): Promise<RelatedResult> {
    const { limit = 10 } = validate(relatedSchema, request);
    const { find, search } = this.#parts;
    const memory = await find(id, caller);
    const { scope, text } = memory;
    this.noteOne('related', memory, caller);
    const { results } = await search(
      {
        query: text.slice(0, MOST_COMPARED).toWellFormed(),
        cube: scope.cube,
        ...(scope.user !== null && { user_id: scope.user }),
        limit: limit + 1,
        rerank: false,
        include_superseded: false,
      },
      caller,
    );
    return { results: results.filter((hit) => hit.id !== id).slice(0, limit) };
  }

  async #findEpisode(id: string, caller: Caller): Promise<StoredEpisode> {
    const { tenant, access } = caller;
    requireScope(access, 'read');
    const found = isId(id) ? await this.#parts.store.memories.episode(tenant, id) : undefined;
    const [seen] = found ? await seenEpisodes(this.#parts.store, [found], caller) : [];
    if (seen) return seen;
    throw new TulvingError('not_found', `There is no episode ${id}.`);
  }

  async #placeOf(
    cursor: string,
    order: PageOrder,
    { tenant, access }: Caller,
  ): Promise<Pick<PageQuery, 'order' | 'before'>> {
    const { id, from } = readCursor(cursor, order) ?? {};
    const [last] =
      id !== undefined && isId(id) ? await this.#parts.store.memories.byIds(tenant, [id]) : [];
    // No page of theirs ended with what they do not see, and whether it is there is not told.
    if (last && sees(access, last)) return { before: last.no, order: { ...order, from } };
    const detail =
      'is not one that a page in this order was answered with, or its memory was erased';
    throw invalidInput([{ pointer: '/cursor', detail }]);
  }
}

function orderOf(sort: Sort): PageOrder {
  const name = sort.replace('-', '') as keyof typeof fields;
  return { by: fields[name], descending: sort.startsWith('-') };
}

/**
 * The id of the last memory, since the number of its row would count all others; with the date or the
 * letters that it was ordered by, since these may be others when the next page is asked for.
 */
function cursorOf(last: StoredMemory, { by }: PageOrder): string {
  if (by === 'createdAt') return last.id;
  if (by === 'text') return `${last.id}~${encoded(last.text)}`;
  if (by === 'app') return `${last.id}~${encoded(last.scope.app)}`;
  return `${last.id}.${last[by]}`;
}

function encoded(text: string | null): string {
  return Buffer.from(sortKeyOf(text)).toString('base64url');
}

/** Undefined where the cursor is of another order. */
function readCursor(
  cursor: string,
  { by }: PageOrder,
): { id: string; from?: PageOrder['from'] } | undefined {
  const [, id = '', mark, value = ''] = /^([\w-]+)(?:([.~])([\w-]*))?$/.exec(cursor) ?? [];
  if (by === 'createdAt') return mark === undefined ? { id } : undefined;
  if (by === 'text' || by === 'app') {
    const from = Buffer.from(value, 'base64url').toString();
    return mark === '~' && wellFormed(from) ? { id, from } : undefined;
  }
  return mark === '.' && /^-?\d{1,15}$/.test(value) ? { id, from: Number(value) } : undefined;
}
