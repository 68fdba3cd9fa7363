import type { ListRequest, SearchRequest } from 'tulving/client';

/** What the address of the page holds: whoever is sent it sees the same. */
export interface MemoriesSearch {
  q?: string;
  user?: string;
  agent?: string;
  app?: string;
  category?: string;
  tag?: string;
  kind?: string;
  layer?: string;
  state?: 'paused' | 'archived' | 'deleted';
  /** How long ago it was added, at most, in days. */
  days?: number;
  /** Whether it still holds. */
  holds?: 'now' | 'past';
  sort?: SortField;
  /** Opens the form for a new one. */
  create?: boolean;
}

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
] as const;
export type SortField = (typeof sortFields)[number];

const texts = ['q', 'user', 'agent', 'app', 'category', 'tag', 'kind', 'layer'] as const;
const states = ['paused', 'archived', 'deleted'] as const;

export function readMemoriesSearch(raw: Record<string, unknown>): MemoriesSearch {
  const { state, days, holds, sort, create } = raw;
  return {
    ...Object.fromEntries(
      texts.flatMap((name) => (isText(raw[name]) ? [[name, String(raw[name])]] : [])),
    ),
    ...(isOneOf(states, state) && { state }),
    ...(typeof days === 'number' && days > 0 && { days }),
    ...(isOneOf(['now', 'past'] as const, holds) && { holds }),
    ...(isOneOf(sortFields, sort) && sort !== '-created_at' && { sort }),
    ...(create === true && { create }),
  };
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

function scopeOf({ user, agent, app }: MemoriesSearch, scope: { user_id?: string }) {
  return {
    ...scope,
    ...(user !== undefined && { user_id: user }),
    ...(agent !== undefined && { agent_id: agent }),
    ...(app !== undefined && { app_id: app }),
  };
}

function filtersOf({ category, tag, kind, layer, days, holds }: MemoriesSearch) {
  const now = new Date();
  const filters = {
    ...(category !== undefined && { categories: category }),
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
