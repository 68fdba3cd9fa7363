import type { ListRequest, SearchRequest, SetStateRequest } from 'tulving/client';

/** What the address of the page holds: whoever is sent it sees the same. */
export interface MemoriesSearch {
  q?: string;
  user?: string;
  agent?: string;
  /** Any of several. */
  app?: string | readonly string[];
  category?: string | readonly string[];
  tag?: string;
  kind?: string;
  layer?: string;
  state?: 'paused' | 'archived' | 'deleted';
  /** How long ago it was added, at most, in days. */
  days?: number;
  /** Whether it still holds. */
  holds?: 'now' | 'past';
  sort?: SortField;
  /** Columns beside the text, with commas between; left out: the usual ones. */
  cols?: string;
  /** Memories on a page; without it the list goes on as it is scrolled. */
  size?: PageSize;
  /** From 1. */
  page?: number;
  /** Opens the form for a new one. */
  create?: boolean;
}

/** Memories by what they are, and not by their ids. */
export type MeantByFilter = Omit<SetStateRequest, 'state' | 'ids'>;

/** For what shows the search and changes it. */
export interface FilterChange {
  search: MemoriesSearch;
  onChange: (change: Partial<MemoriesSearch>) => void;
}

export const sortFields = [
  '-created_at',
  'created_at',
  '-updated_at',
  'updated_at',
  '-occurred_at',
  'occurred_at',
  'text',
  '-text',
  'app_id',
  '-app_id',
] as const;
export type SortField = (typeof sortFields)[number];

export const pageSizes = [10, 20, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];

const texts = ['q', 'user', 'agent', 'tag', 'kind', 'layer', 'cols'] as const;
/** Of these several may be chosen. */
const several = ['app', 'category'] as const;
const states = ['paused', 'archived', 'deleted'] as const;

export function readMemoriesSearch(raw: Record<string, unknown>): MemoriesSearch {
  const { state, days, holds, sort, size, page, create } = raw;
  return {
    ...Object.fromEntries(
      texts.flatMap((name) => (isText(raw[name]) ? [[name, String(raw[name])]] : [])),
    ),
    ...Object.fromEntries(
      several.flatMap((name) => {
        const names = namesOf(raw[name]);
        return names.length === 0 ? [] : [[name, names.length === 1 ? names[0] : names]];
      }),
    ),
    ...(isOneOf(states, state) && { state }),
    ...(typeof days === 'number' && days > 0 && { days }),
    ...(isOneOf(['now', 'past'] as const, holds) && { holds }),
    ...(isOneOf(sortFields, sort) && sort !== '-created_at' && { sort }),
    ...(isOneOf(pageSizes, size) && { size }),
    ...(isOneOf(pageSizes, size) && typeof page === 'number' && page > 1 && { page }),
    ...(create === true && { create }),
  };
}

/** One value, or several. */
export function namesOf(value: unknown): string[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  return [...new Set(given.filter(isText).map(String))];
}

/** A name such as `42` comes out of the address as a number. */
function isText(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function isOneOf<Value>(values: readonly Value[], value: unknown): value is Value {
  return (values as readonly unknown[]).includes(value);
}

/** Words and meaning find what is live; the rest of the states is looked through by its letters. */
export function isRanked({ q, state, holds }: MemoriesSearch): boolean {
  return q !== undefined && state === undefined && holds !== 'past';
}

export function asSearch(search: MemoriesSearch, scope: { user_id?: string }): SearchRequest {
  return {
    ...scopeOf(search, scope),
    query: search.q ?? '',
    limit: 100,
    ...filtersOf(search),
  };
}

export function asList(search: MemoriesSearch, scope: { user_id?: string }): ListRequest {
  return {
    ...scopeOf(search, scope),
    ...(search.state && { state: search.state }),
    ...(search.q !== undefined && { text: search.q }),
    ...(search.sort && { sort: search.sort }),
    ...filtersOf(search),
  };
}

/**
 * All that the list shows, also what is not in the page yet. What is added from now on is left alone. Where
 * letters are looked for there is no such request: what answers best is no set.
 */
export function asMeant(
  search: MemoriesSearch,
  scope: { user_id?: string },
  now: string,
): MeantByFilter | undefined {
  if (search.q !== undefined) return undefined;
  const { filters } = filtersOf(search);
  const before = { created_at: { lte: now } };
  return {
    ...scopeOf(search, scope),
    from: [search.state ?? 'active'],
    filters: filters ? { AND: [filters, before] } : before,
  };
}

function scopeOf({ user, agent }: MemoriesSearch, scope: { user_id?: string }) {
  return {
    ...scope,
    ...(user !== undefined && { user_id: user }),
    ...(agent !== undefined && { agent_id: agent }),
  };
}

function filtersOf({ app, category, tag, kind, layer, days, holds }: MemoriesSearch) {
  const now = new Date();
  const filters = {
    ...(app !== undefined && { app_id: { in: namesOf(app) } }),
    ...(category !== undefined && { categories: { in: namesOf(category) } }),
    ...(tag !== undefined && { tags: tag }),
    ...(kind !== undefined && { kind }),
    ...(layer !== undefined && { layer }),
    // From midnight, so that the same filter is the same request for a day.
    ...(days !== undefined && { created_at: { gte: midnight(now, days - 1) } }),
    ...(holds === 'past' && { valid_to: { exists: true } }),
    ...(holds === 'now' && { valid_to: { exists: false } }),
  };
  return Object.keys(filters).length > 0 ? { filters } : {};
}

function midnight(now: Date, daysAgo: number): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).toISOString();
}
