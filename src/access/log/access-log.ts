import { requireScope, requireWhole } from '../../model/access.js';
import {
  type AccessEntry,
  accessKinds,
  type AccessLogVerbs,
  type AccessPage,
  type ListAccessRequest,
  listAccessSchema,
  type StatsDays,
  type StatsDaysRequest,
} from '../../model/access-log.js';
import { type Caller, LOCAL } from '../../model/caller.js';
import { formatInstant, type Instant } from '../../model/time.js';
import { instantOf, invalidInput, validate } from '../../model/validate.js';
import type { AccessQuery, StoredAccess } from '../../store/access-log.js';
import type { Store, StoredMemory } from '../../store/port.js';
import { type DaysParts, statsByDay } from './days.js';

export interface AccessLogParts extends DaysParts {
  store: Pick<Store, 'accessLog' | 'memories'>;
  timezone: string;
  find: (id: string, caller: Caller) => Promise<StoredMemory>;
  /** Writes what waits. */
  flush(): Promise<void>;
}

type Place = NonNullable<AccessQuery['before']>;

/** Who has read and written what, and when. */
export class AccessLog implements AccessLogVerbs {
  readonly #parts: AccessLogParts;

  constructor(parts: AccessLogParts) {
    this.#parts = parts;
  }

  /**
   * Newest first, in pages. Of one memory whoever may read it is told, without what others asked; of
   * everything who reaches the whole tenant.
   */
  async list(request: ListAccessRequest = {}, caller: Caller = LOCAL): Promise<AccessPage> {
    requireScope(caller.access, 'read');
    const { memory_id: id, limit = 50, cursor, ...input } = validate(listAccessSchema, request);
    const memory = id === undefined ? undefined : await this.#parts.find(id, caller);
    // Who is not told what was asked must not guess it letter by letter.
    if (!memory || input.query !== undefined) requireWhole(caller.access);
    await this.#parts.flush();
    const before = cursor === undefined ? undefined : placeOf(cursor);
    const page = await this.#parts.store.accessLog.page({
      tenant: caller.tenant,
      ...kindsOf(input),
      memory,
      app: input.app,
      user: input.user,
      words: input.query?.toLowerCase(),
      from: this.#instant(input.from, '/from'),
      to: this.#instant(input.to, '/to'),
      limit: limit + 1,
      before,
    });
    const shown = page.slice(0, limit);
    return {
      data: shown.map((access) => present(access, memory && { memory, caller })),
      next_cursor: page.length > limit ? cursorOf(shown, before) : null,
    };
  }

  /** Adds, searches and their scores by day, app and user. For who reaches the whole tenant. */
  async days(request: StatsDaysRequest = {}, caller: Caller = LOCAL): Promise<StatsDays> {
    requireScope(caller.access, 'read');
    requireWhole(caller.access);
    await this.#parts.flush();
    return statsByDay(request, caller, this.#parts);
  }

  #instant(value: string | undefined, pointer: string): Instant | undefined {
    return value === undefined ? undefined : instantOf(value, pointer, this.#parts.timezone);
  }
}

function kindsOf({ kind, query }: ListAccessRequest): Pick<AccessQuery, 'of' | 'kind'> {
  // What is written asks nothing.
  const among = (of: AccessQuery['of']) =>
    query === undefined ? of : of.filter((one) => one === 'reads');
  if (kind === undefined) return { of: among(['reads', 'writes']) };
  if (kind === 'reads' || kind === 'writes') return { of: among([kind]) };
  const isRead = (accessKinds as readonly string[]).includes(kind);
  return { of: among([isRead ? 'reads' : 'writes']), kind };
}

function present(
  { at, kind, app, proven, principal, user, query, hits }: StoredAccess,
  about: { memory: StoredMemory; caller: Caller } | undefined,
): AccessEntry {
  const told = about?.caller.access;
  const isPart = told !== undefined && (told.user ?? told.agent ?? told.app ?? null) !== null;
  const hidesQuery = isPart || told?.bounds !== undefined || (told?.cubes ?? null) !== null;
  return {
    at: formatInstant(at),
    kind,
    app,
    claimed: app === null || proven === null ? null : !proven,
    principal,
    user_id: user,
    query: hidesQuery ? null : query,
    memories: hits
      .filter(({ memory }) => about === undefined || memory === about.memory.id)
      .map(({ memory, rank, score }) => ({ memory_id: memory, rank, score })),
  };
}

/** The last number of each log that was shown; where none was, that of the page before. */
function cursorOf(shown: readonly StoredAccess[], before: Place | undefined): string {
  const last = (isWrite: boolean) => shown.findLast((access) => access.isWrite === isWrite)?.no;
  const none = Number.MAX_SAFE_INTEGER;
  return `${last(false) ?? before?.reads ?? none}.${last(true) ?? before?.writes ?? none}`;
}

function placeOf(cursor: string): Place {
  const [, reads, writes] = /^(\d{1,16})\.(\d{1,16})$/.exec(cursor) ?? [];
  if (reads !== undefined && writes !== undefined) {
    return { reads: Number(reads), writes: Number(writes) };
  }
  const detail = 'is not one that a page was answered with';
  throw invalidInput([{ pointer: '/cursor', detail }]);
}
