import type { ReadLog } from '../access/log/recorder.js';
import { narrowReach, sees } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { dateOf, dayOf, endOf } from '../model/day.js';
import { isId } from '../model/ids.js';
import { reachOf } from '../model/scope.js';
import { type Clock, formatInstant, type Instant, isTimezone } from '../model/time.js';
import {
  type DensityRequest,
  type DensityResult,
  densitySchema,
  type TimelineEntry,
  type TimelineRequest,
  type TimelineResult,
  timelineSchema,
  type TimelineUnit,
} from '../model/timeline.js';
import { instantOf, invalidInput } from '../model/validate.js';
import { presentMemory } from '../present.js';
import type { PastVersion } from '../store/past.js';
import type { Store, StoredMemory } from '../store/port.js';
import type { TimelineCount, TimelinePlace, TimelineQuery } from '../store/timeline.js';
import { checked } from './checked.js';
import { filterOf } from './finder.js';
import { hideLinks } from './hide-links.js';

export interface TimelineParts {
  store: Pick<Store, 'memories' | 'carried' | 'timeline'>;
  accessLog: ReadLog;
  clock: Clock;
  timezone: string;
}

/** Of what a request asks in common for the list and for the counts. */
type Asked = Omit<TimelineRequest, 'limit' | 'cursor' | 'until'>;

/** Memories along time, now or as they were believed at a moment. */
export class Timeline {
  readonly #parts: TimelineParts;

  constructor(parts: TimelineParts) {
    this.#parts = parts;
  }

  /** In pages, newest first. */
  async list(request: TimelineRequest = {}, caller: Caller = LOCAL): Promise<TimelineResult> {
    const input = checked(timelineSchema, request, caller);
    const { limit = 50, cursor, until, ...asked } = input;
    const query = this.#query({ ...asked, filters: request.filters }, caller);
    const { store } = this.#parts;
    const places = await store.timeline.places({
      ...query,
      limit: limit + 1,
      until: this.#instant(until, '/until'),
      after: cursor === undefined ? undefined : await this.#placeOf(cursor, caller),
    });
    const shown = places.slice(0, limit);
    const found = await store.memories.byNumbers(shown.map(({ no }) => no));
    const { user_id: user = null } = input;
    const hits = found.map(({ no, scope }) => ({ memory: no, cube: scope.cube, score: null }));
    const read = { kind: 'list', at: query.at, user, hits, cubes: [] } as const;
    this.#parts.accessLog.note(read, caller);
    const last = places.length > limit ? found.at(-1) : undefined;
    return {
      data: await this.#entries(shown, found, query.known, caller),
      next_cursor: last ? `${last.id}.${shown.at(-1)?.at ?? 0}` : null,
    };
  }

  /** How many there are, by day, week or month of a calendar. */
  async density(request: DensityRequest = {}, caller: Caller = LOCAL): Promise<DensityResult> {
    const input = checked(densitySchema, request, caller);
    const { unit = 'day', timezone = this.#parts.timezone, ...asked } = input;
    if (!isTimezone(timezone)) {
      const detail = 'is not the name of a time zone, such as Europe/Lisbon';
      throw invalidInput([{ pointer: '/timezone', detail }]);
    }
    const query = this.#query({ ...asked, filters: request.filters }, caller);
    const counts = await this.#parts.store.timeline.density(query);
    return { data: spansOf(counts, unit, timezone) };
  }

  #query(asked: Asked, caller: Caller): TimelineQuery {
    const { axis = 'learnt', known_at: knownAt, filters, ...scope } = asked;
    return {
      tenant: caller.tenant,
      reach: narrowReach(caller.access, reachOf(scope)),
      axis,
      at: this.#parts.clock(),
      known: this.#instant(knownAt, '/known_at'),
      filter: filterOf(filters, this.#parts.timezone),
    };
  }

  async #entries(
    places: readonly TimelinePlace[],
    found: readonly StoredMemory[],
    known: Instant | undefined,
    caller: Caller,
  ): Promise<TimelineEntry[]> {
    const { store } = this.#parts;
    const versions =
      known === undefined ? undefined : await store.carried.versions(found.map(({ no }) => no));
    const then = found.map((memory) =>
      versions && known !== undefined
        ? asKnown(memory, versions.get(memory.no) ?? [], known)
        : memory,
    );
    const memories = await hideLinks(store, then, caller);
    const newer = await this.#newer(memories, known, caller);
    const at = new Map(places.map((place) => [place.no, place.at]));
    return memories.map((memory) => {
      const by = memory.supersededBy === null ? undefined : newer.get(memory.supersededBy);
      return {
        at: formatInstant(at.get(memory.no) ?? memory.createdAt),
        memory: presentMemory(memory),
        replaced_by: by ? { id: by.id, text: by.text } : null,
      };
    });
  }

  async #newer(
    memories: readonly StoredMemory[],
    known: Instant | undefined,
    { tenant, access }: Caller,
  ): Promise<ReadonlyMap<string, StoredMemory>> {
    const ids = memories.flatMap(({ supersededBy }) => supersededBy ?? []);
    const found = await this.#parts.store.memories.byIds(tenant, [...new Set(ids)]);
    // What was deleted is only shown as it was known once.
    const stands = ({ state, createdAt }: StoredMemory) =>
      known === undefined ? state !== 'deleted' : createdAt <= known;
    const shown = found.filter((memory) => sees(access, memory) && stands(memory));
    return new Map(shown.map((memory) => [memory.id, memory]));
  }

  async #placeOf(cursor: string, { tenant, access }: Caller): Promise<TimelinePlace> {
    const [, id = '', at] = /^([\w-]+)\.(-?\d{1,15})$/.exec(cursor) ?? [];
    const [last] = isId(id) ? await this.#parts.store.memories.byIds(tenant, [id]) : [];
    if (last && sees(access, last)) return { no: last.no, at: Number(at) };
    const detail = 'is not one that a page was answered with, or its memory was erased';
    throw invalidInput([{ pointer: '/cursor', detail }]);
  }

  #instant(value: string | undefined, pointer: string): Instant | undefined {
    return value === undefined ? undefined : instantOf(value, pointer, this.#parts.timezone);
  }
}

/** What the last version by then says; a text is null where the one after it says the same. */
function asKnown(
  memory: StoredMemory,
  versions: readonly PastVersion[],
  known: Instant,
): StoredMemory {
  const at = versions.findLastIndex((version) => version.at <= known);
  const was = versions[at];
  if (was === undefined) return memory;
  const later = versions.slice(at);
  const metadata = later.find((version) => version.metadata !== null)?.metadata;
  return {
    ...memory,
    state: was.state,
    version: was.version,
    text: later.find(({ text }) => text !== null)?.text ?? memory.text,
    metadata: metadata ? (JSON.parse(metadata) as StoredMemory['metadata']) : memory.metadata,
    validFrom: was.validFrom,
    validTo: was.validTo,
    mergedInto: was.mergedInto,
    supersededBy: was.validTo === null ? null : memory.supersededBy,
  };
}

type Span = DensityResult['data'][number];

/** Adds quarters of an hour up to the days of a calendar, and days to what is asked for. */
function spansOf(counts: readonly TimelineCount[], unit: TimelineUnit, timezone: string): Span[] {
  const spans = new Map<string, Span>();
  let [day, end] = [0, -Infinity];
  for (const { at, memories, ended } of counts) {
    // They come in order, so that the calendar is asked once a day.
    if (at >= end) {
      day = dayOf(at, timezone);
      end = endOf(day, timezone);
    }
    const { from, until } = spanOf(day, unit);
    const span = spans.get(from) ?? { from, until, memories: 0, superseded: 0 };
    spans.set(from, {
      ...span,
      memories: span.memories + memories,
      superseded: span.superseded + ended,
    });
  }
  return [...spans.values()];
}

const DAY = 86_400_000;
/** The first of January 1970 was a Thursday. */
const MONDAY = 4;

/** The day, week or month that a day lies in, as `from` and the day after it. */
function spanOf(day: number, unit: TimelineUnit): Pick<Span, 'from' | 'until'> {
  if (unit === 'day') return { from: dateOf(day), until: dateOf(day + 1) };
  if (unit === 'week') {
    const from = Math.floor((day - MONDAY) / 7) * 7 + MONDAY;
    return { from: dateOf(from), until: dateOf(from + 7) };
  }
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const first = (of: number) => dateOf(Date.UTC(year, of, 1) / DAY);
  return { from: first(month), until: first(month + 1) };
}
